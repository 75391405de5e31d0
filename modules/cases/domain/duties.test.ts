import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idOf } from '#kernel/id.ts'
import type { Actor } from './actions.ts'
import { caseStatuses, taskRoles, taskStates } from './case.ts'
import {
  handoverStates,
  isSupported,
  isWorking,
  mayAnswerHandover,
  mayAskHandover,
  mayCallSupport,
  mayDoSupport,
  supportActs,
  supportAfter,
} from './duties.ts'
import { dutyKinds, dutyOf, isKept, type DutyEntry } from './duty-list.ts'
import { mayAskRuling, mayRule, rulingStates } from './ruling.ts'

const verbs = ['dispatch', 'ask', 'accept', 'finish', 'return', 'designate'].map(
  (v) => `cases.${v}`,
)
const units = ['a', 'b', 'c']
const actor = fc.record({
  personId: fc.constantFrom(idOf<'person'>('p'), idOf<'person'>('q'), null),
  verbs: fc.subarray(verbs).map((held): ReadonlySet<string> => new Set(held)),
  unitIds: fc.subarray(units),
}) satisfies fc.Arbitrary<Actor>
const kase = fc.record({
  status: fc.constantFrom(...caseStatuses),
  leadUnit: fc.constantFrom(...units, null),
})
const duty = fc.record({
  unitId: fc.constantFrom(...units),
  role: fc.constantFrom(...taskRoles),
  state: fc.constantFrom(...taskStates),
  bound: fc.boolean(),
})

describe('support units', () => {
  it('are called by whoever dispatches, or by the lead where they are partners; never the lead itself', () => {
    fc.assert(
      fc.property(kase, actor, fc.constantFrom(...units), fc.boolean(), (on, by, id, partner) => {
        if (!mayCallSupport(on, by, { id, partner }, []).ok) return
        expect(isWorking(on.status)).toBe(true)
        expect(id).not.toBe(on.leadUnit)
        const leads = on.leadUnit !== null && by.unitIds.includes(on.leadUnit)
        expect(by.verbs.has('cases.dispatch') || (leads && partner)).toBe(true)
      }),
    )
  })

  it('do only their own part, release aside, and give back nothing that a ruling gave', () => {
    fc.assert(
      fc.property(kase, duty, actor, fc.constantFrom(...supportActs), (on, of, by, act) => {
        if (!mayDoSupport(on, of, by, act).ok) return
        expect(of.role).toBe('support')
        expect(isSupported(on.status)).toBe(true)
        expect(['offered', 'accepted']).toContain(of.state)
        expect(act === 'release' || by.unitIds.includes(of.unitId)).toBe(true)
        expect(act === 'return' && of.bound).toBe(false)
        // What is done, given back or released stays so.
        const after = { ...of, state: supportAfter[act] }
        const next = supportActs.filter((one) => mayDoSupport(on, after, by, one).ok)
        expect(act === 'accept' || next.length === 0).toBe(true)
      }),
    )
  })
})

describe('a hand-over', () => {
  it('is asked by the unit that has the case, of another, once at a time', () => {
    fc.assert(
      fc.property(kase, actor, fc.constantFrom(...units), fc.boolean(), (on, by, to, open) => {
        if (!mayAskHandover(on, by, to, open).ok) return
        expect(open).toBe(false)
        expect(by.unitIds).toContain(on.leadUnit)
        expect(by.unitIds).not.toContain(to)
      }),
    )
  })

  it('is answered by whoever was asked, taken back by whoever asked, and both once', () => {
    const handover = fc.record({
      fromUnit: fc.constantFrom('a', 'b'),
      toUnit: fc.constant('c'),
      state: fc.constantFrom(...handoverStates),
    })
    fc.assert(
      fc.property(
        kase,
        handover,
        actor,
        fc.constantFrom('accepted' as const, 'refused' as const, 'withdrawn' as const),
        (on, of, by, to) => {
          if (!mayAnswerHandover(on, of, by, to).ok) return
          expect(of.state).toBe('asked')
          expect(by.unitIds).toContain(to === 'withdrawn' ? of.fromUnit : of.toUnit)
        },
      ),
    )
  })
})

describe('a ruling', () => {
  it('is asked once, by a party or whoever dispatches', () => {
    fc.assert(
      fc.property(
        kase,
        fc.record({ open: fc.boolean(), ruled: fc.boolean(), parties: fc.subarray(units) }),
        actor,
        (on, disputed, by) => {
          if (!mayAskRuling(on, disputed, by).ok) return
          expect(disputed.open || disputed.ruled).toBe(false)
          const party = disputed.parties.some((p) => by.unitIds.includes(p))
          expect(party || by.verbs.has('cases.dispatch')).toBe(true)
        },
      ),
    )
  })

  it('is made by no party and not by whoever asked, at the level of the post', () => {
    const ruling = fc.record({
      state: fc.constantFrom(...rulingStates),
      parties: fc.subarray(units),
      askedBy: fc.constantFrom('p', 'q'),
    })
    const areas = fc.constantFrom([], ['420704'], ['420704001'], ['420704001014'])
    fc.assert(
      fc.property(kase, ruling, actor, areas, (on, of, by, reach) => {
        const made = mayRule(on, of, by, reach)
        if (!made.ok) return
        expect(by.unitIds.filter((u) => of.parties.includes(u))).toEqual([])
        expect(by.personId).not.toBe(of.askedBy)
        expect(made.fact).toBe({ 6: 'district', 9: 'street', 12: 'community' }[reach[0]!.length])
      }),
    )
  })
})

const entry = (over: Partial<DutyEntry>): DutyEntry => ({
  id: 'e',
  communityCode: '',
  kind: 'refuse',
  name: '燃气抢修',
  basis: '',
  whenMatters: ['matter:01'],
  whenGuides: [],
  active: true,
  ...over,
})
const gas = { matter: 'matter:01011', guide: 'GL04', communityCode: '420704001014' }

describe('the duty list of a community', () => {
  it('speaks by the closest entry, a community’s own before the district’s', () => {
    const wide = entry({ id: 'wide' })
    const close = entry({ id: 'close', kind: 'assist', whenMatters: ['matter:01011'] })
    const own = entry({ id: 'own', kind: 'own', communityCode: gas.communityCode })
    expect(dutyOf([wide], gas)?.id).toBe('wide')
    expect(dutyOf([wide, close], gas)?.id).toBe('close')
    expect(dutyOf([wide, own], gas)?.id).toBe('own')
    expect(dutyOf([own, close], gas)?.id).toBe('close')
    expect(dutyOf([entry({ active: false })], gas)).toBeNull()
    expect(dutyOf([entry({ communityCode: '420704001015' })], gas)).toBeNull()
    expect(dutyOf([entry({ whenMatters: [], whenGuides: ['GL04'] })], gas)?.id).toBe('e')
    expect(dutyOf([entry({ whenMatters: [] })], gas)).toBeNull()
  })

  it('keeps what is refused from everybody, and what is assisted from the lead', () => {
    expect(isKept(entry({}), 'lead')).toBe(true)
    expect(isKept(entry({}), 'support')).toBe(true)
    expect(isKept(entry({ kind: 'assist' }), 'lead')).toBe(true)
    expect(isKept(entry({ kind: 'assist' }), 'support')).toBe(false)
    expect(isKept(entry({ kind: 'own' }), 'lead')).toBe(false)
    expect(isKept(null, 'lead')).toBe(false)
  })

  it('says the same in whatever order its entries stand', () => {
    const some = fc
      .array(
        fc.record({
          kind: fc.constantFrom(...dutyKinds),
          communityCode: fc.constantFrom('', gas.communityCode, '420704001015'),
          whenMatters: fc.subarray(['matter:01', 'matter:01011', 'matter:02']),
          whenGuides: fc.subarray(['GL04', 'GL05']),
          active: fc.boolean(),
        }),
        { maxLength: 6 },
      )
      .map((list) => list.map((over, n) => entry({ ...over, id: `e${n}` })))
    fc.assert(
      fc.property(some, (list) => {
        expect(dutyOf(list.toReversed(), gas)?.id).toBe(dutyOf(list, gas)?.id)
      }),
    )
  })
})
