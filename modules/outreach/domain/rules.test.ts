import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countings, fitsCounting, standingOf, sumsOf, type Correction } from './counting.ts'
import { leafletState, leafletVerbs, nextNumber } from './leaflets.ts'
import { hangsOn, isDue, refusePosting } from './postings.ts'

const count = fc.constantFrom(...countings).chain((counted) =>
  fc.record({
    counted: fc.constant(counted),
    reached: counted === 'none' ? fc.constant(null) : fc.nat(5000),
  }),
)
const corrections = fc.uniqueArray(
  fc
    .tuple(count, fc.boolean(), fc.integer({ min: 1, max: 99 }))
    .map(([one, struck, seq]): Correction => ({ ...one, struck, seq })),
  { selector: ({ seq }) => seq, maxLength: 5 },
)

describe('counting', () => {
  it('what stands is the last correction, in whatever order they come', () => {
    fc.assert(
      fc.property(count, corrections, (record, all) => {
        const stands = standingOf(record, all)
        expect(standingOf(record, all.toReversed())).toEqual(stands)
        expect(fitsCounting(stands)).toBe(true)
        expect(standingOf(record, [])).toEqual({ ...record, struck: false, corrections: 0 })
      }),
    )
  })

  it('an estimate is added to no count, and what was struck is in no sum', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(count, fc.boolean()), { maxLength: 30 }), (rows) => {
        const standing = rows.map(([one, struck]) => ({ ...one, struck, corrections: 0 }))
        const kept = standing.filter(({ struck }) => !struck)
        const sums = sumsOf(standing)
        expect(sums.times).toBe(kept.length)
        expect(sums.reached + sums.estimated).toBe(kept.reduce((n, r) => n + (r.reached ?? 0), 0))
        expect(sumsOf(kept.filter(({ counted }) => counted === 'estimate')).reached).toBe(0)
      }),
    )
  })
})

describe('a posting', () => {
  const up = { state: 'up', fromOn: '2026-03-10', untilOn: '2026-03-16', keeperId: 'a' } as const

  it('is due on its last day and after it, until it is down', () => {
    expect(isDue(up, '2026-03-15')).toBe(false)
    expect(isDue(up, '2026-03-16')).toBe(true)
    expect(isDue(up, '2026-04-01')).toBe(true)
    expect(isDue({ ...up, state: 'down' }, '2026-04-01')).toBe(false)
    expect(hangsOn(up, '2026-03-16')).toBe(true)
    expect(hangsOn(up, '2026-03-17')).toBe(false)
    expect(hangsOn(up, '2026-03-09')).toBe(false)
  })

  it('is renewed to a later day that has not passed, and changed no more once it is down', () => {
    const change = { act: 'renewed', untilOn: '2026-03-30', keeperId: null } as const
    expect(refusePosting(up, change, '2026-03-20')).toBeNull()
    expect(refusePosting(up, { ...change, untilOn: '2026-03-19' }, '2026-03-20')).toBe(
      'renew_later',
    )
    expect(refusePosting(up, { ...change, untilOn: '2026-03-16' }, '2026-03-12')).toBe(
      'renew_later',
    )
    expect(refusePosting({ ...up, state: 'down' }, change, '2026-03-20')).toBe('posting_down')
    const handed = { act: 'handed_on', untilOn: null, keeperId: null } as const
    expect(refusePosting(up, handed, '2026-03-12')).toBe('keeper_needed')
    expect(refusePosting(up, { ...handed, act: 'taken_down' }, '2026-03-12')).toBeNull()
  })
})

const by = (personId: string) => ({ personId, keeps: true, approves: true })

describe('a leaflet', () => {
  const facts = {
    shown: null,
    newest: 1,
    newestWrittenBy: 'wang',
    withdrawn: false,
    validUntil: null,
  }
  it('shows strangers nothing of a draft, and of what is over only that it is', () => {
    expect(leafletState(facts, '2026-03-16')).toBe('draft')
    const shown = { ...facts, shown: 1, validUntil: '2026-03-16' }
    expect(leafletState(shown, '2026-03-16')).toBe('shown')
    expect(leafletState(shown, '2026-03-17')).toBe('expired')
    expect(leafletState({ ...shown, withdrawn: true }, '2026-03-16')).toBe('withdrawn')
  })

  it('nobody approves their own words; what was approved is never written over', () => {
    expect(leafletVerbs(facts, by('wang'))).toEqual(['write'])
    expect(leafletVerbs(facts, by('zhao'))).toEqual(['write', 'approve'])
    expect(leafletVerbs({ ...facts, shown: 1 }, by('zhao'))).toEqual(['write', 'withdraw'])
    expect(leafletVerbs({ ...facts, withdrawn: true }, by('zhao'))).toEqual(['bring_back'])
    expect(nextNumber({ shown: null, newest: 1 })).toBe(1)
    expect(nextNumber({ shown: 1, newest: 1 })).toBe(2)
    expect(nextNumber({ shown: 1, newest: 2 })).toBe(2)
  })
})
