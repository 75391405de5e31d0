import { deadline, type DutyCalendar, type Limit } from '#kernel/working-time.ts'
import { dateOfDay, dayAt, dayOfDate, startOfDay } from '#kernel/zone.ts'
import type { ArticleName } from './law.ts'

export interface LegalClock {
  limit: Limit
  article: ArticleName
}

/** Limits of law. 二日三日五日七日 are working days (行政处罚法 85); other days count through. */
export const legalClocks = {
  /** Whoever is not there when a paper is made gets it within seven days. */
  serve: { limit: { value: 7, unit: 'LEGAL_WORK_DAY' }, article: 'service' },
  /** The body that may punish decides within ninety days of filing. */
  decide: { limit: { value: 90, unit: 'LEGAL_DAY' }, article: 'decideWithin' },
  review: { limit: { value: 60, unit: 'LEGAL_DAY' }, article: 'review' },
  confirm: { limit: { value: 30, unit: 'LEGAL_DAY' }, article: 'confirmation' },
} as const satisfies Record<string, LegalClock>
export type LegalClockName = keyof typeof legalClocks

/** When a limit of law ends that begins now. */
export const legalDue = (name: LegalClockName, from: Date, calendar: DutyCalendar) =>
  deadline(legalClocks[name].limit, from, calendar)

/**
 * The last day to put right, once the order counts as served. The days it gave when it was made run
 * from the service, the first not counted; what came after its last day gives one at least. Never
 * earlier than the paper says, since that is what its reader goes by.
 */
export function lastDayToMend(
  { madeOn, until, servedOn }: { madeOn: number; until: number; servedOn: number },
  calendar: DutyCalendar,
): number {
  const given = Math.max(until - madeOn, servedOn > until ? 1 : 0)
  if (servedOn <= madeOn || given < 1) return until
  const { timeZone } = calendar
  const from = new Date(startOfDay(timeZone, servedOn))
  const { dueAt } = deadline({ value: given, unit: 'LEGAL_DAY' }, from, calendar)
  return Math.max(until, dayAt(timeZone, dueAt.getTime() - 1))
}

/** Six months on, by the calendar: from 31 August to 28 February. */
export function sixMonthsAfter(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const months = year * 12 + (month - 1) + 6
  const y = Math.floor(months / 12)
  const m = (months % 12) + 1
  const first = dayOfDate(`${y}-${String(m).padStart(2, '0')}-01`)
  const next = m === 12 ? dayOfDate(`${y + 1}-01-01`) : dayOfDate(dateOfFirst(y, m + 1))
  return dateOfDay(Math.min(first + day - 1, next - 1))
}

const dateOfFirst = (year: number, month: number) => `${year}-${String(month).padStart(2, '0')}-01`

/**
 * How one may object to a decision: review within sixty days, suit within six months; a penalty on the
 * spot goes to review first, and to court only after it.
 */
export const remediesOf = (decidedOn: string, onTheSpot: boolean, reviewEnds: Date) => ({
  reviewUntil: reviewEnds.toISOString(),
  suitUntil: sixMonthsAfter(decidedOn),
  reviewFirst: onTheSpot,
})
