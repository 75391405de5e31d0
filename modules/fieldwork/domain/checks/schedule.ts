import { dateOfDay, dayOfDate, weekdayOf } from '#kernel/zone.ts'

/** On which days a check list is worked. A month that is too short ends with its last day. */
export type Schedule =
  | { every: 'day'; workingDays: boolean }
  | { every: 'week'; weekdays: readonly number[]; workingDays: boolean }
  | { every: 'month'; days: readonly number[]; workingDays: boolean }
  | { every: 'dates'; dates: readonly string[]; workingDays: boolean }

/** Whether the office works on a day, by the duty calendar of the district. */
export type IsWorking = (day: number) => boolean

/** No calendar stands still for longer. */
const MOST_IDLE = 31

const lastOfMonth = (day: number): number => {
  const at = new Date(day * 86_400_000)
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()
}

function isMeant(schedule: Schedule, day: number): boolean {
  if (schedule.every === 'day') return true
  if (schedule.every === 'week') return schedule.weekdays.includes(weekdayOf(day))
  if (schedule.every === 'dates') return schedule.dates.includes(dateOfDay(day))
  const ofMonth = new Date(day * 86_400_000).getUTCDate()
  const last = lastOfMonth(day)
  return schedule.days.some((n) => Math.min(n, last) === ofMonth)
}

/**
 * Whether a round falls on a day. Of working days only, what is meant for a day off is worked on the next
 * working day; several that come together there are one. The answer hangs on that day alone, so rounds are
 * the same however the days are cut into spans.
 */
export function fallsOn(schedule: Schedule, day: number, isWorking: IsWorking): boolean {
  if (!schedule.workingDays) return isMeant(schedule, day)
  if (!isWorking(day)) return false
  if (isMeant(schedule, day)) return true
  if (schedule.every === 'day') return false
  for (let before = day - 1; day - before <= MOST_IDLE && !isWorking(before); before -= 1)
    if (isMeant(schedule, before)) return true
  return false
}

/** The days (YYYY-MM-DD) from one to another, both included, on which rounds fall. */
export function roundDays(
  schedule: Schedule,
  from: string,
  through: string,
  isWorking: IsWorking,
): string[] {
  const days: string[] = []
  for (let day = dayOfDate(from); day <= dayOfDate(through); day += 1)
    if (fallsOn(schedule, day, isWorking)) days.push(dateOfDay(day))
  return days
}

export const roundStates = ['open', 'done', 'late', 'missed', 'unseen', 'dropped'] as const
export type RoundState = (typeof roundStates)[number]

/**
 * What became of a round: worked in its days or after them, missed, made too late for anybody to see it,
 * or no longer asked for. Days are those of the district; by the time of the work, not of its arrival.
 */
export function roundState(
  round: { endsOn: string; madeOn: string; doneOn: string | null; dropped: boolean },
  today: string,
): RoundState {
  if (round.doneOn !== null) return round.doneOn > round.endsOn ? 'late' : 'done'
  if (round.dropped) return 'dropped'
  if (today <= round.endsOn) return 'open'
  return round.madeOn > round.endsOn ? 'unseen' : 'missed'
}
