import {
  afterDuty,
  dailyDuty,
  dutyBetween,
  endOfDuty,
  isWorkingDay,
  workingDayAfter,
} from './duty-calendar.ts'
import type { DutyCalendar } from './duty-calendar.ts'
import { DAY_MS, dayAt, dayOfDate, instantAt, startOfDay, wallAt } from './zone.ts'

/**
 * How long something may take.
 *
 * - `MINUTE` runs on without a break, or with `duty` inside the sessions only.
 * - `WORK_HOUR` inside the sessions. `WORK_DAY` `ROLLING` (unless said otherwise): the calendar's daily
 *   duty from the start on; `END_OF_DAY`: until the last session ends on the n-th working day after
 *   the day of the start.
 * - `URGENT_HOUR`, `URGENT_DAY` run on day and night, 3,600 and 86,400 seconds each.
 * - `NATURAL_DAY` ends at the same local time n days later, so the day on which clocks are set
 *   forward has 23 hours and the day they are set back 25.
 * - `LEGAL_DAY` counts from the next day, ends at 24:00 of the last, and when that is a day off at
 *   24:00 of the next working day (Civil Code 201-203, 行政处罚法).
 * - `LEGAL_WORK_DAY` counts working days from the next day, ends at 24:00: 二日 三日 五日 七日
 *   of 行政处罚法 85.
 */
export type Allowance = {
  readonly value: number
  readonly unit:
    | 'MINUTE'
    | 'WORK_HOUR'
    | 'WORK_DAY'
    | 'URGENT_HOUR'
    | 'URGENT_DAY'
    | 'NATURAL_DAY'
    | 'LEGAL_DAY'
    | 'LEGAL_WORK_DAY'
  readonly reading?: 'ROLLING' | 'END_OF_DAY'
  readonly duty?: boolean
}

/** An instant set by somebody. A pause moves it only when `movable`. */
export type FixedInstant = { readonly unit: 'FIXED'; readonly at: Date; readonly movable?: boolean }

export type Limit = Allowance | FixedInstant

/** `estimated`: the calendar decided, and is not published as far as this (预计). */
export type Deadline = { dueAt: Date; estimated: boolean }

/** In which time a limit runs: all time, duty, or working days from midnight to midnight. */
export type Measure = 'continuous' | 'duty' | 'workingDay'

const HOUR_MS = 3_600_000

const MEASURES: Record<Limit['unit'], Measure> = {
  MINUTE: 'continuous',
  WORK_HOUR: 'duty',
  WORK_DAY: 'duty',
  URGENT_HOUR: 'continuous',
  URGENT_DAY: 'continuous',
  NATURAL_DAY: 'continuous',
  LEGAL_DAY: 'continuous',
  LEGAL_WORK_DAY: 'workingDay',
  FIXED: 'continuous',
}

export function measureOf(limit: Limit): Measure {
  return limit.unit === 'MINUTE' && limit.duty === true ? 'duty' : MEASURES[limit.unit]
}

/** Milliseconds of a measure between two instants, negative when they are the other way round. */
export function measured(
  calendar: DutyCalendar,
  measure: Measure,
  from: number,
  to: number,
): number {
  return measure === 'continuous' ? to - from : dutyBetween(calendar, measure, from, to)
}

/** The first instant by which so much of a measure has passed. */
export function passedBy(
  calendar: DutyCalendar,
  measure: Measure,
  from: number,
  amount: number,
): number {
  return measure === 'continuous' ? from + amount : afterDuty(calendar, measure, from, amount)
}

function countsDays(limit: Limit): boolean {
  return (
    limit.unit === 'LEGAL_DAY' ||
    limit.unit === 'LEGAL_WORK_DAY' ||
    (limit.unit === 'WORK_DAY' && limit.reading === 'END_OF_DAY')
  )
}

/** Amounts are not negative; limits that count days have whole ones, at least one. */
export function isUsableLimit(limit: Limit): boolean {
  if (limit.unit === 'FIXED') return !Number.isNaN(limit.at.getTime())
  if (!Number.isFinite(limit.value) || limit.value < 0) return false
  return !countsDays(limit) || (Number.isInteger(limit.value) && limit.value >= 1)
}

/** Milliseconds, in the limit's own measure, that a limit begun at `from` grants. */
export function granted(limit: Limit, from: number, calendar: DutyCalendar): number {
  if (!isUsableLimit(limit)) throw new RangeError(`unusable limit: ${JSON.stringify(limit)}`)
  if (limit.unit === 'FIXED') return limit.at.getTime() - from
  const { timeZone } = calendar
  const today = dayAt(timeZone, from)
  switch (limit.unit) {
    case 'MINUTE':
      return Math.round(limit.value * 60_000)
    case 'WORK_HOUR':
    case 'URGENT_HOUR':
      return Math.round(limit.value * HOUR_MS)
    case 'URGENT_DAY':
      return Math.round(limit.value * DAY_MS)
    case 'NATURAL_DAY':
      return instantAt(timeZone, wallAt(timeZone, from) + Math.round(limit.value * DAY_MS)) - from
    case 'LEGAL_DAY':
      return startOfDay(timeZone, today + limit.value + 1) - from
    case 'WORK_DAY': {
      if (limit.reading !== 'END_OF_DAY') return Math.round(limit.value * dailyDuty(calendar))
      const end = endOfDuty(calendar, workingDayAfter(calendar, today, limit.value))
      return dutyBetween(calendar, 'duty', from, end)
    }
    case 'LEGAL_WORK_DAY':
      break
  }
  const end = startOfDay(timeZone, workingDayAfter(calendar, today, limit.value) + 1)
  return dutyBetween(calendar, 'workingDay', from, end)
}

/**
 * Where a limit ends whose amount has run out at `end`. Limits that count days end with a day even
 * when a pause has moved them: never earlier, at most until the end of that day or the next working day.
 */
export function settled(limit: Limit, end: number, calendar: DutyCalendar): number {
  if (!countsDays(limit)) return end
  const { timeZone } = calendar
  // 24:00 is still the day that ends there; so is the end of a session past midnight.
  const day = dayAt(timeZone, end - 1)
  if (limit.unit === 'WORK_DAY') {
    const before = isWorkingDay(calendar, day - 1) ? endOfDuty(calendar, day - 1) : -Infinity
    return end <= before ? before : endOfDuty(calendar, workingDayAfter(calendar, day, 0))
  }
  return startOfDay(timeZone, workingDayAfter(calendar, day, 0) + 1)
}

/** Whether days off can move a limit. */
export function needsCalendar(limit: Limit): boolean {
  return limit.unit === 'LEGAL_DAY' || measureOf(limit) !== 'continuous'
}

/** Whether an instant lies past the last published day; that day's 24:00 does not. */
export function isBeyondKnown(calendar: DutyCalendar, instant: number): boolean {
  return dayAt(calendar.timeZone, instant - 1) > dayOfDate(calendar.knownUntil)
}

/** When a limit begun at `startedAt` ends, if nothing pauses it. */
export function deadline(limit: Limit, startedAt: Date, calendar: DutyCalendar): Deadline {
  const from = startedAt.getTime()
  const amount = granted(limit, from, calendar)
  const end = settled(limit, passedBy(calendar, measureOf(limit), from, amount), calendar)
  return { dueAt: new Date(end), estimated: needsCalendar(limit) && isBeyondKnown(calendar, end) }
}
