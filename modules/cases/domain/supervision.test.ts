import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isUsableDeadline,
  mayAnswerReply,
  mayReplyTo,
  mayWithdraw,
  nextRing,
  ringsOf,
  supervisionStates,
  type Supervisor,
  type Term,
  type WaitingLevel,
} from './supervision.ts'
import { whistleLevels } from './whistle.ts'

const from = new Date('2026-11-23T02:00:00Z')
const by = (over: Partial<Supervisor>): Supervisor => ({
  personId: 'p',
  postId: 'post',
  verbs: new Set(['cases.supervise', 'cases.finish']),
  unitIds: ['unit'],
  ...over,
})
const inMinutes = (minutes: number) => new Date(from.getTime() + minutes * 60_000)
const order = { state: 'open', unitId: 'unit', issuedPost: 'post' } as const

describe('the clock of an order', () => {
  it('rings each level once, in order, whatever time was given', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 90 * 1440 }),
        fc.constantFrom(...whistleLevels),
        (minutes, level) => {
          const term: Term = { from, dueAt: new Date(from.getTime() + minutes * 60_000), level }
          const rung: WaitingLevel[] = []
          let at = from
          for (let next = nextRing(term, null); next; next = nextRing(term, next.level)) {
            expect(next.at.getTime()).toBeGreaterThan(at.getTime())
            at = next.at
            rung.push(next.level)
          }
          expect(rung).toEqual(ringsOf(level))
          expect(new Set(rung).size).toBe(rung.length)
        },
      ),
    )
  })

  it('says overdue exactly at the deadline', () => {
    const dueAt = new Date(from.getTime() + 86_400_000)
    const next = nextRing({ from, dueAt, level: 'street' }, 'soon')
    expect(next).toEqual({ level: 'overdue', at: dueAt })
  })

  it('rings upward from its issuer, never below', () => {
    expect(ringsOf('community').slice(-3)).toEqual(['secretary', 'street', 'district'])
    expect(ringsOf('street').slice(-2)).toEqual(['street', 'district'])
    expect(ringsOf('district')).not.toContain('street')
  })

  it('takes no deadline that is past, too near or years away', () => {
    expect([-5, 5, 30, 1440, 91 * 1440].map((m) => isUsableDeadline(from, inMinutes(m)))).toEqual([
      false,
      false,
      true,
      true,
      false,
    ])
  })
})

describe('who may do what to an order', () => {
  it('lets the addressed unit reply while it is open, and nobody else', () => {
    expect(mayReplyTo(order, by({})).ok).toBe(true)
    expect(mayReplyTo(order, by({ unitIds: ['other'] }))).toMatchObject({
      refusal: 'supervision_not_addressed',
    })
    expect(mayReplyTo(order, by({ verbs: new Set(['cases.read']) }))).toMatchObject({
      refusal: 'forbidden',
    })
    for (const state of supervisionStates.filter((s) => s !== 'open'))
      expect(mayReplyTo({ ...order, state }, by({})).ok).toBe(false)
  })

  it('lets only the issuing post answer a reply or withdraw', () => {
    const replied = { ...order, state: 'replied' } as const
    expect(mayAnswerReply(replied, by({})).ok).toBe(true)
    expect(mayAnswerReply(order, by({})).ok).toBe(false)
    expect(mayAnswerReply(replied, by({ postId: 'other' }))).toMatchObject({
      refusal: 'supervision_not_yours',
    })
    expect(mayWithdraw(order, by({ verbs: new Set() }))).toMatchObject({ refusal: 'forbidden' })
    expect(mayWithdraw({ ...order, state: 'accepted' }, by({})).ok).toBe(false)
  })
})
