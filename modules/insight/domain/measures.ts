/**
 * The rates, each with its numerator and denominator counted over cases or verdicts. Sources: the
 * three rates 响应率, 解决率, 满意率 of the hotline practice 接诉即办 (Beijing's ordinance, article 32, and
 * what cities publish of it); the rest after GB/T 30428's evaluation by case counts. What a city
 * excludes by its own rules is not excluded here: the raw fact stays.
 */
export const rateNames = [
  /** Receiving promises kept, of those that have ended or come due. */
  'response',
  /** Verdicts that say solved, of those answered. */
  'resolution',
  /** Verdicts that say satisfied (not merely acceptable), of those answered. */
  'satisfaction',
  /** Cases all of whose handling clocks were kept, of those whose clocks have ended or come due. */
  'onTime',
  /** The same, where lateness that a granted appeal excused is not held against it. Beside the raw fact, never for it. */
  'onTimeAfter',
  /** Closed, of those filed. */
  'closing',
  /** Sent back at inspection at least once, of those handled. */
  'rework',
  /** Given back by a unit at least once, of those dispatched. */
  'return',
  /** Opened again, of those that had been closed. */
  'reopening',
  /** Verdicts answered, of those asked: silence is not satisfaction. */
  'answer',
  /** Units that reported in when a whistle called them, of those called and not excused whose time has come. */
  'attendance',
  /** Units that reported in by the time the whistle named, of the same. */
  'reportInTime',
] as const
export type RateName = (typeof rateNames)[number]

/** Counted over calls of whistles, by the unit that was called; all others over cases or verdicts. */
export const callRates = ['attendance', 'reportInTime'] as const
export type CallRate = (typeof callRates)[number]
export type CaseRate = Exclude<RateName, CallRate>
export const isCallRate = (name: RateName): name is CallRate =>
  (callRates as readonly string[]).includes(name)
export const caseRates = rateNames.filter((name): name is CaseRate => !isCallRate(name))

export interface Rate {
  numerator: number
  denominator: number
}

/** A share between 0 and 1, or null: nothing of nothing is no rate. */
export const shareOf = ({ numerator, denominator }: Rate): number | null =>
  denominator === 0 ? null : numerator / denominator

/** By what figures are set side by side. Never by person. */
export const dimensions = [
  'community',
  'street',
  'grid',
  'unit',
  'matter',
  'class',
  'channel',
  'week',
  'month',
] as const
export type Dimension = (typeof dimensions)[number]

/** Which cases stand behind a figure. */
export const parts = ['all', 'kept', 'missed'] as const
export type Part = (typeof parts)[number]

/** The month that had ended for good at this day (YYYY-MM-DD): what a statement may be made of. */
export function monthBefore(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const before = month === 1 ? { y: year - 1, m: 12 } : { y: year, m: month - 1 }
  return `${before.y}-${String(before.m).padStart(2, '0')}`
}

/** First and last day of a month. */
export function daysOfMonth(month: string): { from: string; until: string } {
  const [year = 0, number = 0] = month.split('-').map(Number)
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate()
  return { from: `${month}-01`, until: `${month}-${String(last).padStart(2, '0')}` }
}
