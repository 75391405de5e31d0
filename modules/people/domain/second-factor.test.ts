import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCode, recoveryCode, stepAt, STEPS_AROUND, usedStep } from './second-factor.ts'

const instants = fc.date({
  min: new Date('2020-01-01'),
  max: new Date('2090-01-01'),
  noInvalidDate: true,
})

it('lets a code count once, and only near its half minute', () => {
  fc.assert(
    fc.property(instants, fc.integer({ min: -5, max: 5 }), (now, delta) => {
      const step = usedStep(delta, now, 0)
      expect(step === null).toBe(Math.abs(delta) > STEPS_AROUND)
      if (step === null) return
      expect(step).toBe(stepAt(now) + delta)
      // The same code again, and any older one, is refused.
      expect(usedStep(delta, now, step)).toBeNull()
      expect(usedStep(delta - 1, now, step)).toBeNull()
    }),
  )
  expect(usedStep(null, new Date('2026-11-26'), 0)).toBeNull()
})

it('reads every recovery code it makes, however it is typed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 16 }), (bytes) => {
      const code = recoveryCode(bytes)
      expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
      const plain = { kind: 'recovery', code: code.replaceAll('-', '') }
      expect(readCode(code)).toEqual(plain)
      expect(readCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toEqual(plain)
    }),
  )
})

it('tells the six digits from a recovery code and from neither', () => {
  expect(readCode('123 456')).toEqual({ kind: 'phone', code: '123456' })
  expect(readCode('１２３４５６')).toEqual({ kind: 'phone', code: '123456' })
  for (const neither of ['', '12345', '1234567', 'abcd-efgh-ijkl', 'abcd-efgh'])
    expect(readCode(neither)).toBeNull()
})
