import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { idOf } from '#kernel/id.ts'
import { caseStatuses, taskRoles, taskStates } from './case.ts'
import { linkState, mayGiveLink } from './partner.ts'

const now = new Date('2026-03-16T02:00:00Z')
const instant = fc.integer({ min: -1000, max: 1000 }).map((m) => new Date(now.getTime() + m))

it('opens nothing once it is revoked, over or past its time, and only for the unit it was given to', () => {
  fc.assert(
    fc.property(
      fc.record({ expiresAt: instant, revokedAt: fc.option(instant) }),
      fc.record({ state: fc.constantFrom(...taskStates), unitId: fc.constantFrom('a', 'b') }),
      fc.boolean(),
      (link, task, active) => {
        if (linkState(link, task, { unitId: 'a', active }, now) !== 'live') return
        expect([link.revokedAt, active, task.unitId]).toEqual([null, true, 'a'])
        expect(link.expiresAt > now).toBe(true)
        expect(['returned', 'cancelled']).not.toContain(task.state)
      },
    ),
  )
})

it('is given by the desk or the lead, for an open task of a partner', () => {
  const actor = fc.record({
    personId: fc.constant(idOf<'person'>('p')),
    verbs: fc
      .subarray(['cases.partner', 'cases.dispatch'])
      .map((held): ReadonlySet<string> => new Set(held)),
    unitIds: fc.subarray(['a', 'b']),
  })
  const duty = fc.record({
    unitId: fc.constant('b'),
    role: fc.constantFrom(...taskRoles),
    state: fc.constantFrom(...taskStates),
    bound: fc.boolean(),
  })
  const kase = fc.record({
    status: fc.constantFrom(...caseStatuses),
    leadUnit: fc.constantFrom('a', 'b', null),
  })
  fc.assert(
    fc.property(kase, duty, actor, fc.boolean(), (on, of, by, partner) => {
      if (!mayGiveLink(on, of, by, partner).ok) return
      expect(partner && by.verbs.has('cases.partner')).toBe(true)
      const leads = on.leadUnit !== null && by.unitIds.includes(on.leadUnit)
      expect(leads || by.verbs.has('cases.dispatch')).toBe(true)
      expect(of.role).not.toBe('takeover')
      expect(['filed', 'dispatched', 'handling']).toContain(on.status)
    }),
  )
})
