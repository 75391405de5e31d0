import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MOST_ATTEMPTS, retryAt } from './back-off.ts'

const now = new Date('2026-03-16T02:00:00Z')
const failures = fc.integer({ min: 1, max: MOST_ATTEMPTS - 1 })

it('waits longer after every failure, and is stuck after the last', () => {
  const waits = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, n) => retryAt(n + 1, now)!.getTime())
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  expect(new Set(waits).size).toBe(waits.length)
  expect(retryAt(MOST_ATTEMPTS, now)).toBeNull()
  // Longer than from Friday evening to Monday morning.
  const whole = waits.reduce((sum, at) => sum + at - now.getTime(), 0)
  expect(whole).toBeGreaterThan(62 * 3_600_000)
})

it('keeps a pause that was asked for, within a day, and never shortens its own', () => {
  fc.assert(
    fc.property(failures, fc.integer({ min: 0, max: 10_000_000 }), (count, asked) => {
      const own = retryAt(count, now)!.getTime()
      const at = retryAt(count, now, asked)!.getTime()
      return at >= own && at - now.getTime() <= 24 * 3_600_000
    }),
  )
})
