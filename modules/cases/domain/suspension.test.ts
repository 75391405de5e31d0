import { expect, it } from 'vitest'
import { suspensionStep, type Suspension, type SuspensionTerms } from './suspension.ts'

const day = (n: number) => new Date(Date.UTC(2026, 2, 16 + n))
const terms: SuspensionTerms = { atDate: 'resume', mostDays: 30 }
const granted = (over: Partial<Suspension> = {}): Suspension => ({
  grantedAt: day(0),
  resumeAt: null,
  remindedAt: null,
  ...over,
})

it('ends a suspension at its date, not before', () => {
  const dated = granted({ resumeAt: day(5) })
  expect(suspensionStep(dated, terms, day(4.999))).toBeNull()
  expect(suspensionStep(dated, terms, day(5))).toBe('resume')
  expect(suspensionStep(dated, terms, day(90))).toBe('resume')
})

it('only reminds at the date where the district wants it so, and weekly from then on', () => {
  const remind: SuspensionTerms = { ...terms, atDate: 'remind' }
  const dated = granted({ resumeAt: day(5) })
  expect(suspensionStep(dated, remind, day(4))).toBeNull()
  expect(suspensionStep(dated, remind, day(5))).toBe('remind')
  const reminded = { ...dated, remindedAt: day(5) }
  expect(suspensionStep(reminded, remind, day(11))).toBeNull()
  expect(suspensionStep(reminded, remind, day(12))).toBe('remind')
})

it('reminds weekly of one without a date that has grown too old, and never ends it', () => {
  expect(suspensionStep(granted(), terms, day(29))).toBeNull()
  expect(suspensionStep(granted(), terms, day(30))).toBe('remind')
  expect(suspensionStep(granted({ remindedAt: day(30) }), terms, day(36))).toBeNull()
  expect(suspensionStep(granted({ remindedAt: day(30) }), terms, day(37))).toBe('remind')
  expect(suspensionStep(granted(), { ...terms, mostDays: 3 }, day(3))).toBe('remind')
})

it('leaves none waiting for ever', () => {
  for (const resumeAt of [null, day(5)])
    for (const atDate of ['resume', 'remind'] as const)
      expect(suspensionStep(granted({ resumeAt }), { ...terms, atDate }, day(400))).not.toBeNull()
})
