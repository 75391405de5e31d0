import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consumedShare, deadline, dueAt, instantAtShare, remaining } from './working-time.ts'
import { afterDuty, dutyBetween } from './duty-calendar.ts'
import { calendarProblems, isOnDuty } from './working-time.ts'
import type { ClockState, DutyCalendar, Limit } from './working-time.ts'
import { dateOfDay, instantAt, wallAt, weekdayOf } from './zone.ts'

const MINUTE = 60_000
const FIRST = Date.UTC(2026, 0, 1) / MINUTE
const LAST = Date.UTC(2026, 11, 1) / MINUTE

const hoursArb = fc.constantFrom<DutyCalendar['hours']>(
  [
    { from: '08:00', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ],
  [{ from: '00:00', to: '24:00' }],
  [{ from: '20:00', to: '04:00' }],
  [
    { from: '00:00', to: '06:30' },
    { from: '22:15', to: '24:00' },
  ],
  [{ from: '09:00', to: '09:20' }],
  [
    { from: '22:00', to: '06:00' },
    { from: '06:00', to: '14:00' },
  ],
)
const daysArb = fc
  .array(fc.tuple(fc.integer({ min: FIRST / 1440, max: LAST / 1440 }), fc.boolean()), {
    maxLength: 60,
  })
  .map((days) => Object.fromEntries(days.map(([day, off]) => [dateOfDay(day), { off }])))
const calendarArb: fc.Arbitrary<DutyCalendar> = fc.record({
  version: fc.constant(1),
  timeZone: fc.constantFrom(
    'Asia/Shanghai',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
  ),
  hours: hoursArb,
  workWeekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  days: daysArb,
  knownUntil: fc.constant('2026-12-31'),
})
const instantArb = fc.integer({ min: FIRST, max: LAST }).map((minute) => minute * MINUTE)
const amountArb = fc.integer({ min: 0, max: 100 * 60 }).map((minutes) => minutes * MINUTE)
const limitArb: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({
    value: fc.integer({ min: 1, max: 200 }),
    unit: fc.constant('MINUTE' as const),
    duty: fc.boolean(),
  }),
  fc.record({
    value: fc.integer({ min: 1, max: 40 }),
    unit: fc.constantFrom('WORK_HOUR' as const, 'URGENT_HOUR' as const),
  }),
  fc.record({
    value: fc.integer({ min: 1, max: 15 }),
    unit: fc.constantFrom('WORK_DAY', 'URGENT_DAY', 'NATURAL_DAY', 'LEGAL_DAY', 'LEGAL_WORK_DAY'),
    reading: fc.constantFrom('ROLLING', 'END_OF_DAY'),
  }),
)
const rolling = (limit: Limit) =>
  limit.unit === 'WORK_HOUR' || (limit.unit === 'MINUTE' && limit.duty === true)
const clockOf = (limit: Limit, start: number, pauses: ClockState['pauses'] = []): ClockState => ({
  startedAt: new Date(start),
  limit,
  pauses,
  extensions: [],
  stoppedAt: null,
})
const pauseOf = (from: number, to: number | null) => ({
  from: new Date(from),
  to: to === null ? null : new Date(to),
  reason: 'r',
})
/** Up to four pauses in order, from gaps and lengths. */
const pausesArb = (start: number) =>
  fc.array(fc.tuple(amountArb, amountArb), { maxLength: 4 }).map((parts) => {
    let at = start
    return parts.map(([gap, length]) => {
      const from = at + gap + MINUTE
      at = from + length + MINUTE
      return pauseOf(from, at)
    })
  })
const pausedArb = fc.tuple(calendarArb, limitArb, instantArb).chain(([calendar, limit, start]) =>
  fc.record({
    calendar: fc.constant(calendar),
    clock: pausesArb(start).map((p) => clockOf(limit, start, p)),
  }),
)
const check = <T>(arb: fc.Arbitrary<T>, law: (value: T) => void) =>
  fc.assert(fc.property(arb, law), { numRuns: 300 })
const point = fc.record({ calendar: calendarArb, from: instantArb, a: amountArb, b: amountArb })

describe('the wall', () => {
  test('every reading that exists is found again, and later readings are never earlier instants', () => {
    check(point, ({ calendar: { timeZone }, from, a }) => {
      const again = instantAt(timeZone, wallAt(timeZone, from))
      expect(again).toBeLessThanOrEqual(from)
      expect(wallAt(timeZone, again)).toBe(wallAt(timeZone, from))
      expect(instantAt(timeZone, from + a)).toBeGreaterThanOrEqual(instantAt(timeZone, from))
    })
  })
})

describe('duty time', () => {
  test('agrees with a count minute by minute', () => {
    fc.assert(
      fc.property(point, ({ calendar, from, a }) => {
        let minutes = 0
        for (let at = from; at < from + a; at += MINUTE)
          if (isOnDuty(calendar, new Date(at))) minutes++
        expect(dutyBetween(calendar, 'duty', from, from + a)).toBe(minutes * MINUTE)
      }),
      { numRuns: 40 },
    )
  })
  test('adds up', () => {
    check(point, ({ calendar, from, a, b }) => {
      const between = (x: number, y: number) => dutyBetween(calendar, 'duty', x, y)
      expect(between(from, from + a) + between(from + a, from + a + b)).toBe(
        between(from, from + a + b),
      )
      expect(between(from + a, from) + between(from, from + a)).toBe(0)
      const once = afterDuty(calendar, 'duty', from, a + b)
      expect(afterDuty(calendar, 'duty', afterDuty(calendar, 'duty', from, a), b)).toBe(once)
      expect(between(from, once)).toBe(a + b)
    })
  })
  test('ends inside a session', () => {
    check(point, ({ calendar, from, a }) => {
      const end = afterDuty(calendar, 'duty', from, a + MINUTE)
      expect(isOnDuty(calendar, new Date(end - 1))).toBe(true)
    })
  })
  test('every calendar that is made here is good', () => {
    check(calendarArb, (calendar) => {
      expect(calendarProblems(calendar)).toEqual([])
    })
  })
  test('swapping a day off for a make-up day of the same week keeps the sum', () => {
    const base = { version: 1, timeZone: 'Asia/Shanghai', hours: [{ from: '08:00', to: '16:00' }] }
    const plain: DutyCalendar = {
      ...base,
      workWeekdays: [1, 2, 3, 4, 5],
      days: {},
      knownUntil: '2026-12-31',
    }
    check(fc.integer({ min: Math.ceil(FIRST / 1440), max: LAST / 1440 }), (day) => {
      const monday = day - weekdayOf(day) + 1
      const days = {
        [dateOfDay(monday + 2)]: { off: true },
        [dateOfDay(monday + 5)]: { off: false },
      }
      const week = (calendar: DutyCalendar) =>
        dutyBetween(calendar, 'duty', (monday - 1) * 86_400_000, (monday + 8) * 86_400_000)
      expect(week({ ...plain, days })).toBe(week(plain))
    })
  })
})

describe('deadlines', () => {
  const arb = fc.record({ calendar: calendarArb, limit: limitArb, from: instantArb, a: amountArb })
  test('come after the start, and no earlier for a later start', () => {
    check(arb, ({ calendar, limit, from, a }) => {
      const due = deadline(limit, new Date(from), calendar).dueAt.getTime()
      expect(due).toBeGreaterThan(from)
      if (limit.unit === 'NATURAL_DAY') return
      expect(deadline(limit, new Date(from + a), calendar).dueAt.getTime()).toBeGreaterThanOrEqual(
        due,
      )
    })
  })
  test('come no earlier for a larger limit', () => {
    check(arb, ({ calendar, limit, from }) => {
      if (limit.unit === 'FIXED') return
      const more = { ...limit, value: limit.value + 1 }
      const due = deadline(limit, new Date(from), calendar).dueAt.getTime()
      expect(deadline(more, new Date(from), calendar).dueAt.getTime()).toBeGreaterThanOrEqual(due)
    })
  })
  test('of working time never fall into a break, a night or a day off', () => {
    check(arb, ({ calendar, limit, from }) => {
      if (!rolling(limit)) return
      const { dueAt: end } = deadline(limit, new Date(from), calendar)
      expect(isOnDuty(calendar, new Date(end.getTime() - 1))).toBe(true)
    })
  })
})

describe('clocks', () => {
  test('without pauses agree with the deadline', () => {
    check(fc.tuple(calendarArb, limitArb, instantArb), ([calendar, limit, start]) => {
      expect(dueAt(clockOf(limit, start), calendar)).toEqual(
        deadline(limit, new Date(start), calendar),
      )
    })
  })
  test('a pause outside duty changes nothing', () => {
    check(
      fc.record({
        calendar: calendarArb,
        limit: limitArb,
        start: instantArb,
        a: amountArb,
        b: amountArb,
      }),
      (given) => {
        const { calendar, limit, start } = given
        if (!rolling(limit) && limit.unit !== 'WORK_DAY') return
        const [from, to] = [start + given.a, start + given.a + given.b]
        if (dutyBetween(calendar, 'duty', from, to) !== 0) return
        const paused = clockOf(limit, start, [pauseOf(from, to)])
        expect(dueAt(paused, calendar)).toEqual(dueAt(clockOf(limit, start), calendar))
      },
    )
  })
  test('pausing and resuming conserves what was used', () => {
    check(pausedArb, ({ calendar, clock }) => {
      for (const [index, { from, to }] of clock.pauses.entries()) {
        if (!to) continue
        const open = {
          ...clock,
          pauses: [...clock.pauses.slice(0, index), pauseOf(from.getTime(), null)],
        }
        const closed = { ...clock, pauses: clock.pauses.slice(0, index + 1) }
        const left = remaining(open, calendar, from)
        expect(remaining(open, calendar, to)).toBe(left)
        // What is left never shrinks; limits that count days may be rounded up to the end of one.
        expect(remaining(closed, calendar, to)).toBeGreaterThanOrEqual(left)
        const after = rolling(clock.limit) ? remaining(closed, calendar, to) : left
        expect(after).toBe(left)
        const state = dueAt(open, calendar)
        expect(state.dueAt === null ? state.remaining : left).toBe(left)
        expect(Number(state.dueAt)).toBeLessThanOrEqual(from.getTime())
      }
    })
  })
  test('a pause never brings a due date forward', () => {
    check(pausedArb, ({ calendar, clock }) => {
      const plain = dueAt({ ...clock, pauses: [] }, calendar)
      const paused = dueAt(clock, calendar)
      expect(Number(paused.dueAt)).toBeGreaterThanOrEqual(Number(plain.dueAt))
    })
  })
  test('are used up exactly when due, and the share never falls', () => {
    check(fc.tuple(pausedArb, amountArb, amountArb), ([{ calendar, clock }, a, b]) => {
      const { dueAt: end } = dueAt(clock, calendar)
      if (!end) return
      expect(remaining(clock, calendar, end)).toBe(0)
      expect(consumedShare(clock, calendar, end)).toBe(1)
      const start = clock.startedAt.getTime()
      expect(consumedShare(clock, calendar, clock.startedAt)).toBe(0)
      if (!rolling(clock.limit)) return
      const earlier = consumedShare(clock, calendar, new Date(start + a))
      expect(consumedShare(clock, calendar, new Date(start + a + b))).toBeGreaterThanOrEqual(
        earlier,
      )
    })
  })
  test('a share is reached at its instant, and not before', () => {
    check(
      fc.tuple(pausedArb, fc.constantFrom(0.25, 0.5, 0.8, 1, 1.5)),
      ([{ calendar, clock }, share]) => {
        const instant = instantAtShare(clock, calendar, share)
        if (!instant || !rolling(clock.limit)) return
        expect(consumedShare(clock, calendar, instant)).toBeCloseTo(share, 6)
        const before = new Date(instant.getTime() - 1000)
        expect(consumedShare(clock, calendar, before)).toBeLessThan(share)
      },
    )
  })
})

test('a clock over 30 days is derived without stepping through its minutes', () => {
  const calendar: DutyCalendar = {
    version: 1,
    timeZone: 'Asia/Shanghai',
    hours: [{ from: '08:00', to: '18:00' }],
    workWeekdays: [1, 2, 3, 4, 5],
    days: {},
    knownUntil: '2026-12-31',
  }
  const pause = pauseOf((FIRST + 9000) * MINUTE, (FIRST + 9900) * MINUTE)
  const clock = clockOf({ value: 30, unit: 'WORK_DAY' }, FIRST * MINUTE, [pause])
  const before = performance.now()
  for (let run = 0; run < 1000; run++) dueAt(clock, calendar)
  // Some microseconds each; stepping through minutes would take a thousand times as long.
  expect(performance.now() - before).toBeLessThan(1000)
})
