import { canonicalJson } from '#kernel/canonical-json.ts'

/** What the hash of an event covers. Personal fields are in it only as a salted digest. */
export interface Chained {
  caseId: string
  seq: number
  type: string
  at: Date
  personId: string | null
  postId: string | null
  organisationId: string | null
  body: Record<string, unknown>
  personalDigest: string | null
}

/** The text that is stored beside the event and hashed: what stands there is what was hashed. */
export function canonicalEvent(event: Chained): string {
  return canonicalJson({ ...event })
}

/** The text whose SHA-256 is the next link: the link before it, a line feed, the event's text. */
export function linkText(previousHash: string, canonical: string): string {
  return `${previousHash}\n${canonical}`
}
