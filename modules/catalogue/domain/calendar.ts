import type { DutyCalendar } from '#kernel/working-time.ts'

/** A statutory day off, or a working day that makes up for one. */
export interface StateDay {
  readonly day: string
  readonly off: boolean
  readonly name: string
}

/** What a district settles itself: its hours, its week, and the days on which it differs from the state. */
export interface CalendarSettings {
  readonly hours: DutyCalendar['hours']
  readonly weekdays: readonly number[]
  readonly overrides: DutyCalendar['days']
}

/**
 * The last day whose state is known: the end of the latest year that has statutory days, because the
 * state publishes a year at a time. Without any, nothing is known.
 */
export function knownUntil(days: readonly StateDay[]): string {
  const last = days.reduce((latest, { day }) => (day > latest ? day : latest), '0001-01-01')
  return `${last.slice(0, 4)}-12-31`
}

/** The calendar to count with: statutory days, then the district's own, which have the last word. */
export function assembleCalendar(
  version: number,
  timeZone: string,
  settings: CalendarSettings,
  stateDays: readonly StateDay[],
): DutyCalendar {
  const days: Record<string, { off: boolean; name?: string }> = {}
  for (const { day, off, name } of stateDays) days[day] = { off, name }
  return {
    version,
    timeZone,
    hours: settings.hours,
    workWeekdays: settings.weekdays,
    days: { ...days, ...settings.overrides },
    knownUntil: knownUntil(stateDays),
  }
}

/** How long before the end of the known days the desk is warned: the state publishes in autumn. */
const WARN_DAYS = 60

export type Horizon = 'known' | 'ending' | 'past'

/** Whether the known days still reach far enough on this day (`YYYY-MM-DD`). */
export function horizon(until: string, today: string): Horizon {
  if (today > until) return 'past'
  const left = (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000
  return left <= WARN_DAYS ? 'ending' : 'known'
}
