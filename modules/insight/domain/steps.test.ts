import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isUnfinished, mondayOf, stepFor, stepsOf } from './steps.ts'

const day = fc
  .integer({ min: 0, max: 30_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
const period = fc.tuple(day, fc.integer({ min: 0, max: 900 })).map(([from, length]) => ({
  from,
  until: new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10),
}))

it('begins weeks on Monday and leaves none out', () => {
  expect(mondayOf('2026-03-16')).toBe('2026-03-16')
  expect(mondayOf('2026-03-22')).toBe('2026-03-16')
  expect(stepsOf({ from: '2026-03-04', until: '2026-03-16' }, 'week')).toEqual([
    '2026-03-02',
    '2026-03-09',
    '2026-03-16',
  ])
  expect(stepsOf({ from: '2025-11-30', until: '2026-01-01' }, 'month')).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
  ])
  expect(stepsOf({ from: '2026-01-02', until: '2026-01-01' }, 'week')).toEqual([])
})

it('knows a step that goes on', () => {
  expect(isUnfinished('2026-03-21', 'week')).toBe(true)
  expect(isUnfinished('2026-03-22', 'week')).toBe(false)
  expect(isUnfinished('2026-03-30', 'month')).toBe(true)
  expect(isUnfinished('2026-02-28', 'month')).toBe(false)
})

it('takes weeks for a season and months for a year', () => {
  expect(stepFor({ from: '2026-01-01', until: '2026-03-31' })).toBe('week')
  expect(stepFor({ from: '2026-01-01', until: '2026-12-31' })).toBe('month')
})

it('has a step for every day of the period, in order and once', () => {
  fc.assert(
    fc.property(period, fc.integer({ min: 0, max: 900 }), ({ from, until }, offset) => {
      const weeks = stepsOf({ from, until }, 'week')
      const months = stepsOf({ from, until }, 'month')
      const at = new Date(Math.min(Date.parse(from) + offset * 86_400_000, Date.parse(until)))
        .toISOString()
        .slice(0, 10)
      expect(weeks).toContain(mondayOf(at))
      expect(months).toContain(at.slice(0, 7))
      for (const list of [weeks, months]) {
        expect(list).toEqual([...new Set(list)].toSorted())
      }
      expect(weeks.at(-1)).toBe(mondayOf(until))
      expect(months.at(-1)).toBe(until.slice(0, 7))
    }),
  )
})
