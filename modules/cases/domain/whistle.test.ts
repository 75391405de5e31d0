import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blowsAt,
  mayBeCalled,
  callAfterDeadline,
  callStates,
  canCallMove,
  isAwaited,
  levelOf,
  mayCloseWhistle,
  mayJudgeCall,
  mayMoveCall,
  mayRaiseWhistle,
  type Call,
  type Whistle,
  type Whistler,
} from './whistle.ts'

const whistle: Whistle = { state: 'open', level: 'community', issuedBy: 'wang', issuedPost: 'lead' }
const wang: Whistler = {
  personId: 'wang',
  postId: 'lead',
  verbs: new Set(['cases.whistle']),
  level: 'community',
  unitIds: [],
}
const zhou: Whistler = {
  personId: 'zhou',
  postId: 'repair',
  verbs: new Set(['cases.accept']),
  level: null,
  unitIds: ['municipal'],
}
const call = (state: Call['state'], judged: number | null = null): Call => ({
  unitId: 'municipal',
  state,
  judged,
})

describe('a call', () => {
  it('is reachable in every state, and none that is awaited is without an end', () => {
    const reached = new Set(
      callStates.flatMap((from) => [
        ...callStates.filter((to) => canCallMove(from, to)),
        callAfterDeadline(from) ?? 'called',
      ]),
    )
    expect([...reached].toSorted()).toEqual([...callStates].toSorted())
    for (const state of callStates.filter((s) => isAwaited(s)))
      expect(callAfterDeadline(state)).toBe('absent')
  })

  it('is answered by the unit that was called, and by nobody else', () => {
    expect(mayMoveCall(whistle, call('called'), zhou, 'acknowledged').ok).toBe(true)
    expect(
      mayMoveCall(whistle, call('called'), { ...zhou, unitIds: ['greening'] }, 'arrived'),
    ).toEqual({
      ok: false,
      refusal: 'whistle_not_called',
    })
    expect(mayMoveCall(whistle, call('called'), wang, 'arrived')).toMatchObject({
      refusal: 'forbidden',
    })
  })

  it('may be late, but not undone', () => {
    expect(mayMoveCall(whistle, call('absent'), zhou, 'arrived').ok).toBe(true)
    expect(mayMoveCall(whistle, call('arrived'), zhou, 'acknowledged')).toMatchObject({
      refusal: 'whistle_wrong_state',
    })
  })

  it('is excused by the whistler alone', () => {
    expect(mayMoveCall(whistle, call('called'), wang, 'excused').ok).toBe(true)
    expect(mayMoveCall(whistle, call('called'), zhou, 'excused').ok).toBe(false)
    expect(
      mayMoveCall(whistle, call('called'), { ...wang, postId: 'other' }, 'excused'),
    ).toMatchObject({
      refusal: 'whistle_not_yours',
    })
  })
})

describe('a whistle', () => {
  it('closes when nobody is awaited and everybody who came or stayed away is judged', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            unitId: fc.constant('municipal'),
            state: fc.constantFrom(...callStates),
            judged: fc.option(fc.integer({ min: 1, max: 3 })),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (calls) =>
          mayCloseWhistle(whistle, calls, wang).ok ===
          calls.every((c) => c.state === 'excused' || (!isAwaited(c.state) && c.judged !== null)),
      ),
    )
  })

  it('is closed and judged by the post that blew it, whoever holds it now', () => {
    const successor = { ...wang, personId: 'li' }
    expect(mayCloseWhistle(whistle, [call('arrived', 3)], successor).ok).toBe(true)
    expect(mayCloseWhistle(whistle, [call('arrived', 3)], { ...wang, postId: 'desk' }).ok).toBe(
      false,
    )
    expect(mayJudgeCall(whistle, call('absent'), wang).ok).toBe(true)
    expect(mayJudgeCall(whistle, call('excused'), wang).ok).toBe(false)
    expect(mayJudgeCall({ ...whistle, state: 'closed' }, call('arrived'), wang).ok).toBe(false)
  })

  it('is raised upwards only', () => {
    const street = { ...wang, postId: 'street', level: 'street' as const }
    expect(mayRaiseWhistle(whistle, street)).toEqual({ ok: true, fact: 'street' })
    expect(mayRaiseWhistle({ ...whistle, level: 'district' }, street).ok).toBe(false)
    expect(mayRaiseWhistle(whistle, wang).ok).toBe(false)
  })

  it('is blown at the level of the widest area of the post', () => {
    expect(levelOf(['420704001014'])).toBe('community')
    expect(levelOf(['420704001014', '420704001'])).toBe('street')
    expect(levelOf(['420704'])).toBe('district')
    expect(levelOf(['420704001014001'])).toBeNull()
    expect(levelOf([])).toBeNull()
  })
})

describe('what a district decides about whistles', () => {
  const terms = {
    levels: { coordinator: 'street' as const },
    callees: { community: ['party', 'bureau'], street: ['bureau'], district: [] },
  }
  it('sets the level of a kind of post, else it follows from the reach', () => {
    const at = (postKind: string, area: string) => blowsAt(terms, { postKind, areas: [area] })
    expect(at('coordinator', '420704001014')).toBe('street')
    expect(at('secretary', '420704001014')).toBe('community')
    expect(at('district_centre', '420704')).toBeNull()
    expect(blowsAt(terms, { postKind: 'coordinator', areas: [] })).toBeNull()
  })
  it('lets a community call its party members, and a street only bodies', () => {
    expect(mayBeCalled(terms, 'community', 'party')).toBe(true)
    expect(mayBeCalled(terms, 'street', 'party')).toBe(false)
  })
})
