import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blended, ENOUGH_OF_MATTER, type Sent } from './blend.ts'

const lamps = { unitId: 'municipal', rule: '路灯归市政' }
const trees = { unitId: 'greening', rule: '树归园林' }

describe('units by rule and by what was learned', () => {
  it('go by the rules alone before there is any case', () => {
    const found = blended(
      [
        { confidence: 0.6, cases: 0, byRule: lamps },
        { confidence: 0.3, cases: 0, byRule: trees },
        { confidence: 0.1, cases: 0, byRule: null },
      ],
      [],
    )
    expect(found).toEqual([
      { label: 'municipal', confidence: 0.6, rule: '路灯归市政' },
      { label: 'greening', confidence: 0.3, rule: '树归园林' },
    ])
  })

  it('go by what was learned alone once there are enough cases', () => {
    const learned = [{ label: 'greening', confidence: 0.8 }]
    const found = blended([{ confidence: 1, cases: ENOUGH_OF_MATTER, byRule: lamps }], learned)
    expect(found).toEqual([{ label: 'greening', confidence: 0.8, rule: null }])
    expect(blended([], learned)).toEqual([{ label: 'greening', confidence: 0.8, rule: null }])
  })

  it('are mixed in between, and a rule is named where it says more', () => {
    const half = { confidence: 1, cases: ENOUGH_OF_MATTER / 2, byRule: lamps }
    const learned = [
      { label: 'greening', confidence: 0.6 },
      { label: 'municipal', confidence: 0.4 },
    ]
    expect(blended([half], learned)).toEqual([
      { label: 'municipal', confidence: 0.7, rule: '路灯归市政' },
      { label: 'greening', confidence: 0.3, rule: null },
    ])
  })

  it('never say more than all, and are in order', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const sent: fc.Arbitrary<Sent> = fc.record({
      confidence: share,
      cases: fc.nat(40),
      byRule: fc.constantFrom(null, lamps, trees),
    })
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 10 }), share, (matters, one) => {
        const found = blended(matters, [
          { label: 'municipal', confidence: one },
          { label: 'sanitation', confidence: 1 - one },
        ])
        const sure = found.map(({ confidence }) => confidence)
        expect(sure.reduce((sum, each) => sum + each, 0)).toBeLessThan(1 + 1e-9)
        expect(sure).toEqual(sure.toSorted((a, b) => b - a))
      }),
    )
  })
})
