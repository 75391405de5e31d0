import { createHash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { CasesEvent } from '#database/types.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { canonicalEvent, linkText } from '../domain/chain.ts'
import type { EventType } from '../domain/event-types.ts'

export interface NewEvent {
  caseId: string
  seq: number
  type: EventType
  at: Date
  caller: Caller
  body: Record<string, unknown>
  /** Names, phones and residents' words: kept beside the chain, in it only as a salted digest. */
  personal?: Record<string, string> | undefined
  previousHash: string
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const plain = (value: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- JSON of an object is an object

/**
 * Appends the next link to a case's chain: its hash, which becomes the case's head, and the writing
 * of it, to be awaited with whatever is written beside it.
 */
export function appendEvent(tx: Tx, event: NewEvent): { hash: string; written: Promise<unknown> } {
  const salt = event.personal ? randomBytes(16).toString('hex') : null
  const personalDigest = event.personal ? sha256(`${salt}${canonicalJson(event.personal)}`) : null
  const { standsInFor } = event.caller
  const body = plain(standsInFor === undefined ? event.body : { ...event.body, standsInFor })
  const canonical = canonicalEvent({
    caseId: event.caseId,
    seq: event.seq,
    type: event.type,
    at: event.at,
    personId: event.caller.personId,
    postId: event.caller.postId,
    organisationId: event.caller.organisationId,
    body,
    personalDigest,
  })
  const hash = sha256(linkText(event.previousHash, canonical))
  const written = tx
    .insertInto('cases.event')
    .values({
      district_id: event.caller.districtId,
      case_id: event.caseId,
      seq: event.seq,
      type: event.type,
      at: event.at,
      person_id: event.caller.personId,
      post_id: event.caller.postId,
      organisation_id: event.caller.organisationId,
      body: JSON.stringify(body),
      personal: event.personal ? JSON.stringify(event.personal) : null,
      salt,
      canonical,
      hash,
    })
    .execute()
  return { hash, written }
}

/** Walks the chain from its first link: the first event that is not as it was written, if any. */
export async function checkChain(db: Db, districtId: string, caseId: string) {
  const head = await db
    .selectFrom('cases.case')
    .select(['head_hash', 'version'])
    .where('district_id', '=', districtId)
    .where('id', '=', caseId)
    .executeTakeFirst()
  const events = await db
    .selectFrom('cases.event')
    .select(['seq', 'type', 'body', 'personal', 'salt', 'canonical', 'hash'])
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute()
  return walkChain(head ?? { head_hash: '', version: 0 }, events)
}

/** The chain against the head that the case row keeps. */
export function walkChain(
  head: { head_hash: string; version: number },
  events: readonly Link[],
): { events: number; intact: boolean; brokenAt: number | null } {
  let previous = ''
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1 || !isAsWritten(event, previous))
      return { events: events.length, intact: false, brokenAt: index + 1 }
    previous = event.hash
  }
  const whole = previous === head.head_hash && events.length === head.version
  return { events: events.length, intact: whole, brokenAt: whole ? null : events.length + 1 }
}

interface Told {
  body: unknown
  type: string
  personalDigest: string | null
}

export type Link = Pick<
  Selectable<CasesEvent>,
  'seq' | 'type' | 'body' | 'personal' | 'salt' | 'canonical' | 'hash'
>

/** Whether the columns of an event still say what its link said; what was erased says nothing. */
function isAsWritten(event: Link, previous: string): boolean {
  const told = JSON.parse(event.canonical) as Told // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by canonicalEvent
  const digest = event.personal
    ? sha256(`${event.salt}${canonicalJson(event.personal)}`)
    : told.personalDigest
  return (
    event.hash === sha256(linkText(previous, event.canonical)) &&
    told.type === event.type &&
    canonicalJson(told.body) === canonicalJson(event.body) &&
    digest === told.personalDigest
  )
}
