import { expect, it } from 'vitest'
import { masked, MOST_ATTEMPTS, retryAt } from './back-off.ts'

const now = new Date('2026-11-23T02:00:00Z')

it('waits a minute, doubling to an hour, and gives up after eight failures', () => {
  const minutes = Array.from({ length: MOST_ATTEMPTS }, (_, n) => {
    const at = retryAt(n + 1, now)
    return at && (at.getTime() - now.getTime()) / 60_000
  })
  expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, null])
})

it('masks addresses', () => {
  expect(masked('wang@example.org')).toBe('w***@example.org')
  expect(masked('13800001234')).toBe('138***1234')
  expect(masked('abc')).toBe('abc***')
})
