import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mayAppeal, mayReview, type Appeal, type Appellant } from './appeal.ts'

const now = new Date('2026-11-23T02:00:00Z')
const before = (days: number) => new Date(now.getTime() - days * 86_400_000)
const unit: Appellant = { personId: 'zhou', verbs: new Set(['cases.ask']), unitIds: ['municipal'] }
const late = { stage: 'handle', onTime: false, stoppedAt: before(2), unitId: 'municipal' }

it('may be made by the unit that was late, for a time', () => {
  const may = (clock: object, by = unit) => mayAppeal({ ...late, ...clock }, by, { days: 15, now })
  expect(may({}).ok).toBe(true)
  expect(may({ stoppedAt: before(16) })).toMatchObject({ refusal: 'appeal_too_late' })
  expect(may({ onTime: true })).toMatchObject({ refusal: 'appeal_not_late' })
  expect(may({ stoppedAt: null, onTime: null })).toMatchObject({ refusal: 'appeal_not_late' })
  expect(may({ stage: 'inspect' })).toMatchObject({ refusal: 'appeal_not_late' })
  expect(may({}, { ...unit, unitIds: ['greening'] })).toMatchObject({ refusal: 'not_your_unit' })
  expect(may({}, { ...unit, verbs: new Set() })).toMatchObject({ refusal: 'forbidden' })
})

it('is never reviewed by the same person twice, nor by whoever has a part in it', () => {
  const people = ['asker', 'worker', 'colleague', 'first', 'second']
  fc.assert(
    fc.property(
      fc.constantFrom(...people),
      fc.constantFrom('asked' as const, 'reviewed' as const),
      (personId, state) => {
        const appeal: Appeal = {
          state,
          unitId: 'municipal',
          askedBy: 'asker',
          firstBy: state === 'reviewed' ? 'first' : null,
        }
        const by: Appellant = {
          personId,
          verbs: new Set(['cases.assess']),
          unitIds: personId === 'colleague' ? ['municipal'] : ['centre'],
        }
        const decision = mayReview(appeal, by, ['worker'])
        const barred = ['asker', 'worker', 'colleague', ...(state === 'reviewed' ? ['first'] : [])]
        expect(decision.ok).toBe(!barred.includes(personId))
        const step = state === 'asked' ? 'first' : 'second'
        expect(decision.ok ? decision.fact : step).toBe(step)
      },
    ),
  )
})

it('is over once decided', () => {
  const by = { personId: 'a', verbs: new Set(['cases.assess']), unitIds: [] }
  for (const state of ['granted', 'denied'] as const)
    expect(mayReview({ state, unitId: 'u', askedBy: 'x', firstBy: 'y' }, by, [])).toMatchObject({
      refusal: 'appeal_wrong_state',
    })
})
