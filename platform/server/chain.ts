import { createHash, randomBytes } from 'node:crypto'
import { makeLink } from '#kernel/chain.ts'
import type { Caller } from './caller.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export interface NewLink {
  seq: number
  type: string
  at: Date
  caller: Caller
  body: Record<string, unknown>
  /** Names, phones and what was said: kept beside the chain, in it only as a salted digest. */
  personal?: Record<string, string> | undefined
  previousHash: string
}

const plain = (value: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- JSON of an object is an object

/** The columns of the next link of a chain; its hash covers the ids in `named`, by these names. */
export function linkColumns(link: NewLink, named: Record<string, string | null>) {
  const { seq, type, at, caller, personal } = link
  const { standsInFor } = caller
  const body = plain(standsInFor === undefined ? link.body : { ...link.body, standsInFor })
  const beside = personal ? { personal, salt: randomBytes(16).toString('hex') } : null
  const told = {
    seq,
    type,
    at,
    body,
    named: { ...named, personId: caller.personId, postId: caller.postId },
  }
  return {
    district_id: caller.districtId,
    seq,
    type,
    at,
    person_id: caller.personId,
    post_id: caller.postId,
    organisation_id: caller.organisationId,
    body: JSON.stringify(body),
    personal: beside && JSON.stringify(beside.personal),
    salt: beside && beside.salt,
    ...makeLink(told, beside, link.previousHash, sha256),
  }
}
