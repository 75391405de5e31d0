import { canonicalJson } from './canonical-json.ts'

/** SHA-256 in hex, handed in: the kernel computes nothing that a machine brings. */
export type Hash = (text: string) => string

/** What a link of a chain says; `named` are the ids it covers, by the names they have there. */
export interface Told {
  seq: number
  type: string
  at: Date
  body: Record<string, unknown>
  named: Record<string, string | null>
}

/** Names and words: beside the chain, in it only as a salted digest, so that they can be erased. */
export interface Beside {
  personal: unknown
  salt: string | null
}

/** The text that is stored beside a link and hashed: what stands there is what was hashed. */
export function makeLink(
  { named, ...told }: Told,
  beside: Beside | null,
  previousHash: string,
  hash: Hash,
): { canonical: string; hash: string } {
  const personalDigest = beside ? digestOf(beside, hash) : null
  const canonical = canonicalJson({ ...named, ...told, personalDigest })
  return { canonical, hash: nextHash(previousHash, canonical, hash) }
}

const digestOf = ({ personal, salt }: Beside, hash: Hash) =>
  hash(`${salt}${canonicalJson(personal)}`)

/** The link before it, a line feed, the link's text. */
const nextHash = (previous: string, canonical: string, hash: Hash) =>
  hash(`${previous}\n${canonical}`)

/** A link as it is stored. */
export interface Link extends Beside {
  seq: number
  type: string
  body: unknown
  canonical: string
  hash: string
}

/** Walks a chain against the head kept elsewhere: the first link that is not as it was written, if any. */
export function walkLinks(
  head: { head_hash: string; version: number } | undefined,
  links: readonly Link[],
  hash: Hash,
): { intact: boolean; brokenAt: number | null } {
  let previous = ''
  for (const [index, link] of links.entries()) {
    if (link.seq !== index + 1 || !isAsWritten(link, previous, hash))
      return { intact: false, brokenAt: index + 1 }
    previous = link.hash
  }
  const intact = previous === head?.head_hash && links.length === head.version
  return { intact, brokenAt: intact ? null : links.length + 1 }
}

/** Whether the columns of a link still say what was hashed; what was erased says nothing. */
function isAsWritten(link: Link, previous: string, hash: Hash): boolean {
  const told = JSON.parse(link.canonical) as Record<'body' | 'type' | 'personalDigest', unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by makeLink
  const digest = link.personal ? digestOf(link, hash) : told.personalDigest
  return (
    link.hash === nextHash(previous, link.canonical, hash) &&
    told.type === link.type &&
    canonicalJson(told.body) === canonicalJson(link.body) &&
    digest === told.personalDigest
  )
}
