import { DAY_MS, dayAt, dayOfDate, instantAt, startOfDay, weekdayOf } from './zone.ts'

/**
 * When an office is on duty. Never change one in place: a new version is a new object, because what
 * is derived from a calendar is remembered by identity.
 */
export type DutyCalendar = {
  readonly version: number
  /** IANA name, 'Asia/Shanghai'. */
  readonly timeZone: string
  /**
   * Daily sessions, local 'HH:MM'; `to` may be '24:00'. A session whose `to` is not after its `from`
   * runs past midnight and belongs to the day on which it begins. Sessions may touch, not overlap.
   */
  readonly hours: readonly { readonly from: string; readonly to: string }[]
  /** ISO weekdays, 1 Monday … 7 Sunday. At least one, so that every deadline comes. */
  readonly workWeekdays: readonly number[]
  /** Days that differ from their weekday, by 'YYYY-MM-DD': statutory days off, make-up working days. */
  readonly days: Readonly<Record<string, { readonly off: boolean; readonly name?: string }>>
  /** The last day whose state is published ('YYYY-MM-DD'); later deadlines are estimates. */
  readonly knownUntil: string
}

export const DEFAULT_HOURS: DutyCalendar['hours'] = [
  { from: '08:00', to: '12:00' },
  { from: '14:00', to: '18:00' },
]
export const DEFAULT_WORK_WEEKDAYS: readonly number[] = [1, 2, 3, 4, 5]

/** `duty`: the sessions. `workingDay`: working days from midnight to midnight. */
export type DutyKind = 'duty' | 'workingDay'

type Session = { from: number; to: number }
type DutyDay = { sessions: readonly Session[]; total: number }
/** A calendar made ready for counting. `sessions` are walls within the day. */
type Book = {
  timeZone: string
  sessions: readonly Session[]
  weekdays: ReadonlySet<number>
  exceptions: ReadonlyMap<number, boolean>
  remembered: Map<number, DutyDay>
}

const books = {
  duty: new WeakMap<DutyCalendar, Book>(),
  workingDay: new WeakMap<DutyCalendar, Book>(),
}
const NO_DUTY: DutyDay = { sessions: [], total: 0 }
const WHOLE_DAY: readonly Session[] = [{ from: 0, to: DAY_MS }]
/** No calendar that passes the checks is without duty this long unless its days off say so. */
const HORIZON_DAYS = 36_525

function minutesOf(time: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time)
  if (!match) return null
  const minutes = Number(match[1]) * 60 + Number(match[2])
  return minutes <= 1440 ? minutes : null
}

function sessionsOf(hours: DutyCalendar['hours']): Session[] | null {
  const sessions: Session[] = []
  for (const { from, to } of hours) {
    const [start, end] = [minutesOf(from), minutesOf(to)]
    if (start === null || end === null || start === 1440) return null
    sessions.push({ from: start * 60_000, to: (end > start ? end : end + 1440) * 60_000 })
  }
  return sessions.sort((a, b) => a.from - b.from)
}

function overlap(sessions: readonly Session[]): boolean {
  return sessions.some(({ to }, index) => {
    const next = sessions[index + 1]
    const following = next ? next.from : (sessions[0]?.from ?? 0) + DAY_MS
    return to > following
  })
}

export type CalendarProblem = 'hours' | 'overlap' | 'weekdays' | 'days' | 'knownUntil' | 'timeZone'

function readable(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}

/** What keeps a calendar from being used; empty when it is good. */
export function calendarProblems(calendar: DutyCalendar): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  const sessions = sessionsOf(calendar.hours)
  if (!sessions || sessions.length === 0) problems.push('hours')
  else if (overlap(sessions)) problems.push('overlap')
  const weekdays = calendar.workWeekdays
  if (weekdays.length === 0 || weekdays.some((day) => ![1, 2, 3, 4, 5, 6, 7].includes(day)))
    problems.push('weekdays')
  if (!readable(() => Object.keys(calendar.days).map(dayOfDate))) problems.push('days')
  if (!readable(() => dayOfDate(calendar.knownUntil))) problems.push('knownUntil')
  if (!readable(() => dayAt(calendar.timeZone, 0))) problems.push('timeZone')
  return problems
}

function bookOf(calendar: DutyCalendar, kind: DutyKind): Book {
  const known = books[kind].get(calendar)
  if (known) return known
  const problems = calendarProblems(calendar)
  if (problems.length > 0) throw new RangeError(`unusable duty calendar: ${problems.join(', ')}`)
  const exceptions = new Map<number, boolean>()
  for (const [date, { off }] of Object.entries(calendar.days)) exceptions.set(dayOfDate(date), !off)
  const book: Book = {
    timeZone: calendar.timeZone,
    sessions: kind === 'duty' ? (sessionsOf(calendar.hours) ?? []) : WHOLE_DAY,
    weekdays: new Set(calendar.workWeekdays),
    exceptions,
    remembered: new Map(),
  }
  books[kind].set(calendar, book)
  return book
}

function works(book: Book, day: number): boolean {
  return book.exceptions.get(day) ?? book.weekdays.has(weekdayOf(day))
}

function dutyDay(book: Book, day: number): DutyDay {
  const known = book.remembered.get(day)
  if (known) return known
  let made = NO_DUTY
  if (works(book, day)) {
    const sessions = book.sessions.map(({ from, to }) => ({
      from: instantAt(book.timeZone, day * DAY_MS + from),
      to: instantAt(book.timeZone, day * DAY_MS + to),
    }))
    made = { sessions, total: sessions.reduce((sum, { from, to }) => sum + to - from, 0) }
  }
  book.remembered.set(day, made)
  return made
}

/** Duty of one day's sessions that lies in [from, to). */
function within({ sessions }: DutyDay, from: number, to: number): number {
  let sum = 0
  for (const session of sessions)
    sum += Math.max(0, Math.min(to, session.to) - Math.max(from, session.from))
  return sum
}

/**
 * Milliseconds of duty between two instants; negative when `to` lies before `from`. Real time: a
 * session over the hour that a zone skips or repeats is that much shorter or longer. Costs a look-up
 * per day between.
 */
export function dutyBetween(
  calendar: DutyCalendar,
  kind: DutyKind,
  from: number,
  to: number,
): number {
  if (to < from) return -dutyBetween(calendar, kind, to, from)
  const book = bookOf(calendar, kind)
  // A session of the day before may still run.
  const first = dayAt(book.timeZone, from) - 1
  const last = dayAt(book.timeZone, to)
  let sum = 0
  for (let day = first; day <= last; day++) {
    const duty = dutyDay(book, day)
    const inner = day > first + 1 && day < last - 1
    sum += inner ? duty.total : within(duty, from, to)
  }
  return sum
}

/**
 * The first instant by which `amount` milliseconds of duty have passed since `from`: the end of a
 * session rather than the beginning of the next; `from` itself when the amount is not positive.
 */
export function afterDuty(
  calendar: DutyCalendar,
  kind: DutyKind,
  from: number,
  amount: number,
): number {
  if (amount <= 0) return from
  const book = bookOf(calendar, kind)
  const first = dayAt(book.timeZone, from) - 1
  let rest = amount
  let idle = 0
  for (let day = first; idle < HORIZON_DAYS; day++) {
    const duty = dutyDay(book, day)
    idle = duty.total > 0 ? 0 : idle + 1
    if (day > first + 1 && rest > duty.total) {
      rest -= duty.total
      continue
    }
    for (const session of duty.sessions) {
      const start = Math.max(from, session.from)
      if (session.to <= start) continue
      if (rest <= session.to - start) return start + rest
      rest -= session.to - start
    }
  }
  throw new RangeError('the duty calendar has no duty within a hundred years')
}

/** Nominal duty of a working day in milliseconds: 8 hours by default. */
export function dailyDuty(calendar: DutyCalendar): number {
  return bookOf(calendar, 'duty').sessions.reduce((sum, { from, to }) => sum + to - from, 0)
}

export function isWorkingDay(calendar: DutyCalendar, day: number): boolean {
  return works(bookOf(calendar, 'duty'), day)
}

/** Whether a session is running; its last instant no longer counts. */
export function isOnDuty(calendar: DutyCalendar, at: Date): boolean {
  const book = bookOf(calendar, 'duty')
  const today = dayAt(book.timeZone, at.getTime())
  return [today - 1, today].some((day) =>
    dutyDay(book, day).sessions.some(({ from, to }) => from <= at.getTime() && at.getTime() < to),
  )
}

/** The n-th working day after a day; with n = 0 the day itself, or the next working day if it is off. */
export function workingDayAfter(calendar: DutyCalendar, day: number, n: number): number {
  const book = bookOf(calendar, 'duty')
  let [found, current] = [0, n === 0 ? day - 1 : day]
  const wanted = Math.max(1, n)
  for (let idle = 0; idle < HORIZON_DAYS; idle++) {
    current++
    if (!works(book, current)) continue
    idle = 0
    if (++found === wanted) return current
  }
  throw new RangeError('the duty calendar has no working day within a hundred years')
}

/** The end of a working day's last session. */
export function endOfDuty(calendar: DutyCalendar, day: number): number {
  const last = dutyDay(bookOf(calendar, 'duty'), day).sessions.at(-1)
  return last ? last.to : startOfDay(calendar.timeZone, day + 1)
}
