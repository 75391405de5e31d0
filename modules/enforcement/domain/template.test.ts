import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  fieldWords,
  fieldsOf,
  fillIn,
  paperKinds,
  presetTemplates,
  readTemplate,
  requiredFields,
  type PaperFields,
} from './template.ts'

const whole = (): PaperFields => Object.fromEntries(Object.keys(fieldWords).map((f) => [f, '某某']))

it('takes its own presets, and prints each with every field that it must have', () => {
  for (const kind of paperKinds) {
    expect(readTemplate(kind, presetTemplates[kind]).ok).toBe(true)
    expect(fillIn(kind, presetTemplates[kind], whole()).ok).toBe(true)
  }
})

it('says which field a template lacks, and on which line it asks for one that there is not', () => {
  const without = presetTemplates.order
    .replace('【复议机关】', '上级机关')
    .replace('【法院】', '法院')
  expect(readTemplate('order', without)).toEqual({
    ok: false,
    refusal: { word: 'template_missing_field', fields: ['reviewBody', 'court'] },
  })
  expect(readTemplate('order', `${presetTemplates.order}\n【罚款数额】`)).toMatchObject({
    refusal: {
      word: 'template_broken',
      faults: [{ line: 12, code: 'unknown_field', what: '罚款数额' }],
    },
  })
})

it('says which field of a paper is empty, whichever of those it must have', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paperKinds), fc.nat(), (kind, n) => {
      const required = requiredFields[kind]
      const field = required[n % required.length] ?? 'date'
      expect(fillIn(kind, presetTemplates[kind], { ...whole(), [field]: '' })).toEqual({
        ok: false,
        refusal: { word: 'paper_field_missing', fields: [field] },
      })
    }),
  )
})

it('puts in what was said as it was said, and leaves no field unfilled', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...paperKinds),
      fc.stringMatching(/^[a-z0-9#|>*]{1,20}$/),
      (kind, said) => {
        const fields = Object.fromEntries(fieldsOf(kind).map((field) => [field, said]))
        const filled = fillIn(kind, presetTemplates[kind], fields)
        const text = filled.ok ? JSON.stringify(filled.fact) : ''
        expect(text).toContain(JSON.stringify(said).slice(1, -1))
        expect(text).not.toContain('【')
      },
    ),
  )
})
