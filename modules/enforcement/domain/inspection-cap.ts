import { dateOfDay, dayOfDate } from '#kernel/zone.ts'

/** Whom an administrative inspection may be of: enterprises, shops of one person among them. */
export const enterpriseKinds = ['shop', 'organisation'] as const
export type EnterpriseKind = (typeof enterpriseKinds)[number]
export const isEnterprise = (kind: string): kind is EnterpriseKind =>
  enterpriseKinds.some((known) => known === kind)

export const spans = ['month', 'quarter', 'half', 'year'] as const
export type Span = (typeof spans)[number]

/** How often one body may inspect one enterprise in a span: over all matters (`*`) or in one. */
export interface Cap {
  kind: EnterpriseKind
  matterCode: string
  times: number
  per: Span
}

/** Ours, until a district has published its own. */
export const capPresets: readonly Cap[] = [
  { kind: 'shop', matterCode: '*', times: 2, per: 'year' },
  { kind: 'organisation', matterCode: '*', times: 2, per: 'year' },
]

const months: Record<Span, number> = { month: 1, quarter: 3, half: 6, year: 12 }
const two = (n: number) => String(n).padStart(2, '0')

/** First and last day of so many months from a month of a year on. */
export function daysOf(
  year: number,
  month: number,
  length: number,
): { from: string; until: string } {
  const next = year * 12 + month - 1 + length
  const end = `${Math.floor(next / 12)}-${two((next % 12) + 1)}-01`
  return { from: `${year}-${two(month)}-01`, until: dateOfDay(dayOfDate(end) - 1) }
}

/** The span of the calendar in which a day lies. */
export function spanOf(per: Span, day: string): { from: string; until: string } {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const length = months[per]
  return daysOf(year, Math.floor((month - 1) / length) * length + 1, length)
}

/** The caps that bind an inspection of this kind of enterprise in this matter; one over all and one of it both do. */
export const capsFor = (caps: readonly Cap[], of: { kind: EnterpriseKind; matterCode: string }) =>
  caps.filter(
    (cap) => cap.kind === of.kind && (cap.matterCode === '*' || cap.matterCode === of.matterCode),
  )

export interface Inspected {
  day: string
  matterCode: string
}

/** How many of these inspections a cap counts in the span of a day. */
export function countIn(cap: Cap, done: readonly Inspected[], day: string): number {
  const { from, until } = spanOf(cap.per, day)
  return done.filter(
    (one) =>
      from <= one.day &&
      one.day <= until &&
      (cap.matterCode === '*' || cap.matterCode === one.matterCode),
  ).length
}

/** The first cap that one inspection more on this day would break; null where none. */
export const capReached = (
  caps: readonly Cap[],
  done: readonly Inspected[],
  of: { kind: EnterpriseKind; matterCode: string; day: string },
): Cap | null => capsFor(caps, of).find((cap) => countIn(cap, done, of.day) >= cap.times) ?? null
