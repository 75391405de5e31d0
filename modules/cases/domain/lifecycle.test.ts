import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idOf } from '#kernel/id.ts'
import { actions, allowedActions, mayDo, type Actor, type Around } from './actions.ts'
import { caseStatuses, isFinal, type Case, type CaseStatus } from './case.ts'
import { canMove, moves } from './lifecycle.ts'

const kase: Case = {
  id: idOf('c1'),
  status: 'reported',
  urgency: 'routine',
  version: 1,
  unitId: idOf('u1'),
  handlerId: idOf('p1'),
  settledOnSpot: false,
  returns: 0,
  reopenings: 0,
  closedAt: null,
}
const all = new Set(
  [
    'receive',
    'refuse',
    'verify',
    'file',
    'settle',
    'dispatch',
    'accept',
    'return',
    'ask',
    'decide',
    'finish',
    'assign',
    'inspect',
    'call_back',
    'read',
    'see_contact',
    'release_photo',
    'reopen',
    'void',
  ].map((v) => `cases.${v}`),
)
const actor: Actor = { personId: idOf('p2'), verbs: all, unitIds: ['u1'] }
const around: Around = {
  taskState: 'accepted',
  requestOpen: false,
  suspended: false,
  designated: false,
  hasContact: true,
  judged: false,
  workers: [],
}

describe('the table of moves', () => {
  it('reaches every state from the first', () => {
    const seen = new Set<CaseStatus>(['reported'])
    for (const from of seen) for (const to of moves[from]) seen.add(to)
    expect([...seen].sort()).toEqual([...caseStatuses].sort())
  })

  it('gives every state that is not final an exit, and of the final ones closed and merged', () => {
    for (const status of caseStatuses) {
      const exits: readonly CaseStatus[] = moves[status]
      expect(exits.length > 0).toBe(!isFinal(status) || ['closed', 'merged'].includes(status))
    }
  })

  it('leaves merged only back to where a case stood before it was joined', () => {
    expect(moves.merged).toEqual(['reported', 'filed', 'dispatched', 'handling'])
  })

  it('leaves closed only towards handling again, by reopening', () => {
    expect(moves.closed).toEqual(['dispatched', 'filed'])
  })
})

describe('what may be done', () => {
  it('never lets a final case but a closed one be changed', () => {
    for (const status of caseStatuses.filter((s) => isFinal(s) && s !== 'closed'))
      expect(
        allowedActions({ ...kase, status }, actor, around).filter(
          (a) => a !== 'see_contact' && a !== 'reply',
        ),
      ).toEqual([])
  })

  it('lets nobody without the verb do anything, whatever the state', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...caseStatuses),
        fc.constantFrom(...actions),
        (status, action) => {
          const decision = mayDo(
            action,
            { ...kase, status },
            { ...actor, verbs: new Set() },
            around,
          )
          expect(decision).toEqual({ ok: false, refusal: 'forbidden' })
        },
      ),
    )
  })

  it('gives every waiting state something that somebody may do', () => {
    for (const status of caseStatuses.filter((s) => !isFinal(s)))
      expect(allowedActions({ ...kase, status }, actor, around).length).toBeGreaterThan(1)
  })

  it('lets nobody inspect their own work, in any post', () => {
    expect(
      mayDo('inspect', { ...kase, status: 'handled' }, { ...actor, personId: idOf('p1') }, around),
    ).toEqual({ ok: false, refusal: 'own_work' })
    expect(mayDo('inspect', { ...kase, status: 'handled' }, actor, around).ok).toBe(true)
    // Nor what they worked on in an earlier round, or began for a colleague who finished it.
    for (const action of ['inspect', 'call_back'] as const)
      expect(
        mayDo(
          action,
          { ...kase, handlerId: null, status: action === 'inspect' ? 'handled' : 'closed' },
          actor,
          { ...around, workers: ['p2'] },
        ),
      ).toEqual({ ok: false, refusal: 'own_work' })
  })

  it('knows no return after the second, nor while something is asked', () => {
    const handling = { ...kase, status: 'handling' as const }
    expect(mayDo('return', { ...handling, returns: 2 }, actor, around)).toEqual({
      ok: false,
      refusal: 'no_return_left',
    })
    expect(mayDo('return', handling, actor, { ...around, requestOpen: true })).toEqual({
      ok: false,
      refusal: 'already_asked',
    })
  })

  it('leaves tasks to the unit that has them', () => {
    expect(
      mayDo('accept', { ...kase, status: 'dispatched' }, { ...actor, unitIds: ['u2'] }, around),
    ).toEqual({ ok: false, refusal: 'not_your_unit' })
  })

  it('agrees with the lifecycle wherever an action names its move', () => {
    expect(canMove('handled', 'closed')).toBe(true)
    expect(canMove('reported', 'closed')).toBe(false)
  })
})
