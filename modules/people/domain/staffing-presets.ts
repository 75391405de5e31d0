import type { Seat, StaffingModel } from './staffing.ts'

const one = { least: 1, most: 1 } as const
const some = { least: 1, most: null } as const
const seat = (
  key: string,
  names: readonly [string, string],
  rest: Pick<Seat, 'kinds' | 'least' | 'most'> & { trade?: string },
): Seat => ({ seat: key, name: names[0], nameEn: names[1], ...rest })

/** Published models as presets in our own words; a district edits them. */
export const staffingPresets: readonly StaffingModel[] = [
  {
    code: '1+1+N+X',
    name: '1+1+N+X：负责人、牵头人、主理人若干、城管队员若干',
    nameEn: '1+1+N+X: secretary, coordinator, any number of specialists and of officers',
    seats: [
      seat('secretary', ['负责人', 'Secretary'], { kinds: ['secretary'], ...one }),
      seat('coordinator', ['牵头人', 'Coordinator'], { kinds: ['coordinator'], ...one }),
      seat('specialist', ['主理人', 'Specialists'], { kinds: ['specialist'], ...some }),
      seat('officer', ['城管队员', 'Officers'], { kinds: ['officer'], ...some }),
    ],
  },
  {
    code: '2+1+1+1',
    name: '2+1+1+1：城管队员两名，市政、园林、环卫各一名',
    nameEn: '2+1+1+1: two officers, one each for public works, greening and sanitation',
    seats: [
      seat('officer', ['城管队员', 'Officers'], { kinds: ['officer'], least: 2, most: 2 }),
      seat('municipal', ['市政', 'Public works'], {
        kinds: ['specialist'],
        trade: 'municipal',
        ...one,
      }),
      seat('greening', ['园林', 'Greening'], {
        kinds: ['specialist'],
        trade: 'greening',
        ...one,
      }),
      seat('sanitation', ['环卫', 'Sanitation'], {
        kinds: ['specialist'],
        trade: 'sanitation',
        ...one,
      }),
    ],
  },
  {
    code: '1245',
    name: '1245：一个党组织核心、两个组织、四方力量（五项机制另行制定）',
    nameEn: '1245: one party core, two organisations, four forces (five mechanisms apart)',
    seats: [
      seat('core', ['党组织核心', 'Party core'], { kinds: ['secretary'], ...one }),
      seat('branch', ['街区党支部', 'Block party branch'], { kinds: ['liaison'], ...one }),
      seat('committee', ['商户自治委员会', 'Merchants’ committee'], {
        kinds: ['liaison'],
        ...one,
      }),
      seat('government', ['政府力量', 'Government'], {
        kinds: ['officer', 'coordinator'],
        ...some,
      }),
      seat('merchants', ['商户力量', 'Merchants'], { kinds: ['liaison'], ...some }),
      seat('residents', ['居民力量', 'Residents'], { kinds: ['grid_worker'], ...some }),
      seat('society', ['社会力量', 'Society'], { kinds: ['liaison'], ...some }),
    ],
  },
  {
    code: 'four-tiers',
    name: '四级红色物业：社区、网格党支部、楼栋小组、党员中心户',
    nameEn: 'Four tiers of property work: community, grid branch, building group, member household',
    seats: [
      seat('community', ['社区党组织', 'Community party organisation'], {
        kinds: ['secretary'],
        ...one,
      }),
      seat('branch', ['网格党支部', 'Grid branch'], {
        kinds: ['coordinator', 'liaison'],
        ...some,
      }),
      seat('building', ['楼栋小组', 'Building group'], { kinds: ['grid_worker'], ...some }),
      seat('household', ['党员中心户', 'Member household'], {
        kinds: ['grid_worker', 'liaison'],
        ...some,
      }),
    ],
  },
]
