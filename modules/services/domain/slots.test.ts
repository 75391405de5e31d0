import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyText } from '#testing/arbitrary.ts'
import { dayAt, weekdayOf } from '#kernel/zone.ts'
import { allowedChanges, mayChange } from './booking.ts'
import { askedOnly, servedBy, wrongAnswer, type Question } from './service.ts'
import { fitHours, placesLeft, slotAt, slotsOf, type Hours } from './slots.ts'

const timeZone = 'Asia/Shanghai'
const monday = new Date('2026-03-16T02:00:00Z')
const weekdays = { timeZone, works: (day: number) => weekdayOf(day) <= 5 }
const morning: Hours = { weekday: 2, from: '09:00', to: '11:00', capacity: 2 }
const offering = { hours: [morning], leadHours: 12, aheadDays: 14, onDaysOff: false }

const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const someHours = fc
  .record({
    weekday: fc.integer({ min: 1, max: 7 }),
    start: fc.integer({ min: 0, max: 1300 }),
    length: fc.integer({ min: 1, max: 130 }),
    capacity: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ weekday, start, length, capacity }): Hours => ({
    weekday,
    from: time(start),
    to: time(start + length),
    capacity,
  }))

describe('the hours of a service', () => {
  test('come again every week, by the clock of the district', () => {
    const slots = slotsOf(offering, weekdays, monday)
    expect(slots.map((slot) => slot.startsAt.toISOString())).toEqual([
      '2026-03-17T01:00:00.000Z',
      '2026-03-24T01:00:00.000Z',
    ])
    expect(slotAt(slots, new Date('2026-03-17T01:00:00Z'))?.capacity).toBe(2)
    expect(slotAt(slots, new Date('2026-03-17T01:30:00Z'))).toBeUndefined()
  })

  test('none is offered sooner than its notice, later than its outlook or on a day off', () => {
    fc.assert(
      fc.property(
        fc.array(someHours, { maxLength: 8 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 100_000 }),
        (hours, leadHours, aheadDays, minutes) => {
          const now = new Date(monday.getTime() + minutes * 60_000)
          const slots = slotsOf({ hours, leadHours, aheadDays, onDaysOff: false }, weekdays, now)
          const today = dayAt(timeZone, now.getTime())
          for (const { startsAt, endsAt } of slots) {
            const day = dayAt(timeZone, startsAt.getTime())
            expect(startsAt.getTime()).toBeGreaterThanOrEqual(now.getTime() + leadHours * 3_600_000)
            expect(day).toBeLessThanOrEqual(today + aheadDays)
            expect(weekdayOf(day)).toBeLessThanOrEqual(5)
            expect(endsAt.getTime()).toBeGreaterThan(startsAt.getTime())
          }
          const starts = slots.map((slot) => slot.startsAt.getTime())
          expect(starts).toEqual(starts.toSorted((a, b) => a - b))
        },
      ),
    )
  })

  test('must end after they begin and not overlap', () => {
    expect(fitHours([morning, { ...morning, from: '11:00', to: '12:00' }])).toBe(true)
    expect(fitHours([morning, { ...morning, from: '10:00', to: '12:00' }])).toBe(false)
    expect(fitHours([{ ...morning, to: '09:00' }])).toBe(false)
    expect(fitHours([morning, { ...morning, weekday: 3 }])).toBe(true)
  })

  test('of a capacity never less than nothing is left', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(80), (capacity, taken) => {
        const left = placesLeft(capacity, taken)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(left + taken).toBeGreaterThanOrEqual(capacity)
      }),
    )
  })
})

describe('a booking', () => {
  const booked = { state: 'booked' as const, startsAt: monday, open: true }
  const at = (minutes: number) => new Date(monday.getTime() + minutes * 60_000)

  test('is moved and taken back by the resident until its hour, and by staff afterwards too', () => {
    expect(allowedChanges(booked, { staff: false, now: at(-1) })).toEqual(['move', 'cancel'])
    expect(allowedChanges(booked, { staff: false, now: at(0) })).toEqual([])
    expect(allowedChanges(booked, { staff: true, now: at(-1) })).toEqual(['move', 'cancel'])
    expect(allowedChanges(booked, { staff: true, now: at(5) })).toEqual(['move', 'cancel', 'miss'])
    expect(mayChange('cancel', booked, { staff: false, now: at(1) })).toEqual({
      ok: false,
      refusal: 'too_late_to_change',
    })
  })

  test('that ended, or whose case did, is not changed any more', () => {
    for (const state of ['cancelled', 'missed'] as const)
      expect(allowedChanges({ ...booked, state }, { staff: true, now: at(9) })).toEqual([])
    expect(allowedChanges({ ...booked, open: false }, { staff: true, now: at(9) })).toEqual([])
  })
})

describe('what is asked', () => {
  const which: Question = {
    key: 'which',
    label: '哪一种',
    labelEn: 'Which',
    kind: 'choice',
    required: true,
    options: [
      { value: 'water', label: '水', labelEn: 'Water', unitId: 'water-company' },
      { value: 'heat', label: '暖', labelEn: 'Heating', unitId: null },
    ],
  }
  const bags: Question = { ...which, key: 'bags', kind: 'number', required: false, options: [] }

  test('must be answered where it is needed, and fit where it is answered', () => {
    expect(wrongAnswer([which, bags], {})).toBe('which')
    expect(wrongAnswer([which, bags], { which: 'fire' })).toBe('which')
    expect(wrongAnswer([which, bags], { which: 'water', bags: '五' })).toBe('bags')
    expect(wrongAnswer([which, bags], { which: 'water', bags: 5 })).toBeNull()
  })

  test('decides who serves', () => {
    const service = { unitId: 'station', questions: [bags, which] }
    expect(servedBy(service, { which: 'water' })).toBe('water-company')
    expect(servedBy(service, { which: 'heat' })).toBe('station')
  })

  test('keeps nothing else, whatever was sent', () => {
    const answer = fc.oneof(anyText, fc.double({ noNaN: true }), fc.boolean())
    fc.assert(
      fc.property(fc.dictionary(anyText, answer), (answers) => {
        const kept = askedOnly([which, bags], answers)
        expect(Object.keys(kept).every((key) => key === 'which' || key === 'bags')).toBe(true)
        expect(() => wrongAnswer([which, bags], answers)).not.toThrow()
      }),
    )
  })
})
