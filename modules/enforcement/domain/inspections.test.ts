import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import {
  capPresets,
  capReached,
  capsFor,
  countIn,
  enterpriseKinds,
  spanOf,
  spans,
  type Cap,
} from './inspection-cap.ts'
import { covers, dueBy, planDays, refuseDeciding } from './inspection-plan.ts'
import {
  grounds,
  isSpecial,
  mayInspect,
  type InspectionFacts,
  type InspectionWish,
} from './inspection-record.ts'

const day = fc.integer({ min: 20_000, max: 30_000 }).map(dateOfDay)
const matterCode = fc.constantFrom('06036', '06028')
const kind = fc.constantFrom(...enterpriseKinds)
const cap: fc.Arbitrary<Cap> = fc.record({
  kind,
  matterCode: fc.constantFrom('*', '06036', '06028'),
  times: fc.integer({ min: 0, max: 5 }),
  per: fc.constantFrom(...spans),
})
const done = fc.array(fc.record({ day, matterCode }), { maxLength: 12 })

describe('the caps on inspections', () => {
  it('cut the calendar into spans that leave no day out and none in two', () => {
    fc.assert(
      fc.property(day, fc.constantFrom(...spans), (one, per) => {
        const { from, until } = spanOf(per, one)
        expect(from <= one && one <= until).toBe(true)
        expect(spanOf(per, from)).toEqual({ from, until })
        expect(spanOf(per, until)).toEqual({ from, until })
        expect(spanOf(per, dateOfDay(dayOfDate(until) + 1)).from).toBe(
          dateOfDay(dayOfDate(until) + 1),
        )
      }),
    )
    expect(spanOf('quarter', '2028-02-29')).toEqual({ from: '2028-01-01', until: '2028-03-31' })
    expect(spanOf('half', '2026-12-31')).toEqual({ from: '2026-07-01', until: '2026-12-31' })
  })

  it('let exactly so many through in a span, whatever was inspected elsewhere and before', () => {
    fc.assert(
      fc.property(fc.array(cap, { maxLength: 4 }), done, kind, matterCode, day, (...given) => {
        const [caps, before, of, matter, on] = given
        const reached = capReached(caps, before, { kind: of, matterCode: matter, day: on })
        const bind = capsFor(caps, { kind: of, matterCode: matter })
        const full = bind.filter((one) => countIn(one, before, on) >= one.times)
        expect(reached === null).toBe(full.length === 0)
        // Inspections of other spans change nothing.
        const inYear = before.filter((one) => one.day.slice(0, 4) === on.slice(0, 4))
        expect(capReached(caps, inYear, { kind: of, matterCode: matter, day: on })).toEqual(reached)
      }),
    )
  })
})

const wish = (over: Partial<InspectionWish> = {}): InspectionWish => ({
  ground: 'plan',
  groundWords: '',
  approver: '',
  certificateShown: true,
  looks: [{ what: '门前', was: 'good', words: '' }],
  result: 'no_problem',
  words: '',
  signing: { state: 'signed', by: '王老板' },
  ...over,
})
const facts = (over: Partial<InspectionFacts> = {}): InspectionFacts => ({
  kind: 'shop',
  matterCode: '06036',
  day: '2026-03-16',
  planned: { approved: true, coversDay: true, fits: true },
  caps: capPresets,
  done: [],
  ...over,
})
const refusal = (w: Partial<InspectionWish>, f: Partial<InspectionFacts> = {}) => {
  const decided = mayInspect(wish(w), facts(f))
  return decided.ok ? null : decided.refusal.word
}
const twice = [
  { day: '2026-01-10', matterCode: '06036' },
  { day: '2026-02-10', matterCode: '06028' },
]

describe('an inspection', () => {
  it('is made with certificates shown, by a plan that fits, and signed or refused with the reason', () => {
    expect(refusal({})).toBeNull()
    expect(refusal({ certificateShown: false })).toBe('certificate_not_shown')
    expect(refusal({}, { planned: null })).toBe('plan_missing')
    const planned = { approved: true, coversDay: true, fits: true }
    expect(refusal({}, { planned: { ...planned, approved: false } })).toBe('plan_not_approved')
    expect(refusal({}, { planned: { ...planned, coversDay: false } })).toBe('plan_other_day')
    expect(refusal({}, { planned: { ...planned, fits: false } })).toBe('not_in_plan')
    expect(refusal({ result: 'problem' })).toBe('problem_unsaid')
    expect(refusal({ looks: [{ what: '门前', was: 'bad', words: '' }] })).toBe('result_differs')
    expect(refusal({ signing: { state: 'signed', by: ' ' } })).toBe('unsigned')
    expect(refusal({ signing: { state: 'refused', reason: '', witness: '' } })).toBe('unsigned')
    expect(refusal({ signing: { state: 'refused', reason: '不同意', witness: '' } })).toBeNull()
  })

  it('is refused beyond the cap by the document it rests on, unless a special ground is said', () => {
    const decided = mayInspect(wish(), facts({ done: twice }))
    expect(decided).toMatchObject({
      ok: false,
      refusal: { word: 'cap_reached', article: 'frequency', cap: { times: 2, per: 'year' } },
    })
    for (const ground of grounds.filter(isSpecial)) {
      const beyond = { ground, groundWords: '12345 投诉油烟', approver: '高队长' }
      expect(refusal(beyond, { done: twice, planned: null })).toBeNull()
      expect(refusal({ ...beyond, groundWords: ' ' }, { done: twice })).toBe('ground_unsaid')
      expect(refusal({ ...beyond, approver: '' }, { done: twice })).toBe('approver_unsaid')
    }
    fc.assert(
      fc.property(fc.array(cap, { maxLength: 4 }), done, day, (caps, before, on) => {
        const f = { caps, done: before, day: on }
        const special = { ground: 'complaint', groundWords: '投诉', approver: '高' } as const
        expect(refusal(special, f)).toBeNull()
        const isFull = capReached(caps, before, { kind: 'shop', matterCode: '06036', day: on })
        expect(refusal({}, f)).toBe(isFull === null ? null : 'cap_reached')
      }),
    )
  })
})

describe('a plan', () => {
  const span = fc.record({
    year: fc.integer({ min: 2020, max: 2040 }),
    month: fc.option(fc.integer({ min: 1, max: 12 })),
  })

  it('spreads its inspections over its span, the last on its last day', () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 1, max: 12 }), (of, times) => {
        const { from, until } = planDays(of)
        const days = Array.from({ length: times }, (_, n) => dueBy(of, times, n) ?? '')
        expect(days.toSorted()).toEqual(days)
        expect(new Set(days).size).toBe(times)
        expect(days.at(-1)).toBe(until)
        expect(days.every((one) => one >= from && covers(of, one))).toBe(true)
        expect(dueBy(of, times, times)).toBeNull()
      }),
    )
    expect(dueBy({ year: 2026, month: null }, 2, 0)).toBe('2026-07-01')
  })

  it('is approved by another, once, and withdrawn with a reason', () => {
    const plan = { state: 'draft' as const, madeBy: 'gao', until: '2026-12-31' }
    const who = { personId: 'centre', today: '2026-03-16' }
    const approve = { to: 'approved' as const, words: '' }
    expect(refuseDeciding(plan, approve, who)).toBeNull()
    expect(refuseDeciding(plan, approve, { ...who, personId: 'gao' })).toBe('own_plan')
    expect(refuseDeciding({ ...plan, state: 'approved' }, approve, who)).toBe('plan_decided')
    expect(refuseDeciding({ ...plan, until: '2026-03-15' }, approve, who)).toBe('plan_over')
    const withdraw = { to: 'withdrawn' as const, words: '' }
    expect(refuseDeciding({ ...plan, state: 'approved' }, withdraw, who)).toBe('plan_reason')
    const said = { ...withdraw, words: '重复' }
    expect(refuseDeciding({ ...plan, state: 'approved' }, said, who)).toBeNull()
    expect(refuseDeciding({ ...plan, state: 'withdrawn' }, said, who)).toBe('plan_decided')
  })
})
