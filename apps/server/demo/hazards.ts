import {
  recordHazard,
  ringHazards,
  saveHazardKind,
  saveSpecialCampaign,
  saveTeam,
  stepHazard,
} from '#modules/fieldwork/server/index.ts'
import type { Scene } from './pictures.ts'
import type { Stage } from './play.ts'
import { pastCampaigns } from './past-campaigns.ts'
import { namedId } from './random.ts'
import { member, organisationId } from './staff.ts'
import { after, daysBefore, onDuty } from './time.ts'

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10)

interface Seen {
  key: string
  kind: string
  grade: string
  words: string
  address: string
  scene: Scene
  by: string
  /** So many days ago. */
  ago: number
  /** To be fixed by so many days after that; null: nobody was told yet. */
  due: number | null
  fixed?: 'waits' | 'failed'
}

/** What stands open today, one of each; invented. */
const seen: readonly Seen[] = [
  {
    key: 'a',
    kind: 'wiring',
    grade: 'serious',
    words: '三楼窗口拉下插线板，给电动车充电',
    address: '丰润园小区3栋1单元',
    scene: 'wall',
    by: 'grid1',
    ago: 9,
    due: 5,
  },
  {
    key: 'b',
    kind: 'fire_lane',
    grade: 'major',
    words: '地锁和杂物占了消防通道',
    address: '丰润园小区5栋南侧',
    scene: 'parking',
    by: 'grid1',
    ago: 4,
    due: 1,
  },
  {
    key: 'c',
    kind: 'stairwell',
    grade: 'minor',
    words: '旧沙发、纸箱堆在四楼平台',
    address: '丰润园小区3栋2单元',
    scene: 'rubbish',
    by: 'grid2',
    ago: 6,
    due: 12,
  },
  {
    key: 'd',
    kind: 'gas_bottle',
    grade: 'serious',
    words: '店内三只气瓶挨着灶台',
    address: '竹林北路面馆',
    scene: 'stall',
    by: 'grid1',
    ago: 5,
    due: 7,
    fixed: 'waits',
  },
  {
    key: 'e',
    kind: 'hoarding',
    grade: 'serious',
    words: '二楼招牌一角松脱，风大时晃',
    address: '竹林北路26号',
    scene: 'wall',
    by: 'grid2',
    ago: 7,
    due: 7,
    fixed: 'waits',
  },
  {
    key: 'f',
    kind: 'wiring',
    grade: 'minor',
    words: '路灯杆上缠着商户的彩灯线',
    address: '竹林北路与莲花街路口',
    scene: 'lamp',
    by: 'grid1',
    ago: 8,
    due: 3,
    fixed: 'failed',
  },
  {
    key: 'g',
    kind: 'manhole',
    grade: 'serious',
    words: '井盖一角翘起，走上去会响',
    address: '莲花街中段',
    scene: 'manhole',
    by: 'grid2',
    ago: 1,
    due: null,
  },
  {
    key: 'h',
    kind: 'smoke_duct',
    grade: 'minor',
    words: '油烟管接口滴油',
    address: '竹林北路烧烤店',
    scene: 'stall',
    by: 'grid1',
    ago: 0,
    due: null,
  },
]

/** A ledger of hazards in the main district: those of 26 campaigns, and what stands open today. */
export async function someHazards(stage: Stage): Promise<void> {
  const { db, districtId, crew, cipher, present } = stage
  if (districtId !== '420704') return
  const centre = { caller: member(crew, 'centre'), now: daysBefore(present, 40) }
  for (const [code, name, unit] of [
    ['wiring', '电线、飞线', 'property'],
    ['fire_lane', '堵占消防通道', 'vanguard'],
  ] as const)
    // oxlint-disable-next-line no-await-in-loop -- two of them
    await saveHazardKind(db, centre, {
      code,
      name,
      nameEn: code === 'wiring' ? 'Wiring, loose lines' : 'Blocked fire lane',
      unitIds: [organisationId(districtId, unit)],
      active: true,
      baseVersion: null,
    })
  await pastCampaigns(stage)
  const campaignId = await runningCampaign(stage)
  for (const one of seen) await record(stage, one, campaignId) // oxlint-disable-line no-await-in-loop -- one after the other
  await ringHazards(db, { districtId, now: onDuty(after(daysBefore(present, 1), 8 * 60)), cipher })
}

async function runningCampaign({ db, districtId, crew, present }: Stage): Promise<string> {
  const id = namedId(`${districtId}/campaign/running`)
  const asking = { caller: member(crew, 'coordinator'), now: daysBefore(present, 12) }
  await saveSpecialCampaign(db, asking, {
    id,
    name: '冬季用电用气安全整治',
    purpose: '清飞线，查气瓶，通楼道，五支队伍一起上（示例数据）',
    areas: [`${districtId}001014`],
    startsOn: dayOf(daysBefore(present, 9)),
    endsOn: dayOf(daysBefore(present, -20)),
    targets: [
      { of: 'hazards.wiring', amount: 20 },
      { of: 'hazards', amount: 60 },
      { of: 'people', amount: 200 },
      { of: 'measure.doors', amount: 500 },
    ],
    baseVersion: null,
  })
  const person = (key: string) => member(crew, key).personId ?? ''
  const teams = [
    ['officers', '城管队员组', 4, [person('officer1')]],
    ['volunteers', '红马甲志愿者', 26, []],
    ['guards', '丰润园物业保安', 8, []],
    ['merchants', '竹林北路商户互查组', 12, []],
    ['residents', '楼栋长和居民', 40, []],
  ] as const
  for (const [kind, name, heads, personIds] of teams)
    // oxlint-disable-next-line no-await-in-loop -- five of them
    await saveTeam(db, asking, {
      campaignId: id,
      id: namedId(`${districtId}/campaign/running/${kind}`),
      kind,
      name,
      heads,
      personIds,
      active: true,
      baseVersion: null,
    })
  return id
}

/** Found, told, said to be fixed, looked at again: as far as each has come. */
async function record(stage: Stage, one: Seen, campaignId: string): Promise<void> {
  const { db, districtId, crew, cipher, album, present } = stage
  const id = namedId(`${districtId}/hazard/${one.key}`)
  const stepId = (name: string) => namedId(`${districtId}/hazard/${one.key}/${name}`)
  const at = (later: number) => {
    const planned = onDuty(after(daysBefore(present, one.ago - later), 10 * 60))
    return planned > present ? present : planned
  }
  const as = (who: string, later: number) => ({ caller: member(crew, who), now: at(later), cipher })
  await recordHazard(db, as(one.by, 0), {
    id,
    kind: one.kind,
    grade: one.grade,
    words: one.words,
    address: one.address,
    areaCode: `${districtId}001014${one.by === 'grid1' ? '001' : '003'}`,
    campaignId,
    photos: [album.of(one.scene, false, true)],
    notice:
      one.due === null
        ? null
        : {
            id: stepId('notify'),
            // Never before the day on which it was found, wherever duty hours put that.
            dueOn: dayOf(after(at(0), 24 * 60 * one.due)),
            toKind: 'property',
            toName: '丰润园物业服务中心',
            how: 'in_person',
          },
  })
  if (!one.fixed) return
  const fix = { id: stepId('fix'), verb: 'fix', baseVersion: 2, by: '物业电工' } as const
  await stepHazard(db, as('officer1', 2), id, {
    ...fix,
    photos: [album.of(one.scene, true, true)],
  })
  if (one.fixed === 'failed')
    await stepHazard(db, as('secretary', 3), id, {
      id: stepId('fail'),
      verb: 'fail',
      baseVersion: 3,
      words: '只挪开了一半，线还缠着',
      dueOn: dayOf(after(at(3), 10 * 24 * 60)),
    })
}
