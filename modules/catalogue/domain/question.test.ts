import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answersTo, mayAsk, questionKinds, type Question } from './question.ts'

const question = (over: Partial<Question>): Question => ({
  key: 'size',
  at: 'filing',
  kind: 'text',
  label: '坑有多大',
  options: [],
  required: false,
  ...over,
})
const choice = question({ kind: 'one', options: ['人行道', '车行道'] })

describe('questions', () => {
  it('have something to choose from, and a key each', () => {
    expect(mayAsk([choice]).ok).toBe(true)
    expect(mayAsk([question({ kind: 'several', options: ['只有一个'] })])).toMatchObject({
      refusal: 'question_options',
    })
    expect(mayAsk([question({}), question({})])).toMatchObject({ refusal: 'question_twice' })
  })
})

describe('answers', () => {
  it('are asked for at their moment only, and missed where they must be given', () => {
    const must = question({ required: true })
    expect(answersTo([must], 'finish', {})).toEqual({ ok: true, fact: [] })
    expect(answersTo([must], 'filing', { size: ' ' })).toMatchObject({
      refusal: 'answer_missing',
      label: '坑有多大',
    })
    expect(answersTo([must], 'filing', { size: '一米', other: '不问' })).toEqual({
      ok: true,
      fact: [{ key: 'size', label: '坑有多大', kind: 'text', value: '一米' }],
    })
  })

  it('must be of the kind that was asked', () => {
    const wrong = { refusal: 'answer_wrong' }
    expect(answersTo([choice], 'filing', { size: '屋顶' })).toMatchObject(wrong)
    expect(answersTo([question({ kind: 'number' })], 'filing', { size: '三' })).toMatchObject(wrong)
    expect(answersTo([question({ kind: 'yes_no' })], 'filing', { size: false }).ok).toBe(true)
    const several = question({ kind: 'several', options: ['甲', '乙'] })
    expect(answersTo([several], 'filing', { size: ['乙', '丙'] })).toMatchObject(wrong)
    expect(answersTo([several], 'filing', { size: ['乙'] }).ok).toBe(true)
  })

  it('never throw, whatever is given', () => {
    const anyValue = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.array(fc.string()))
    fc.assert(
      fc.property(
        fc.constantFrom(...questionKinds),
        fc.dictionary(fc.string(), anyValue),
        fc.boolean(),
        (kind, given, required) => {
          const asked = [question({ kind, required, options: ['甲', '乙'] })]
          const decision = answersTo(asked, 'filing', given)
          expect(decision.ok || ['answer_missing', 'answer_wrong'].includes(decision.refusal)).toBe(
            true,
          )
        },
      ),
    )
  })
})
