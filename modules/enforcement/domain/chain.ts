import { canonicalJson } from '#kernel/canonical-json.ts'

/** What the hash of a step covers. Names and words of parties are in it only as a salted digest. */
export interface ChainedStep {
  fileId: string
  seq: number
  type: string
  at: Date
  personId: string | null
  postId: string | null
  body: Record<string, unknown>
  personalDigest: string | null
}

/** The text that is stored beside the step and hashed. */
export const canonicalStep = (step: ChainedStep): string => canonicalJson({ ...step })

/** The text whose SHA-256 is the next link. */
export const linkOf = (previousHash: string, canonical: string): string =>
  `${previousHash}\n${canonical}`
