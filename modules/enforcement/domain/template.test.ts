import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  fieldWords,
  fieldsOf,
  fillIn,
  linesOf,
  paperKinds,
  presetTemplates,
  readTemplate,
  requiredFields,
  type PaperFields,
} from './template.ts'

const whole = (): PaperFields => Object.fromEntries(Object.keys(fieldWords).map((f) => [f, '某某']))

it('takes its own presets, and prints each with every field that it must have', () => {
  for (const kind of paperKinds) {
    expect(readTemplate(kind, presetTemplates[kind])).toEqual({ ok: true, fact: null })
    expect(fillIn(kind, presetTemplates[kind], whole()).ok).toBe(true)
  }
})

it('says which field a template lacks, and which it asks for in vain', () => {
  const without = presetTemplates.order.replace('{复议机关}', '上级机关').replace('{法院}', '法院')
  expect(readTemplate('order', without)).toEqual({
    ok: false,
    refusal: { word: 'template_missing_field', fields: ['复议机关', '法院'] },
  })
  expect(readTemplate('order', `${presetTemplates.order}\n{罚款数额}`)).toMatchObject({
    refusal: { word: 'template_unknown_field', fields: ['罚款数额'] },
  })
})

it('says which field of a paper is empty, whichever of those it must have', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paperKinds), fc.nat(), (kind, n) => {
      const required = requiredFields[kind]
      const field = required[n % required.length] ?? 'date'
      const filled = fillIn(kind, presetTemplates[kind], { ...whole(), [field]: '' })
      expect(filled).toEqual({
        ok: false,
        refusal: { word: 'paper_field_missing', fields: [fieldWords[field]] },
      })
    }),
  )
})

it('leaves no brace in what it prints, and puts in what was said as it was said', () => {
  fc.assert(
    fc.property(fc.constantFrom(...paperKinds), fc.string({ minLength: 1 }), (kind, said) => {
      const fields = Object.fromEntries(
        fieldsOf(kind).map((f) => [f, said.replaceAll(/[{}]/g, '')]),
      )
      const filled = fillIn(kind, presetTemplates[kind], fields)
      expect(filled.ok ? JSON.stringify(filled.fact) : '').not.toMatch(/\{[^"]*[\u4e00-\u9fff]\}/)
    }),
  )
})

it('reads a line by how it begins', () => {
  expect(
    linesOf('# 甲\n\n> 乙\n| 丙 | 丁 |\n~ 戊\n@ 己 | 庚\n辛\n## 壬').map((l) => l.kind),
  ).toEqual(['title', 'right', 'field', 'sign', 'seal', 'text', 'heading'])
})
