/** One line of a staffing model: which posts a station has, how many, from which trade. */
export interface Seat {
  seat: string
  kind: string
  name: string
  trade?: string | undefined
  least: number
  /** No upper end where null: the N and X of 1+1+N+X. */
  most: number | null
}

export interface StaffingModel {
  code: string
  name: string
  seats: Seat[]
}

export interface StationPost {
  postId: string
  kind: string
  seat: string | null
  /** How many people hold it today. */
  holders: number
}

export interface SeatState extends Seat {
  held: number
  vacant: number
  missing: number
  surplus: number
}

/**
 * Each seat of the model against the posts of a station. A post fills the seat it names if it is of
 * that kind; a post that names none fills the first seat of its kind. `missing` counts seats without
 * anybody in them, whether or not a post was made; posts that fit no seat stand beside the model.
 */
export function compareStaffing(
  model: Pick<StaffingModel, 'seats'>,
  posts: readonly StationPost[],
): { seats: SeatState[]; missing: number; beside: string[] } {
  const taken = new Map<string, StationPost[]>()
  const beside: string[] = []
  for (const post of posts) {
    const seat = model.seats.find(
      (s) => s.kind === post.kind && (post.seat === null || s.seat === post.seat),
    )
    if (seat) taken.set(seat.seat, [...(taken.get(seat.seat) ?? []), post])
    else beside.push(post.postId)
  }
  const seats = model.seats.map((seat) => {
    const own = taken.get(seat.seat) ?? []
    const held = own.filter((p) => p.holders > 0).length
    return {
      ...seat,
      held,
      vacant: own.length - held,
      missing: Math.max(0, seat.least - held),
      surplus: seat.most === null ? 0 : Math.max(0, held - seat.most),
    }
  })
  return { seats, missing: seats.reduce((sum, s) => sum + s.missing, 0), beside }
}

const one = { least: 1, most: 1 } as const
const some = { least: 1, most: null } as const

/** Published models as presets in our own words; a district edits them. */
export const staffingPresets: readonly StaffingModel[] = [
  {
    code: '1+1+N+X',
    name: '1+1+N+X：负责人、牵头人、主理人若干、城管队员若干',
    seats: [
      { seat: 'secretary', kind: 'secretary', name: '负责人', ...one },
      { seat: 'coordinator', kind: 'coordinator', name: '牵头人', ...one },
      { seat: 'specialist', kind: 'specialist', name: '主理人', ...some },
      { seat: 'officer', kind: 'officer', name: '城管队员', ...some },
    ],
  },
  {
    code: '2+1+1+1',
    name: '2+1+1+1：城管队员两名，市政、园林、环卫各一名',
    seats: [
      { seat: 'officer', kind: 'officer', name: '城管队员', least: 2, most: 2 },
      { seat: 'municipal', kind: 'specialist', name: '市政', trade: 'municipal', ...one },
      { seat: 'greening', kind: 'specialist', name: '园林', trade: 'greening', ...one },
      { seat: 'sanitation', kind: 'specialist', name: '环卫', trade: 'sanitation', ...one },
    ],
  },
  {
    code: '1245',
    name: '1245：一个党组织核心、两个组织、四方力量（五项机制另行制定）',
    seats: [
      { seat: 'core', kind: 'secretary', name: '党组织核心', ...one },
      { seat: 'branch', kind: 'liaison', name: '街区党支部', ...one },
      { seat: 'committee', kind: 'liaison', name: '商户自治委员会', ...one },
      { seat: 'government', kind: 'officer', name: '政府力量', ...some },
      { seat: 'merchants', kind: 'liaison', name: '商户力量', ...some },
      { seat: 'residents', kind: 'grid_worker', name: '居民力量', ...some },
      { seat: 'society', kind: 'liaison', name: '社会力量', ...some },
    ],
  },
]
