import { expect, it } from 'vitest'
import { filledTemplate, readTemplate } from './templates.ts'

const known = [{ name: 'number', zh: '案号', en: 'Number' }]

it('refuses a broken template with its lines, and an unfilled one with its fields', () => {
  expect(() => readTemplate('# 好\n【地址】', known)).toThrow(
    expect.objectContaining({
      status: 400,
      code: 'paper.template_broken',
      details: expect.objectContaining({ lines: [2], en: expect.stringContaining('Line 2') }),
    }),
  )
  const template = readTemplate('【案号】', known)
  expect(filledTemplate(template, { number: '1' })).toHaveLength(1)
  expect(() => filledTemplate(template, {})).toThrow(
    expect.objectContaining({
      code: 'paper.field_missing',
      details: expect.objectContaining({ fields: ['number'], zh: '还缺：案号' }),
    }),
  )
})
