import { measureOf } from '#kernel/deadline.ts'
import { dailyDuty, dutyBetween, isWorkingDay } from '#kernel/duty-calendar.ts'
import { deadline, type Allowance, type DutyCalendar } from '#kernel/working-time.ts'
import { dateOfDay, dayAt, startOfDay } from '#kernel/zone.ts'

/** What one day gives to a limit: the days that give nothing are the reason why it takes longer. */
export interface DayUsed {
  readonly day: string
  readonly working: boolean
  readonly name: string | null
  /** Milliseconds of this day that count. */
  readonly counted: number
}

export interface Explained {
  readonly dueAt: Date
  readonly estimated: boolean
  /** All time counts, or duty only, or working days from midnight to midnight. */
  readonly measure: 'continuous' | 'duty' | 'workingDay'
  /** Milliseconds of duty that make one working day. */
  readonly dailyDuty: number
  readonly days: readonly DayUsed[]
  /** Days that are not listed, because nobody would read so many. */
  readonly unlisted: number
}

const LISTED_AT_MOST = 92

/** A deadline with the calendar that made it, day by day: the same rules that bind a clock. */
export function explainDeadline(
  limit: Allowance,
  startedAt: Date,
  calendar: DutyCalendar,
): Explained {
  const { dueAt, estimated } = deadline(limit, startedAt, calendar)
  const measure = measureOf(limit)
  const [from, to] = [startedAt.getTime(), dueAt.getTime()]
  const { timeZone } = calendar
  const first = dayAt(timeZone, from)
  // 24:00 belongs to the day that ends there.
  const last = Math.max(first, dayAt(timeZone, to - 1))
  const listed = Math.min(last, first + LISTED_AT_MOST - 1)
  const days = Array.from({ length: listed - first + 1 }, (_, n): DayUsed => {
    const day = first + n
    const date = dateOfDay(day)
    const begin = Math.max(from, startOfDay(timeZone, day))
    const end = Math.min(to, startOfDay(timeZone, day + 1))
    return {
      day: date,
      working: isWorkingDay(calendar, day),
      name: calendar.days[date]?.name ?? null,
      counted: measure === 'continuous' ? end - begin : dutyBetween(calendar, measure, begin, end),
    }
  })
  return {
    dueAt,
    estimated,
    measure,
    dailyDuty: dailyDuty(calendar),
    days,
    unlisted: last - listed,
  }
}
