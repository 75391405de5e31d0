import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { filled, fits, gapsIn, replyGaps, unknownGaps } from './reply.ts'

const all = Object.fromEntries(replyGaps.map((gap) => [gap, `<${gap}>`]))
const template = { whenStatuses: ['filed'], whenMatters: ['matter:01'], words: '', active: true }

it('fits by state and matter, and never when put away', () => {
  expect(fits(template, { status: 'filed', matter: 'matter:01037' })).toBe(true)
  expect(fits(template, { status: 'handling', matter: 'matter:01037' })).toBe(false)
  expect(fits(template, { status: 'filed', matter: 'component:01037' })).toBe(false)
  expect(fits(template, { status: 'filed', matter: null })).toBe(false)
  expect(
    fits({ ...template, whenStatuses: [], whenMatters: [] }, { status: 'reported', matter: null }),
  ).toBe(true)
  expect(fits({ ...template, active: false }, { status: 'filed', matter: 'matter:01037' })).toBe(
    false,
  )
})

it('knows its gaps, and says which it does not know', () => {
  expect(gapsIn('{code} 已由{unit}办理，{code}')).toEqual(['code', 'unit'])
  expect(unknownGaps('{code} {unt} {} {__proto__}')).toEqual(['unt', '', '__proto__'])
})

it('fills everything or says what is missing', () => {
  expect(filled('您的上报 {code} 由{unit}办理', { code: 'K7M4QP', unit: '市政中心' })).toEqual({
    text: '您的上报 K7M4QP 由市政中心办理',
    missing: [],
  })
  expect(filled('{promise} 前办好', { promise: '' }).missing).toEqual(['promise'])
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('甲', ' ', ...replyGaps.map((g) => `{${g}}`))),
      (parts) => {
        const { text, missing } = filled(parts.join(''), all)
        expect(missing).toEqual([])
        expect(text).not.toContain('{')
      },
    ),
  )
})
