import type { Block } from '#kernel/paper.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { invalid } from '#platform/server/problem.ts'
import {
  fieldWords,
  fillIn,
  type PaperField,
  type PaperFields,
  type PaperKind,
} from '../../domain/template.ts'

/** The fields of a paper as they were when it was made. */
export const readFields = (cipher: Cipher, sealed: string): PaperFields =>
  JSON.parse(cipher.open(sealed)) as PaperFields // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by makePaper

/** The blocks of a paper; one that lacks something is refused with the words of what it lacks. */
export function filledPaper(
  kind: PaperKind,
  template: string,
  fields: PaperFields,
): readonly Block[] {
  const filled = fillIn(kind, template, fields)
  if (filled.ok) return filled.fact
  const words = filled.refusal.fields.map((name) => fieldWords[name as PaperField].zh) // oxlint-disable-line typescript/no-unsafe-type-assertion -- the names of our own fields
  throw invalid('enforcement.paper_field_missing', { fields: words })
}
