import { accept, refuse, type Decision } from '#kernel/decision.ts'

export const bookingStates = ['booked', 'cancelled', 'missed'] as const
export type BookingState = (typeof bookingStates)[number]

export const bookingActs = ['move', 'cancel', 'miss'] as const
export type BookingAct = (typeof bookingActs)[number]

export interface Booked {
  state: BookingState
  startsAt: Date
  /** The case is still open and nobody has said that it is done. */
  open: boolean
}

export type BookingRefusal = 'booking_ended' | 'too_late_to_change' | 'not_begun'

/**
 * What may be done to a booking now. A resident moves or cancels until it begins; staff afterwards too,
 * since somebody must say what became of it. Nobody was missed before the hour has come.
 */
export function mayChange(
  act: BookingAct,
  booked: Booked,
  by: { staff: boolean; now: Date },
): Decision<null, BookingRefusal> {
  if (booked.state !== 'booked' || !booked.open) return refuse('booking_ended')
  const begun = by.now >= booked.startsAt
  if (act === 'miss') return begun ? accept(null) : refuse('not_begun')
  return begun && !by.staff ? refuse('too_late_to_change') : accept(null)
}

export const allowedChanges = (booked: Booked, by: { staff: boolean; now: Date }): BookingAct[] =>
  bookingActs.filter((act) => (by.staff || act !== 'miss') && mayChange(act, booked, by).ok)
