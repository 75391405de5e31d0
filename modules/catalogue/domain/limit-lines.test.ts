import fc from 'fast-check'
import { expect, it } from 'vitest'
import { itemClasses, urgencies } from './matter.ts'
import { isPlace, linesOf, withLimit } from './limit-lines.ts'
import { deskStages, stages, type ByUrgency, type PolicyLimits } from './policy.ts'

const row: ByUrgency = {
  routine: { value: 3, unit: 'WORK_DAY' },
  urgent: { value: 4, unit: 'WORK_HOUR' },
  emergency: { value: 30, unit: 'MINUTE' },
}
const limits: PolicyLimits = {
  desk: { receive: row, verify: row, dispatch: row, accept: row, inspect: row },
  handling: { outreach: row, service: row, management: row, enforcement: row, other: row },
  own: { 'matter/09005': { handle: { value: 1, unit: 'WORK_DAY' } } },
}

const key = (l: { subject: string; stage: string; urgency: string }) =>
  `${l.subject} ${l.stage} ${l.urgency}`

it('names every limit once, each in a place that there is', () => {
  const lines = linesOf(limits)
  expect(lines).toHaveLength(deskStages.length * 3 + 5 * 3 + 1)
  expect(lines.every(isPlace)).toBe(true)
})

it('makes of its own lines the policy that they came from', () => {
  const back = linesOf(limits).reduce((p, line) => withLimit(p, line, line.limit), {
    ...limits,
    own: {},
  } as PolicyLimits)
  expect(back).toEqual(limits)
})

it('changes the one place and no other', () => {
  const place = fc.record({
    subject: fc.constantFrom('all', ...itemClasses, 'other', 'matter/09005', 'component/01037'),
    stage: fc.constantFrom(...stages),
    urgency: fc.constantFrom('all' as const, ...urgencies),
  })
  fc.assert(
    fc.property(place, fc.integer({ min: 1, max: 99 }), (at, value) => {
      fc.pre(isPlace(at))
      const limit = { value, unit: 'WORK_HOUR' as const }
      const after = new Map(linesOf(withLimit(limits, at, limit)).map((l) => [key(l), l.limit]))
      const before = new Map(linesOf(limits).map((l) => [key(l), l.limit]))
      expect(after.get(key(at))).toEqual(limit)
      before.delete(key(at))
      for (const [k, l] of before) expect(after.get(k)).toEqual(l)
    }),
  )
})

it('takes a limit of one matter away, and leaves no empty standard behind', () => {
  const at = { subject: 'matter/09005', stage: 'handle', urgency: 'all' } as const
  expect(withLimit(limits, at, null).own).toEqual({})
})
