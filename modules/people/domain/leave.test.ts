import fc from 'fast-check'
import { expect, it } from 'vitest'
import { delegateFault, lastDayBefore, leaveFault } from './leave.ts'

const days = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const spans = fc
  .tuple(days, days)
  .map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a }))

it('takes days in order, not over yet, and at most a year', () => {
  const today = '2026-11-23'
  expect(leaveFault({ from: '2026-11-23', until: '2026-11-23' }, today)).toBeNull()
  expect(leaveFault({ from: '2026-11-01', until: '2026-11-23' }, today)).toBeNull()
  expect(leaveFault({ from: '2026-11-24', until: '2026-11-23' }, today)).toBe('leave_turned_round')
  expect(leaveFault({ from: '2026-11-20', until: '2026-11-22' }, today)).toBe('leave_is_over')
  expect(leaveFault({ from: '2026-11-23', until: '2027-11-23' }, today)).toBeNull()
  expect(leaveFault({ from: '2026-11-23', until: '2027-11-24' }, today)).toBe('leave_too_long')
})

it('ends so that no day from that one on counts, and keeps those before', () => {
  fc.assert(
    fc.property(spans, days, (span, today) => {
      const last = lastDayBefore(span, today)
      const fits = last !== null && last < today && last >= span.from && last <= span.until
      expect(last === null ? span.from >= today : fits).toBe(true)
    }),
  )
})

it('says why somebody cannot stand in', () => {
  const fine = {
    fromPerson: 'a',
    toPerson: 'b',
    administrator: false,
    holdsItAlready: false,
    away: false,
  }
  expect(delegateFault(fine)).toBeNull()
  expect(delegateFault({ ...fine, toPerson: 'a' })).toBe('delegate_is_oneself')
  expect(delegateFault({ ...fine, administrator: true })).toBe('administration_not_delegated')
  expect(delegateFault({ ...fine, holdsItAlready: true })).toBe('delegate_holds_it')
  expect(delegateFault({ ...fine, away: true })).toBe('delegate_is_away')
})
