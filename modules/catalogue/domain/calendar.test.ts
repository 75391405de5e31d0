import { expect, it } from 'vitest'
import { assembleCalendar, horizon, knownUntil } from './calendar.ts'

const settings = {
  hours: [{ from: '09:00', to: '17:00' }],
  weekdays: [1, 2, 3, 4, 5],
  overrides: { '2026-10-10': { off: true, name: 'fair' } },
}
const stateDays = [
  { day: '2026-10-01', off: true, name: 'National Day' },
  { day: '2026-10-10', off: false, name: 'National Day' },
]

it('lets the district have the last word over statutory days', () => {
  const calendar = assembleCalendar(3, 'Asia/Shanghai', settings, stateDays)
  expect(calendar).toMatchObject({ version: 3, knownUntil: '2026-12-31' })
  expect(calendar.days['2026-10-01']).toEqual({ off: true, name: 'National Day' })
  expect(calendar.days['2026-10-10']).toEqual({ off: true, name: 'fair' })
})

it('knows days to the end of the last published year, and none without any', () => {
  expect(knownUntil(stateDays)).toBe('2026-12-31')
  expect(knownUntil([])).toBe('0001-12-31')
})

it('warns sixty days before the known days end', () => {
  expect(horizon('2026-12-31', '2026-11-01')).toBe('ending')
  expect(horizon('2026-12-31', '2026-10-31')).toBe('known')
  expect(horizon('2026-12-31', '2027-01-01')).toBe('past')
})
