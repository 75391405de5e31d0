import { dateOfDay, dayOfDate, weekdayOf } from '#kernel/zone.ts'

/** How many days a roster is planned at once, and how far ahead. */
export const MOST_DAYS = 42
export const FARTHEST_DAYS = 366

export interface RestRules {
  /** Hours between the end of one shift and the beginning of the next. */
  restHours: number
  /** Days on duty one after the other. */
  daysInRow: number
  /** Hours on duty from Monday to Sunday. */
  weekHours: number
}

export interface PlannedShift {
  /** YYYY-MM-DD, the day on which it begins. */
  day: string
  /** Milliseconds. */
  startsAt: number
  endsAt: number
}

export const restRules = ['rest_hours', 'days_in_row', 'week_hours'] as const
export type RestRule = (typeof restRules)[number]

/** Which rule a person's shifts go beyond, on which day, how far, and what is allowed. */
export interface RestWarning {
  rule: RestRule
  day: string
  measured: number
  limit: number
}

const HOUR = 3_600_000
const tenths = (hours: number) => Math.round(hours * 10) / 10

/** What the shifts of one person, in any order, do against the rules of rest: a warning, never a ban. */
export function restWarnings(shifts: readonly PlannedShift[], rules: RestRules): RestWarning[] {
  const inOrder = [...shifts].sort((a, b) => a.startsAt - b.startsAt)
  return [
    ...tooShortRests(inOrder, rules.restHours),
    ...tooManyDays(inOrder, rules.daysInRow),
    ...tooLongWeeks(inOrder, rules.weekHours),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

function tooShortRests(shifts: readonly PlannedShift[], limit: number): RestWarning[] {
  const warnings: RestWarning[] = []
  for (const [index, shift] of shifts.entries()) {
    const before = shifts[index - 1]
    // One that follows at once is the same stretch of duty, and counts by its hours.
    if (!before || shift.startsAt === before.endsAt) continue
    const measured = (shift.startsAt - before.endsAt) / HOUR
    if (shift.day !== before.day && measured < limit)
      warnings.push({ rule: 'rest_hours', day: shift.day, measured: tenths(measured), limit })
  }
  return warnings
}

function tooManyDays(shifts: readonly PlannedShift[], limit: number): RestWarning[] {
  const warnings: RestWarning[] = []
  let run = 0
  let last = Number.NEGATIVE_INFINITY
  for (const day of new Set(shifts.map((shift) => dayOfDate(shift.day)))) {
    run = day === last + 1 ? run + 1 : 1
    last = day
    // Said once for a run, on the first day that is too many.
    if (run === limit + 1)
      warnings.push({ rule: 'days_in_row', day: dateOfDay(day), measured: run, limit })
    else if (run > limit) {
      const said = warnings.at(-1)
      if (said) said.measured = run
    }
  }
  return warnings
}

function tooLongWeeks(shifts: readonly PlannedShift[], limit: number): RestWarning[] {
  const weeks = new Map<number, number>()
  for (const shift of shifts) {
    const day = dayOfDate(shift.day)
    const monday = day - weekdayOf(day) + 1
    weeks.set(monday, (weeks.get(monday) ?? 0) + (shift.endsAt - shift.startsAt) / HOUR)
  }
  return [...weeks].flatMap(([monday, hours]) =>
    hours > limit
      ? [
          {
            rule: 'week_hours' as const,
            day: dateOfDay(monday),
            measured: tenths(hours),
            limit,
          },
        ]
      : [],
  )
}

export interface Needed {
  id: string
  need: number
  /** ISO weekdays: 1 Monday … 7 Sunday. */
  weekdays: readonly number[]
}

export interface Gap {
  kindId: string
  day: string
  need: number
  have: number
}

export const needOn = (kind: Needed, day: string): number =>
  kind.weekdays.includes(weekdayOf(dayOfDate(day))) ? kind.need : 0

/** Where fewer are planned than are needed; whoever is away does not count. */
export function gapsIn(
  kinds: readonly Needed[],
  days: readonly string[],
  shifts: readonly { kindId: string; day: string; away: boolean }[],
): Gap[] {
  const have = new Map<string, number>()
  for (const shift of shifts) {
    const key = `${shift.kindId} ${shift.day}`
    if (!shift.away) have.set(key, (have.get(key) ?? 0) + 1)
  }
  return days.flatMap((day) =>
    kinds.flatMap((kind) => {
      const gap = {
        kindId: kind.id,
        day,
        need: needOn(kind, day),
        have: have.get(`${kind.id} ${day}`) ?? 0,
      }
      return gap.have < gap.need ? [gap] : []
    }),
  )
}

/** What one person does on each day of a cycle; null is a free day. */
export interface PatternLine {
  personId: string
  postId: string
  steps: readonly (string | null)[]
}

/**
 * The shifts of a repeating pattern from one day to another: day `start` is the first of the cycle,
 * and it goes on in both directions.
 */
export function patternShifts(
  lines: readonly PatternLine[],
  days: { start: string; from: string; until: string },
): { personId: string; postId: string; kindId: string; day: string }[] {
  const start = dayOfDate(days.start)
  return daysBetween(days.from, days.until).flatMap((day) =>
    lines.flatMap(({ personId, postId, steps }) => {
      if (steps.length === 0) return []
      const at = (((dayOfDate(day) - start) % steps.length) + steps.length) % steps.length
      const kindId = steps[at] ?? null
      return kindId === null ? [] : [{ personId, postId, kindId, day }]
    }),
  )
}

export function daysBetween(from: string, until: string): string[] {
  const [first, last] = [dayOfDate(from), dayOfDate(until)]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    dateOfDay(first + index),
  )
}

export const swapStates = ['asked', 'agreed', 'granted', 'declined', 'denied', 'withdrawn'] as const
export type SwapState = (typeof swapStates)[number]
export const swapActs = ['agree', 'decline', 'withdraw', 'grant', 'deny'] as const
export type SwapAct = (typeof swapActs)[number]

export interface SwapNow {
  state: SwapState
  fromPerson: string
  toPerson: string
  /** Whether one of its shifts has begun: then it is too late. */
  begun: boolean
}

export interface SwapActor {
  personId: string
  /** Whether the roster of this station is theirs to plan. */
  plans: boolean
}

/** What somebody may do with a swap. Whoever asks or is asked never approves it. */
export function swapActsOf(swap: SwapNow, actor: SwapActor): SwapAct[] {
  const open = swap.state === 'asked' || swap.state === 'agreed'
  const timely = (acts: SwapAct[]) => acts.filter((act) => !swap.begun || act !== acts[0])
  if (actor.personId === swap.fromPerson) return open ? ['withdraw'] : []
  if (actor.personId === swap.toPerson)
    return swap.state === 'asked' ? timely(['agree', 'decline']) : []
  return actor.plans && swap.state === 'agreed' ? timely(['grant', 'deny']) : []
}

/** Where an act leads; agreeing is enough where the district asks for no approval. */
export const afterSwapAct = (act: SwapAct, approved: boolean): SwapState =>
  act === 'agree'
    ? approved
      ? 'agreed'
      : 'granted'
    : ({ decline: 'declined', withdraw: 'withdrawn', grant: 'granted', deny: 'denied' } as const)[
        act
      ]

/** Why somebody cannot have a shift, or null. */
export function shiftFault(of: {
  begun: boolean
  holdsPost: boolean
  away: boolean
  overlaps: boolean
}): 'shift_is_over' | 'shift_without_post' | 'shift_on_leave' | 'shift_overlaps' | null {
  if (of.begun) return 'shift_is_over'
  if (!of.holdsPost) return 'shift_without_post'
  if (of.away) return 'shift_on_leave'
  return of.overlaps ? 'shift_overlaps' : null
}
