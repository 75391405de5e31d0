import type { Cipher } from '#platform/server/cipher.ts'
import type { PaperFields } from '../../domain/template.ts'

/** The fields of a paper as they were when it was made. */
export const readFields = (cipher: Cipher, sealed: string): PaperFields =>
  JSON.parse(cipher.open(sealed)) as PaperFields // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by makePaper
