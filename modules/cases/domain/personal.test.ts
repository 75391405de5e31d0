import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  eraseFault,
  keptUntil,
  mendFault,
  requestKinds,
  requestSteps,
  retentionClasses,
  retentionTerms,
} from './personal.ts'

it('proposes for every class no less than it must be kept', () => {
  for (const one of retentionClasses)
    expect(retentionTerms[one].days, one).toBeGreaterThanOrEqual(retentionTerms[one].least)
})

it('never takes what is younger than its time', () => {
  const now = new Date('2026-11-26T00:00:00Z')
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 4000 }),
      fc.integer({ min: 0, max: 5000 }),
      (days, age) => {
        const ended = new Date(now.getTime() - age * 86_400_000)
        expect(ended < keptUntil(days, now)).toBe(age > days)
      },
    ),
  )
})

it('erases only what is there, ended and no evidence', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (final, held, there) => {
      expect(eraseFault({ final, held, there }) === null).toBe(final && !held && there)
    }),
  )
})

it('rewrites no words that stand in the chain', () => {
  expect([mendFault('name'), mendFault('phone')]).toEqual([null, null])
  expect([mendFault('words'), mendFault('pictures')]).toEqual(['chained', 'chained'])
})

it('shows and changes nothing before it is known whose it is', () => {
  for (const kind of requestKinds) {
    expect(requestSteps({ state: 'open', kind, identified: false })).toEqual(['identity', 'close'])
    expect(requestSteps({ state: 'closed', kind, identified: true })).toEqual([])
    expect(requestSteps({ state: 'open', kind, identified: true })).toContain('close')
  }
  expect(requestSteps({ state: 'open', kind: 'see', identified: true })).not.toContain('erase')
})
