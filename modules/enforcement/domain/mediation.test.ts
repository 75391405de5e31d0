import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  goesBackToLadder,
  isConfirmable,
  mayMediate,
  mediationBodies,
  mediationStates,
  mediationStepsNow,
  type Mediation,
} from './mediation.ts'

const open: Mediation = {
  state: 'open',
  body: 'peoples_committee',
  parties: 2,
  bindsFrom: null,
  confirmUntil: null,
}
const agreed: Mediation = { ...open, state: 'agreed', bindsFrom: 100, confirmUntil: 130 }
const wordOf = (m: Mediation, wish: Parameters<typeof mayMediate>[1]) => {
  const decision = mayMediate(m, wish)
  return decision.ok ? null : decision.refusal.word
}

it('binds in writing with every signature and the seal, by word of mouth at once', () => {
  const written = { form: 'written' as const, signed: 2, mediatorSigned: true, sealed: true }
  expect(wordOf(open, { step: 'agree', agreement: written })).toBeNull()
  expect(wordOf(open, { step: 'agree', agreement: { ...written, sealed: false } })).toBe(
    'agreement_unsigned',
  )
  expect(wordOf(open, { step: 'agree', agreement: { ...written, signed: 1 } })).toBe(
    'agreement_unsigned',
  )
  const oral = { form: 'oral' as const, signed: 0, mediatorSigned: false, sealed: false }
  expect(wordOf(open, { step: 'agree', agreement: oral })).toBeNull()
  expect(wordOf({ ...open, parties: 1 }, { step: 'agree', agreement: oral })).toBe(
    'mediation_two_parties',
  )
})

it('asks a court only within thirty days, by all, and of the body that the law names', () => {
  const ask = { step: 'ask_confirmation' as const, today: 130, askedByAll: true }
  expect(wordOf(agreed, ask)).toBeNull()
  expect(wordOf(agreed, { ...ask, today: 131 })).toBe('confirmation_late')
  expect(wordOf(agreed, { ...ask, askedByAll: false })).toBe('all_must_ask')
  for (const body of mediationBodies.filter((b) => !isConfirmable(b)))
    expect(wordOf({ ...agreed, body }, ask)).toBe('not_confirmable')
})

it('stops where one refuses, and what failed or was broken goes back to the ladder', () => {
  expect(wordOf(open, { step: 'fail' })).toBeNull()
  expect(wordOf({ ...open, state: 'failed' }, { step: 'follow_up' })).toBe('mediation_not_now')
  expect(mediationStates.filter(goesBackToLadder)).toEqual(['broken', 'failed'])
})

it('offers only what it would allow', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...mediationStates),
      fc.constantFrom(...mediationBodies),
      fc.integer({ min: 90, max: 140 }),
      (state, body, today) => {
        const m = { ...agreed, state, body }
        const agreement = { form: 'oral' as const, signed: 0, mediatorSigned: false, sealed: false }
        const words = mediationStepsNow(m, today).map((step) =>
          wordOf(m, step === 'agree' ? { step, agreement } : { step, today, askedByAll: true }),
        )
        expect(words.filter((word) => word !== null)).toEqual([])
      },
    ),
  )
})
