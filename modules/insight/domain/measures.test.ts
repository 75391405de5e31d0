import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysOfMonth, monthBefore, shareOf } from './measures.ts'

describe('a rate', () => {
  it('of nothing is none, and otherwise lies between nothing and all', () => {
    expect(shareOf({ numerator: 0, denominator: 0 })).toBeNull()
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (a, b) => {
        const share = shareOf({ numerator: Math.min(a, b), denominator: b })
        return share !== null && share >= 0 && share <= 1
      }),
    )
  })
})

describe('a month', () => {
  it('goes back over the new year', () => {
    expect(monthBefore('2026-01-15')).toBe('2025-12')
    expect(monthBefore('2026-11-01')).toBe('2026-10')
  })

  it('knows its last day, leap years too', () => {
    expect(daysOfMonth('2024-02')).toEqual({ from: '2024-02-01', until: '2024-02-29' })
    expect(daysOfMonth('2026-02')).toEqual({ from: '2026-02-01', until: '2026-02-28' })
    expect(daysOfMonth('2026-12')).toEqual({ from: '2026-12-01', until: '2026-12-31' })
  })
})
