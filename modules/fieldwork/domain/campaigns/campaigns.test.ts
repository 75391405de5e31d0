import fc from 'fast-check'
import { expect, it } from 'vitest'
import { headsOf, reached, standsAt, teamKinds, totalOf } from './campaign.ts'
import { doneOf, totalsFrom, type Groups } from './totals.ts'

const campaignId = fc.constantFrom('a', 'b', 'c')
const count = fc.nat({ max: 900 })
const groups: fc.Arbitrary<Groups> = fc.record({
  hazards: fc.array(
    fc.record({
      campaignId,
      kind: fc.constantFrom('wiring', 'gas_bottle', 'other'),
      grade: fc.constantFrom('minor', 'major'),
      found: count,
      cleared: count,
      open: count,
      overdue: count,
      cases: count,
    }),
  ),
  days: fc.array(
    fc.record({
      campaignId,
      days: count,
      heads: fc.record({
        officers: count,
        volunteers: count,
        guards: count,
        merchants: count,
        residents: count,
      }),
    }),
  ),
  results: fc.array(
    fc.record({
      campaignId,
      measure: fc.constantFrom('truckloads', 'metres'),
      amount: fc.integer({ min: 1, max: 1_000_000 }).map((n) => n / 100),
    }),
  ),
})
const sumOf = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

it('sums all campaigns to what each comes to, and parts to the whole', () => {
  fc.assert(
    fc.property(groups, (all) => {
      const whole = totalsFrom(all)
      const each = ['a', 'b', 'c'].map((id) => totalsFrom(all, id))
      expect(sumOf(each.map((one) => one.found))).toBe(whole.found)
      expect(sumOf(each.map((one) => one.people))).toBe(whole.people)
      expect(sumOf(whole.byKind.map((one) => one.cleared))).toBe(whole.cleared)
      expect(sumOf(whole.byGrade.map((one) => one.overdue))).toBe(whole.overdue)
      expect(headsOf(whole.heads)).toBe(whole.people)
      for (const measure of ['measure.truckloads', 'measure.metres'])
        expect(Math.round(sumOf(each.map((one) => doneOf(one, measure) * 100)))).toBe(
          Math.round(doneOf(whole, measure) * 100),
        )
      expect(doneOf(whole, 'hazards')).toBe(whole.cleared)
    }),
  )
})

it('counts tenths of a truckload without losing one', () => {
  const results = Array.from({ length: 10 }, () => ({
    campaignId: 'a',
    measure: 'truckloads',
    amount: 0.1,
  }))
  expect(doneOf(totalsFrom({ hazards: [], days: [], results }), 'measure.truckloads')).toBe(1)
  expect(doneOf(totalsFrom({ hazards: [], days: [], results }), 'hazards.wiring')).toBe(0)
})

it('stands before, within or after its days, both ends included', () => {
  const campaign = { startsOn: '2026-03-10', endsOn: '2026-03-20' }
  const at = (day: string) => standsAt(campaign, day)
  expect(['2026-03-09', '2026-03-10', '2026-03-20', '2026-03-21'].map(at)).toEqual([
    'before',
    'now',
    'now',
    'after',
  ])
  expect([reached(3, 6), reached(9, 6), reached(0, 0)]).toEqual([0.5, 1, 1])
  expect(
    ['hazards', 'people', 'hazards.wiring', 'measure.metres'].every((of) => totalOf.test(of)),
  ).toBe(true)
  expect(['measure', 'hazards.', 'other.x'].some((of) => totalOf.test(of))).toBe(false)
  expect(teamKinds).toHaveLength(5)
})
