import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfDay, dayOfDate, weekdayOf } from '#kernel/zone.ts'
import {
  afterSwapAct,
  daysBetween,
  gapsIn,
  patternShifts,
  restWarnings,
  shiftFault,
  swapActs,
  swapActsOf,
  swapStates,
} from './roster.ts'

const rules = { restHours: 11, daysInRow: 6, weekHours: 44 }
/** A shift of so many hours that begins at an hour of a day. */
const shift = (day: string, hour: number, hours: number) => {
  const startsAt = dayOfDate(day) * 86_400_000 + hour * 3_600_000
  return { day, startsAt, endsAt: startsAt + hours * 3_600_000 }
}
const monday = '2026-11-23'
const dayAfter = (n: number) => dateOfDay(dayOfDate(monday) + n)

describe('rules of rest', () => {
  it('names the rest that is too short, also over midnight', () => {
    expect(restWarnings([shift(monday, 14, 8), shift(dayAfter(1), 6, 6)], rules)).toEqual([
      { rule: 'rest_hours', day: dayAfter(1), measured: 8, limit: 11 },
    ])
    expect(restWarnings([shift(monday, 20, 12), shift(dayAfter(1), 20, 4)], rules)).toEqual([])
  })

  it('says a run of days once, with its length', () => {
    const run = Array.from({ length: 8 }, (_, n) => shift(dayAfter(n), 9, 4))
    expect(restWarnings(run, rules)).toEqual([
      { rule: 'days_in_row', day: dayAfter(6), measured: 8, limit: 6 },
    ])
    expect(restWarnings([...run.slice(0, 3), ...run.slice(4, 7)], rules)).toEqual([])
  })

  it('counts the hours of a week from Monday to Sunday', () => {
    const week = Array.from({ length: 5 }, (_, n) => shift(dayAfter(n), 8, 9))
    expect(restWarnings(week, rules)).toEqual([
      { rule: 'week_hours', day: monday, measured: 45, limit: 44 },
    ])
    expect(restWarnings(week.slice(1), rules)).toEqual([])
  })

  it('does not depend on the order, and fewer shifts never warn of more hours', () => {
    const anyShift = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 23 }))
    fc.assert(
      fc.property(fc.array(anyShift, { maxLength: 15 }), (some) => {
        const shifts = some.map(([n, hour]) => shift(dayAfter(n), hour, 6))
        const found = restWarnings(shifts, rules)
        expect(restWarnings(shifts.toReversed(), rules)).toEqual(found)
        const hours = (all: typeof shifts) =>
          restWarnings(all, rules)
            .filter((w) => w.rule === 'week_hours')
            .reduce((sum, w) => sum + w.measured, 0)
        expect(hours(shifts.slice(1))).toBeLessThanOrEqual(hours(shifts))
      }),
    )
  })
})

describe('what is needed and what repeats', () => {
  it('sees a gap where too few are planned or one is away', () => {
    const kinds = [{ id: 'early', need: 2, weekdays: [1, 2, 3, 4, 5] }]
    const planned = (away: boolean) => ({ kindId: 'early', day: monday, away })
    expect(gapsIn(kinds, [monday, dayAfter(5)], [planned(false), planned(true)])).toEqual([
      { kindId: 'early', day: monday, need: 2, have: 1 },
    ])
    expect(gapsIn(kinds, [monday], [planned(false), planned(false)])).toEqual([])
  })

  it('goes through its cycle in both directions from its first day', () => {
    const lines = [{ personId: 'li', postId: 'p', steps: ['early', 'late', null] }]
    const of = (from: string, until: string) =>
      patternShifts(lines, { start: monday, from, until }).map((s) => s.kindId)
    expect(of(monday, dayAfter(5))).toEqual(['early', 'late', 'early', 'late'])
    expect(of(dayAfter(-3), dayAfter(-1))).toEqual(['early', 'late'])
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), (n) => {
        const later = dayAfter(n + 3)
        expect(of(dayAfter(n), dayAfter(n))).toEqual(of(later, later))
      }),
    )
    expect(daysBetween(dayAfter(1), monday)).toEqual([])
    expect(weekdayOf(dayOfDate(monday))).toBe(1)
  })
})

describe('a swap', () => {
  const swap = { state: 'asked' as const, fromPerson: 'li', toPerson: 'zhao', begun: false }
  it('is agreed by who is asked and approved by a third', () => {
    expect(swapActsOf(swap, { personId: 'zhao', plans: true })).toEqual(['agree', 'decline'])
    expect(swapActsOf(swap, { personId: 'li', plans: true })).toEqual(['withdraw'])
    expect(afterSwapAct('agree', true)).toBe('agreed')
    expect(afterSwapAct('agree', false)).toBe('granted')
    const agreed = { ...swap, state: 'agreed' as const }
    expect(swapActsOf(agreed, { personId: 'zhao', plans: true })).toEqual([])
    expect(swapActsOf(agreed, { personId: 'qian', plans: true })).toEqual(['grant', 'deny'])
    expect(swapActsOf({ ...agreed, begun: true }, { personId: 'qian', plans: true })).toEqual([
      'deny',
    ])
  })

  it('never lets one who takes part approve, and ends', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...swapStates),
        fc.constantFrom('li', 'zhao', 'qian'),
        fc.boolean(),
        (state, personId, plans) => {
          const acts = swapActsOf({ ...swap, state }, { personId, plans })
          expect(acts.includes('grant') && personId !== 'qian').toBe(false)
          expect(acts.length === 0 || state === 'asked' || state === 'agreed').toBe(true)
        },
      ),
    )
    for (const act of swapActs) expect(swapStates).toContain(afterSwapAct(act, true))
  })
})

it('refuses a shift to whoever cannot have it', () => {
  const fine = { begun: false, holdsPost: true, away: false, overlaps: false }
  expect(shiftFault(fine)).toBeNull()
  expect(shiftFault({ ...fine, away: true, overlaps: true })).toBe('shift_on_leave')
  expect(shiftFault({ ...fine, holdsPost: false })).toBe('shift_without_post')
  expect(shiftFault({ ...fine, begun: true })).toBe('shift_is_over')
  expect(shiftFault({ ...fine, overlaps: true })).toBe('shift_overlaps')
})
