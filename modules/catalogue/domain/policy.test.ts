import { expect, it } from 'vitest'
import type { Allowance } from '#kernel/working-time.ts'
import { chooseLimit, policyProblems, type ByUrgency, type PolicyLimits } from './policy.ts'

const minutes = (value: number): Allowance => ({ value, unit: 'MINUTE' })
const row = (value: number): ByUrgency => ({
  routine: minutes(value + 2),
  urgent: minutes(value + 1),
  emergency: minutes(value),
})
const policy: PolicyLimits = {
  desk: { receive: row(10), verify: row(20), dispatch: row(30), accept: row(40), inspect: row(50) },
  handling: {
    outreach: row(100),
    service: row(200),
    management: row(300),
    enforcement: row(400),
    other: row(500),
  },
  own: { 'matter/09005': { handle: minutes(7) } },
}

it('gives a matter its own standard before the default of its class', () => {
  const matter = { kind: 'matter', code: '09005' } as const
  expect(
    chooseLimit(policy, { stage: 'handle', matter, class: 'service', urgency: 'urgent' }),
  ).toEqual(minutes(7))
})

it('does not take the standard of a component for the matter of the same number', () => {
  const matter = { kind: 'component', code: '09005' } as const
  expect(
    chooseLimit(policy, { stage: 'handle', matter, class: 'service', urgency: 'urgent' }),
  ).toEqual(minutes(201))
})

it('takes the default by class and urgency, and `other` where the class is unknown', () => {
  expect(
    chooseLimit(policy, { stage: 'handle', class: 'enforcement', urgency: 'emergency' }),
  ).toEqual(minutes(400))
  expect(chooseLimit(policy, { stage: 'handle', urgency: 'routine' })).toEqual(minutes(502))
})

it('takes a stage that the own standard does not name from the desk', () => {
  const matter = { kind: 'matter', code: '09005' } as const
  expect(chooseLimit(policy, { stage: 'accept', matter, urgency: 'routine' })).toEqual(minutes(42))
})

it('names every limit that cannot be used', () => {
  expect(policyProblems(policy)).toEqual([])
  const broken: PolicyLimits = {
    ...policy,
    desk: { ...policy.desk, accept: { ...row(1), urgent: minutes(-1) } },
    own: { 'matter/09005': { handle: { value: 1.5, unit: 'LEGAL_DAY' }, inspect: minutes(0) } },
  }
  expect(policyProblems(broken)).toEqual([
    'desk.accept.urgent',
    'own.matter/09005.handle',
    'own.matter/09005.inspect',
  ])
})

const day = (over: object = {}): Allowance => ({ value: 2, unit: 'WORK_DAY', ...over })

it('reads 工作日 as the district chose, unless the limit says it itself', () => {
  const own = {
    'matter/09005': { handle: day() },
    'matter/09006': { handle: day({ reading: 'ROLLING' }) },
  }
  const chosen = { ...policy, own, workDay: 'END_OF_DAY' } as const
  const ask = (code: string) =>
    chooseLimit(chosen, { stage: 'handle', matter: { kind: 'matter', code }, urgency: 'routine' })
  expect(ask('09005')).toEqual(day({ reading: 'END_OF_DAY' }))
  expect(ask('09006')).toEqual(day({ reading: 'ROLLING' }))
  expect(policyProblems(chosen)).toEqual([])
  const half = { ...chosen, own: { 'matter/09005': { handle: day({ value: 1.5 }) } } }
  expect(policyProblems(half)).toEqual(['own.matter/09005.handle'])
  expect(policyProblems({ ...half, workDay: 'ROLLING' })).toEqual([])
})
