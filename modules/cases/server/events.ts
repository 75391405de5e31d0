import { walkLinks, type Link } from '#kernel/chain.ts'
import { linkColumns, sha256, type NewLink } from '#platform/server/chain.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import type { EventType } from '../domain/event-types.ts'

export interface NewEvent extends NewLink {
  caseId: string
  type: EventType
}

/**
 * Appends the next link to a case's chain: its hash, which becomes the case's head, and the writing
 * of it, to be awaited with whatever is written beside it.
 */
export function appendEvent(tx: Tx, event: NewEvent): { hash: string; written: Promise<unknown> } {
  const { caseId } = event
  const columns = linkColumns(event, { caseId, organisationId: event.caller.organisationId })
  const written = tx
    .insertInto('cases.event')
    .values({ ...columns, case_id: caseId })
    .execute()
  return { hash: columns.hash, written }
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
  return walkChain(head, events)
}

/** The chain against the head that the case row keeps. */
export const walkChain = (head: Parameters<typeof walkLinks>[0], events: readonly Link[]) => ({
  events: events.length,
  ...walkLinks(head, events, sha256),
})
