/** The longest leave that is entered at once, in days. */
export const LONGEST_LEAVE = 366

export interface Days {
  /** YYYY-MM-DD, both included. */
  from: string
  until: string
}

const dayNumber = (day: string) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)

/** Why these days are no leave, or null. One that is over already is not entered afterwards. */
export function leaveFault(
  days: Days,
  today: string,
): 'leave_turned_round' | 'leave_too_long' | 'leave_is_over' | null {
  if (days.until < days.from) return 'leave_turned_round'
  if (dayNumber(days.until) - dayNumber(days.from) >= LONGEST_LEAVE) return 'leave_too_long'
  return days.until < today ? 'leave_is_over' : null
}

export interface Asked {
  fromPerson: string
  toPerson: string
  /** Whether the post makes an administrator of its holder. */
  administrator: boolean
  /** Whether whoever should stand in holds the post already in these days. */
  holdsItAlready: boolean
  /** Whether whoever should stand in is away in these days. */
  away: boolean
}

/** Why somebody cannot stand in, or null. */
export function delegateFault(
  asked: Asked,
):
  | 'delegate_is_oneself'
  | 'administration_not_delegated'
  | 'delegate_holds_it'
  | 'delegate_is_away'
  | null {
  if (asked.fromPerson === asked.toPerson) return 'delegate_is_oneself'
  if (asked.administrator) return 'administration_not_delegated'
  if (asked.holdsItAlready) return 'delegate_holds_it'
  return asked.away ? 'delegate_is_away' : null
}

/** The last day that still counts when something ends on this day, or null where none does. */
export function lastDayBefore(days: Days, today: string): string | null {
  const yesterday = new Date((dayNumber(today) - 1) * 86_400_000).toISOString().slice(0, 10)
  const last = yesterday < days.until ? yesterday : days.until
  return last < days.from ? null : last
}
