export const eventStates = ['draft', 'open', 'cancelled'] as const
export type EventState = (typeof eventStates)[number]

export interface EventFacts {
  state: EventState
  startsAt: Date
  endsAt: Date
  signUpUntil: Date
  /** Null: as many as come. */
  seats: number | null
}

/** The sentence to which one agrees by signing up; its words are `consent.<this>`. */
export const CONSENT = '2026-11'

export type SignUpRefusal = 'event_not_open' | 'event_cancelled' | 'sign_up_over'

/** Why nobody can sign up now, or null. */
export function refuseSignUp(event: EventFacts, now: Date): SignUpRefusal | null {
  if (event.state === 'draft') return 'event_not_open'
  if (event.state === 'cancelled') return 'event_cancelled'
  return now >= event.signUpUntil || now >= event.endsAt ? 'sign_up_over' : null
}

export interface Wanting {
  id: string
  people: number
  state: 'signed' | 'waiting' | 'cancelled'
}

/** Seats that are taken. */
export const takenBy = (all: readonly Wanting[]): number =>
  all.reduce((sum, one) => sum + (one.state === 'signed' ? one.people : 0), 0)

/**
 * Whether these come to a seat at once or wait. Whoever comes later never passes those who wait, even
 * where the later ones are fewer and would fit.
 */
export function placeFor(
  seats: number | null,
  all: readonly Wanting[],
  people: number,
): 'signed' | 'waiting' {
  if (seats === null) return 'signed'
  const waits = all.some(({ state }) => state === 'waiting')
  return !waits && takenBy(all) + people <= seats ? 'signed' : 'waiting'
}

/** Who moves up when seats became free: in the order of sign-up, until the first that does not fit. */
export function movedUp(seats: number | null, all: readonly Wanting[]): string[] {
  let free = seats === null ? Number.POSITIVE_INFINITY : seats - takenBy(all)
  const moved: string[] = []
  for (const one of all) {
    if (one.state !== 'waiting') continue
    if (one.people > free) break
    free -= one.people
    moved.push(one.id)
  }
  return moved
}

/** Who came is noted from the hour of the event on. */
export const mayNoteComing = (event: EventFacts, now: Date): boolean =>
  event.state === 'open' && now.getTime() >= event.startsAt.getTime() - 60 * 60_000
