import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { quietUntil } from './quiet-hours.ts'

const night = { from: '21:00', to: '08:00' }
const zone = 'Asia/Shanghai'
const until = (at: string, quiet = night, timeZone = zone) =>
  quietUntil(quiet, timeZone, new Date(at))?.toISOString() ?? null

it.each([
  ['before them', '2026-11-23T20:59:59+08:00', null],
  ['at their beginning', '2026-11-23T21:00:00+08:00', '2026-11-24T00:00:00.000Z'],
  ['after midnight', '2026-11-24T03:00:00+08:00', '2026-11-24T00:00:00.000Z'],
  ['at their end', '2026-11-24T08:00:00+08:00', null],
])('are counted over midnight: %s', (_, at, expected) => {
  expect(until(at)).toBe(expected)
})

it('may lie within a day, or be none', () => {
  const noon = { from: '12:00', to: '14:30' }
  expect(until('2026-11-23T13:00:00+08:00', noon)).toBe('2026-11-23T06:30:00.000Z')
  expect(until('2026-11-23T11:00:00+08:00', noon)).toBeNull()
  expect(until('2026-11-23T03:00:00+08:00', { from: '08:00', to: '08:00' })).toBeNull()
})

it('are of the district’s own zone, in the night when clocks are set, too', () => {
  expect(until('2026-11-01T04:00:00Z', night, 'America/New_York')).toBe('2026-11-01T13:00:00.000Z')
})

it('always end, later than now, within a day, and not in themselves', () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date('2026-01-01T00:00:00Z'),
        max: new Date('2027-01-01T00:00:00Z'),
        noInvalidDate: true,
      }),
      (now) => {
        const end = quietUntil(night, zone, now)
        if (!end) return
        expect(end.getTime()).toBeGreaterThan(now.getTime())
        expect(end.getTime() - now.getTime()).toBeLessThanOrEqual(11 * 3_600_000)
        expect(quietUntil(night, zone, end)).toBeNull()
      },
    ),
  )
})
