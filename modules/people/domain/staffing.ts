/** One line of a staffing model: which posts a station has, how many, from which trade. */
export interface Seat {
  seat: string
  /** A post of any of these kinds may sit here. */
  kinds: string[]
  name: string
  /** Left out, the name serves in both languages. */
  nameEn?: string | undefined
  trade?: string | undefined
  least: number
  /** No upper end where null: the N and X of 1+1+N+X. */
  most: number | null
}

export interface StaffingModel {
  code: string
  name: string
  nameEn: string
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
  /** The posts that sit here, held or not. */
  postIds: string[]
}

/**
 * Each seat of the model against the posts of a station. A post fills the seat it names if it is of
 * one of its kinds; a post that names none fills the first seat of its kind that still lacks one, else
 * the first with room, else the first. `missing` counts seats without anybody in them, whether or not a post was
 * made; posts that fit no seat stand beside the model.
 */
export function compareStaffing(
  model: Pick<StaffingModel, 'seats'>,
  posts: readonly StationPost[],
): { seats: SeatState[]; missing: number; beside: string[] } {
  const taken = new Map<string, StationPost[]>()
  const beside: string[] = []
  // Those that name their seat sit down first, so that the others see what is left.
  const inOrder = [...posts].sort((a, b) => Number(a.seat === null) - Number(b.seat === null))
  for (const post of inOrder) {
    const fitting = model.seats.filter(
      (s) => s.kinds.includes(post.kind) && (post.seat === null || s.seat === post.seat),
    )
    const sits = (s: Seat) => taken.get(s.seat)?.length ?? 0
    const seat =
      fitting.find((s) => sits(s) < s.least) ??
      fitting.find((s) => s.most === null || sits(s) < s.most) ??
      fitting[0]
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
      postIds: own.map((p) => p.postId),
    }
  })
  return { seats, missing: seats.reduce((sum, s) => sum + s.missing, 0), beside }
}

/** What is wrong with the seats of a model that somebody wrote, or null. */
export function seatsFault(
  seats: readonly Seat[],
): 'seat_twice' | 'seat_without_kind' | 'seat_turned_round' | null {
  if (new Set(seats.map((s) => s.seat)).size < seats.length) return 'seat_twice'
  if (seats.some((s) => s.kinds.length === 0)) return 'seat_without_kind'
  if (seats.some((s) => s.most !== null && s.most < s.least)) return 'seat_turned_round'
  return null
}
