import type { Block } from '#kernel/paper.ts'
import { sayFault, sayMissing } from '#kernel/paper-template-words.ts'
import {
  fillTemplate,
  parseTemplate,
  type Template,
  type TemplateField,
  type TemplateValue,
} from '#kernel/paper-template.ts'
import { invalid, refused } from '../problem.ts'

/** A template as a clerk wrote it, read; 400 `paper.template_broken` says every line that is wrong. */
export function readTemplate(text: string, known: readonly TemplateField[]): Template {
  const parsed = parseTemplate(text, known)
  if (parsed.ok) return parsed.template
  const said = parsed.faults.slice(0, 10).map(sayFault)
  throw invalid('paper.template_broken', {
    lines: parsed.faults.map((fault) => fault.line),
    zh: said.map((fault) => fault.zh).join('；'),
    en: said.map((fault) => fault.en).join('; '),
  })
}

/** A template filled; 409 `paper.field_missing` names every field that it needs and that has no value. */
export function filledTemplate(
  template: Template,
  values: Readonly<Record<string, TemplateValue>>,
): readonly Block[] {
  const { blocks, missing } = fillTemplate(template, values)
  if (missing.length === 0) return blocks
  throw refused('paper.field_missing', {
    fields: missing.map((field) => field.name),
    ...sayMissing(missing),
  })
}
