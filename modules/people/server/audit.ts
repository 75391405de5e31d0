import { randomUUID } from 'node:crypto'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'

export interface AuditInput {
  /** `module.what_was_done`; its words are `act.<that>`. */
  act: string
  subjectKind?: string
  subjectId?: string
  /** Never personal data: the log outlives it. */
  details?: Record<string, unknown>
  at: Date
}

/** Writes who did what, in the transaction of the doing. */
export async function audit(tx: Tx | Db, caller: Caller, entry: AuditInput): Promise<void> {
  await tx
    .insertInto('people.audit')
    .values({
      district_id: caller.districtId,
      id: randomUUID(),
      at: entry.at,
      act: entry.act,
      person_id: caller.personId,
      post_id: caller.viewing?.ownPostId ?? caller.postId,
      organisation_id: caller.organisationId,
      client_id: caller.client?.id ?? null,
      subject_kind: entry.subjectKind ?? null,
      subject_id: entry.subjectId ?? null,
      ip: caller.ip === '' ? null : caller.ip,
      details: JSON.stringify({
        ...entry.details,
        ...(caller.viewing && { viewingPostId: caller.postId }),
      }),
    })
    .execute()
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

/**
 * Takes a change that a module below this one told (`places.changed`) into the log. Told twice, it is
 * written once.
 */
export async function auditFact(db: Db, fact: Fact): Promise<void> {
  const { body } = fact
  await db
    .insertInto('people.audit')
    .values({
      district_id: fact.districtId,
      id: fact.key,
      at: new Date(fact.at),
      act: text(body['act']) ?? fact.type,
      person_id: text(body['personId']),
      post_id: text(body['postId']),
      organisation_id: text(body['organisationId']),
      subject_kind: text(body['subjectKind']),
      subject_id: text(body['subjectId']),
      ip: text(body['ip']),
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .execute()
}
