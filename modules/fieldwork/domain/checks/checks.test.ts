import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfDay, dayOfDate, weekdayOf } from '#kernel/zone.ts'
import { isFine, lackOf, type CheckAnswer, type CheckItem } from './item.ts'
import { fallsOn, roundDays, roundState, type Schedule } from './schedule.ts'

const first = dayOfDate('2026-01-01')
const weekdaysOnly = (day: number) => weekdayOf(day) <= 5

const aDay = fc.integer({ min: first, max: first + 800 })
/** Weekends and some days off, among them long ones. */
const aCalendar = fc
  .array(fc.record({ from: aDay, days: fc.integer({ min: 1, max: 9 }) }), { maxLength: 12 })
  .map(
    (spans) => (day: number) =>
      weekdaysOnly(day) && spans.every(({ from, days }) => day < from || day >= from + days),
  )
const workingDays = fc.boolean()
const aSchedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({ every: fc.constant('day' as const), workingDays }),
  fc.record({
    every: fc.constant('week' as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    workingDays,
  }),
  fc.record({
    every: fc.constant('month' as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 3 }),
    workingDays,
  }),
  fc.record({
    every: fc.constant('dates' as const),
    dates: fc.uniqueArray(aDay.map(dateOfDay), { minLength: 1, maxLength: 20 }),
    workingDays,
  }),
)

const holiday = (day: number) =>
  weekdaysOnly(day) && (day < dayOfDate('2026-10-01') || day > dayOfDate('2026-10-07'))
const item = (over: Partial<CheckItem> = {}): CheckItem => ({
  kind: 'yes_no',
  least: null,
  most: null,
  picture: false,
  ...over,
})
const answer = (over: Partial<CheckAnswer> = {}): CheckAnswer => ({
  value: 'yes',
  words: '',
  photos: [],
  trouble: null,
  ...over,
})

describe('the days of rounds', () => {
  it('are the same however a span is cut: none doubled, none missing', () => {
    fc.assert(
      fc.property(
        aSchedule,
        aCalendar,
        aDay,
        fc.array(fc.integer({ min: 1, max: 40 })),
        (schedule, works, from, cuts) => {
          const end = from + 200
          const whole = roundDays(schedule, dateOfDay(from), dateOfDay(end), works)
          const parts: string[] = []
          let begun = from
          for (const days of cuts) {
            const until = Math.min(end, begun + days - 1)
            if (begun > end) break
            parts.push(...roundDays(schedule, dateOfDay(begun), dateOfDay(until), works))
            begun = until + 1
          }
          if (begun <= end)
            parts.push(...roundDays(schedule, dateOfDay(begun), dateOfDay(end), works))
          expect(parts).toEqual(whole)
          expect(new Set(whole).size).toBe(whole.length)
        },
      ),
    )
  })

  it('are working days where only those are meant, and nothing that is meant is lost', () => {
    fc.assert(
      fc.property(aSchedule, aCalendar, aDay, (schedule, works, from) => {
        const moved = { ...schedule, workingDays: true }
        const days = roundDays(moved, dateOfDay(from), dateOfDay(from + 200), works)
        expect(days.every((day) => works(dayOfDate(day)))).toBe(true)
        if (schedule.every === 'day') return
        // Each meant day is worked by the first working day from it on.
        for (const meant of roundDays(
          { ...schedule, workingDays: false },
          dateOfDay(from),
          dateOfDay(from + 150),
          works,
        )) {
          let day = dayOfDate(meant)
          while (!works(day)) day += 1
          expect(fallsOn(moved, day, works) || day - dayOfDate(meant) > 31).toBe(true)
        }
      }),
    )
  })

  it('come once a month, on the last day where the month is too short', () => {
    const schedule: Schedule = { every: 'month', days: [31], workingDays: false }
    expect(roundDays(schedule, '2027-01-01', '2028-03-31', () => true)).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
      '2027-07-31',
      '2027-08-31',
      '2027-09-30',
      '2027-10-31',
      '2027-11-30',
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
    ])
    // Two days that a short month makes one are one round.
    expect(
      roundDays({ ...schedule, days: [30, 31] }, '2027-02-01', '2027-02-28', () => true),
    ).toEqual(['2027-02-28'])
  })

  it('move over a holiday to one round on the day after it', () => {
    const schedule: Schedule = { every: 'week', weekdays: [4, 1], workingDays: true }
    expect(roundDays(schedule, '2026-09-28', '2026-10-13', holiday)).toEqual([
      '2026-09-28',
      '2026-10-08',
      '2026-10-12',
    ])
    // Every day, on working days only, is no heap of days on the first of them.
    expect(
      roundDays({ every: 'day', workingDays: true }, '2026-09-30', '2026-10-09', holiday),
    ).toEqual(['2026-09-30', '2026-10-08', '2026-10-09'])
  })

  it('tell missed from made too late, by when it was worked', () => {
    const round = { endsOn: '2026-03-16', madeOn: '2026-03-16', doneOn: null, dropped: false }
    expect(roundState(round, '2026-03-16')).toBe('open')
    expect(roundState(round, '2026-03-17')).toBe('missed')
    expect(roundState({ ...round, dropped: true }, '2026-03-17')).toBe('dropped')
    expect(roundState({ ...round, madeOn: '2026-03-18' }, '2026-03-18')).toBe('unseen')
    expect(roundState({ ...round, doneOn: '2026-03-16' }, '2026-04-01')).toBe('done')
    expect(roundState({ ...round, doneOn: '2026-03-17' }, '2026-04-01')).toBe('late')
  })
})

describe('an answer', () => {
  it('is fine by a yes or within its bounds', () => {
    expect(isFine(item(), answer())).toBe(true)
    expect(isFine(item(), answer({ value: 'no' }))).toBe(false)
    const full = item({ kind: 'number', most: 80 })
    expect(isFine(full, answer({ value: '80' }))).toBe(true)
    expect(isFine(full, answer({ value: '80.5' }))).toBe(false)
    expect(isFine(item({ kind: 'text' }), answer({ value: '三个桶' }))).toBe(true)
    expect(isFine(item({ kind: 'text' }), answer({ value: '三个桶', trouble: 'case' }))).toBe(false)
  })

  it('says what it lacks', () => {
    expect(lackOf(item(), answer({ value: '' }))).toBe('value')
    expect(lackOf(item(), answer({ value: 'maybe' }))).toBe('value')
    expect(lackOf(item({ kind: 'number' }), answer({ value: '12kg' }))).toBe('number')
    expect(lackOf(item({ picture: true }), answer())).toBe('picture')
    expect(lackOf(item({ picture: true }), answer({ value: null }))).toBe('words')
    expect(lackOf(item({ picture: true }), answer({ value: null, words: '门锁着' }))).toBeNull()
    expect(lackOf(item(), answer({ value: 'no' }))).toBe('words')
    expect(lackOf(item(), answer({ value: 'no', trouble: 'case' }))).toBeNull()
    expect(lackOf(item(), answer({ value: 'no', trouble: 'settled', words: '扫了' }))).toBe(
      'picture',
    )
  })
})
