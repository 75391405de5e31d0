import { describe, expect, it } from 'vitest'
import { shapeOf, type RibbonFacts } from './ribbon.ts'

const facts: RibbonFacts = {
  receivedAt: '2026-03-16T00:00:00Z',
  promisedAt: '2026-03-16T10:00:00Z',
  now: '2026-03-16T05:00:00Z',
  closedAt: null,
  pauses: [],
  notches: [],
}

describe('the ribbon', () => {
  it('fills evenly up to the flag', () => {
    expect(shapeOf(facts)).toMatchObject({ state: 'in-time', passed: 0.5, over: 0, flag: 1 })
  })

  it('turns amber at 80 % of the time that runs, pauses left out', () => {
    expect(shapeOf({ ...facts, now: '2026-03-16T08:00:00Z' }).state).toBe('soon')
    const pauses = [{ from: '2026-03-16T01:00:00Z', to: '2026-03-16T03:00:00Z', reason: 'rain' }]
    expect(shapeOf({ ...facts, now: '2026-03-16T08:00:00Z', pauses }).state).toBe('in-time')
    expect(shapeOf({ ...facts, now: '2026-03-16T08:30:00Z', pauses }).state).toBe('soon')
  })

  it('draws what is over beyond the flag, and leaves room for the promise however late', () => {
    const late = shapeOf({ ...facts, now: '2026-03-16T12:30:00Z' })
    expect(late).toMatchObject({ state: 'overdue', tick: 1 })
    expect(late.flag).toBeCloseTo(0.8)
    expect(late.over).toBeCloseTo(0.2)
    expect(shapeOf({ ...facts, now: '2026-05-16T12:30:00Z' }).flag).toBeCloseTo(0.35)
  })

  it('stops at closing and says whether that was in time', () => {
    const closed = { ...facts, now: '2026-04-01T00:00:00Z' }
    expect(shapeOf({ ...closed, closedAt: '2026-03-16T05:00:00Z' })).toMatchObject({
      state: 'closed-in-time',
      tick: 0.5,
    })
    expect(shapeOf({ ...closed, closedAt: '2026-03-16T11:00:00Z' }).state).toBe('closed-late')
  })

  it('has no flag without a promise, and pauses up to now while the pause is open', () => {
    expect(shapeOf({ ...facts, promisedAt: null })).toMatchObject({
      state: 'unpromised',
      flag: null,
    })
    const paused = shapeOf({
      ...facts,
      pauses: [{ from: '2026-03-16T02:00:00Z', to: null, reason: 'parts' }],
    })
    expect(paused.state).toBe('paused')
    expect(paused.pauses).toEqual([{ from: 0.2, to: 0.5 }])
  })

  it('stays within its band for nonsense: a promise before receipt', () => {
    const odd = shapeOf({ ...facts, promisedAt: '2026-03-15T00:00:00Z' })
    for (const part of [odd.passed, odd.over, odd.flag ?? 0, odd.tick]) {
      expect(part).toBeGreaterThanOrEqual(0)
      expect(part).toBeLessThanOrEqual(1)
    }
  })
})
