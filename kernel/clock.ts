import {
  granted,
  isBeyondKnown,
  measured,
  measureOf,
  needsCalendar,
  passedBy,
  settled,
} from './deadline.ts'
import type { Allowance, Limit } from './deadline.ts'
import type { DutyCalendar } from './duty-calendar.ts'

/** `to` is null while the pause lasts. Pauses are in order and do not overlap. */
export type Pause = { readonly from: Date; readonly to: Date | null; readonly reason: string }

/**
 * What is kept of a running limit; everything else is derived. Pauses keep what was used and let the
 * rest run on afterwards. They do not touch a FIXED limit unless it is `movable`, nor its extensions.
 * Each extension begins where the limit before it ends, whenever it was granted.
 */
export type ClockState = {
  readonly startedAt: Date
  readonly limit: Limit
  readonly pauses: readonly Pause[]
  readonly extensions: readonly Allowance[]
  readonly stoppedAt: Date | null
}

/** A clock paused before its end has no due date, but `remaining` milliseconds of its measure. */
export type Due =
  | { readonly dueAt: Date; readonly estimated: boolean }
  | { readonly dueAt: null; readonly remaining: number }

type Span = { from: number; to: number }

/** Pauses that count, as instants; an open one ends at infinity. Those after the stop are no more. */
function spansOf(clock: ClockState): Span[] {
  if (clock.limit.unit === 'FIXED' && clock.limit.movable !== true) return []
  const stop = clock.stoppedAt?.getTime() ?? Infinity
  const spans: Span[] = []
  for (const { from, to } of clock.pauses) {
    const span = { from: from.getTime(), to: to?.getTime() ?? Infinity }
    if (span.to > stop) span.to = Infinity
    if (span.from < stop && span.to > span.from) spans.push(span)
  }
  return spans
}

/** The end of one limit that begins at `from`, or null when a pause without end comes first. */
function endOf(
  limit: Limit,
  from: number,
  spans: readonly Span[],
  calendar: DutyCalendar,
): number | null {
  const measure = measureOf(limit)
  let start = from
  let rest = granted(limit, from, calendar)
  for (const span of spans) {
    if (span.to <= start) continue
    if (span.from <= start) {
      start = span.to
      if (start === Infinity) return null
      continue
    }
    const spent = passedBy(calendar, measure, start, rest)
    const end = settled(limit, spent, calendar)
    if (end <= span.from) return end
    // Between the amount and the end of its day, the rest of that day is what is left.
    rest =
      spent <= span.from
        ? measured(calendar, measure, span.from, end)
        : rest - measured(calendar, measure, start, span.from)
    if (span.to === Infinity) return null
    start = span.to
  }
  return settled(limit, passedBy(calendar, measure, start, rest), calendar)
}

function endOfAll(
  clock: ClockState,
  spans: readonly Span[],
  calendar: DutyCalendar,
): number | null {
  let end = endOf(clock.limit, clock.startedAt.getTime(), spans, calendar)
  for (const extension of clock.extensions) {
    if (end === null) return null
    end = endOf(extension, end, spans, calendar)
  }
  return end
}

/** Milliseconds of the clock's measure in [from, to] outside its pauses. */
type Count = (from: number, to: number) => number

function counting(clock: ClockState, spans: readonly Span[], calendar: DutyCalendar): Count {
  const measure = measureOf(clock.limit)
  return (from, to) => {
    let sum = measured(calendar, measure, from, to)
    for (const span of spans) {
      const [start, end] = [Math.max(from, span.from), Math.min(to, span.to)]
      if (start < end) sum -= measured(calendar, measure, start, end)
    }
    return sum
  }
}

type Reading = { consumed: number; remaining: number }

/** How a clock stood at an instant, by the pauses that had begun then. */
function readingAt(clock: ClockState, calendar: DutyCalendar, now: number): Reading {
  let at = Math.max(
    clock.startedAt.getTime(),
    Math.min(now, clock.stoppedAt?.getTime() ?? Infinity),
  )
  const begun = spansOf(clock).filter((span) => span.from < at)
  const last = begun.at(-1)
  if (last && last.to >= at) {
    at = Math.max(last.from, clock.startedAt.getTime())
    begun.pop()
  }
  const end = endOfAll(clock, begun, calendar)
  if (end === null) throw new RangeError('pauses overlap or are out of order')
  const count = counting(clock, begun, calendar)
  const consumed = count(clock.startedAt.getTime(), at)
  return { consumed, remaining: end >= at ? count(at, end) : -count(end, at) }
}

/** When the clock ends by what is recorded. A clock that ended before its pause began keeps its date. */
export function dueAt(clock: ClockState, calendar: DutyCalendar): Due {
  const spans = spansOf(clock)
  const end = endOfAll(clock, spans, calendar)
  if (end === null) {
    const pausedAt = spans.at(-1)?.from ?? Infinity
    return { dueAt: null, remaining: readingAt(clock, calendar, pausedAt).remaining }
  }
  const dependent = [clock.limit, ...clock.extensions].some(needsCalendar)
  return { dueAt: new Date(end), estimated: dependent && isBeyondKnown(calendar, end) }
}

/**
 * Milliseconds left in the limit's own measure (duty for working time): negative when overdue, frozen
 * while paused and from the stop on.
 */
export function remaining(clock: ClockState, calendar: DutyCalendar, now: Date): number {
  return readingAt(clock, calendar, now.getTime()).remaining
}

/** The part that is used: 0 at the start, 1 when due, above 1 when overdue. A limit of nothing is used at once. */
export function consumedShare(clock: ClockState, calendar: DutyCalendar, now: Date): number {
  const { consumed, remaining: left } = readingAt(clock, calendar, now.getTime())
  const total = consumed + left
  return total > 0 ? consumed / total : 1
}

/**
 * The first instant by which a share (0.8; above 1 for overdue) is used; null while a pause without
 * end comes first. What a later pause or extension changes is not foreseen: ask again after each.
 */
export function instantAtShare(
  clock: ClockState,
  calendar: DutyCalendar,
  share: number,
): Date | null {
  const spans = spansOf(clock)
  const end = endOfAll(clock, spans, calendar)
  if (share === 1) return end === null ? null : new Date(end)
  const measure = measureOf(clock.limit)
  let start = clock.startedAt.getTime()
  const until = end ?? spans.at(-1)?.from ?? start
  const { consumed, remaining: left } = readingAt(clock, calendar, until)
  let rest = Math.max(0, Math.round((consumed + left) * share))
  for (const span of spans) {
    if (span.to <= start) continue
    if (span.from > start) {
      const reached = passedBy(calendar, measure, start, rest)
      if (reached <= span.from) return new Date(reached)
      rest -= measured(calendar, measure, start, span.from)
    }
    if (span.to === Infinity) return null
    start = span.to
  }
  return new Date(passedBy(calendar, measure, start, rest))
}
