import { randomUUID } from 'node:crypto'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'

export type SubjectKind = 'district' | 'area' | 'address' | 'doorplate' | 'basemap'

const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

export interface Change {
  act: string
  kind: SubjectKind
  id: string
  now: Date
  before?: unknown
  after?: unknown
}

/**
 * Records a change with its values, and tells it: the audit log lies above this module, and its
 * keeper subscribes to the fact `places.changed`.
 */
export async function recordChange(tx: Tx, caller: Caller, change: Change): Promise<void> {
  const { districtId, personId } = caller
  const id = randomUUID()
  await tx
    .insertInto('places.revision')
    .values({
      district_id: districtId,
      id,
      subject_kind: change.kind,
      subject_id: change.id,
      act: change.act,
      person_id: personId,
      at: change.now,
      before: json(change.before),
      after: json(change.after),
    })
    .execute()
  await tell(tx, {
    type: 'places.changed',
    key: id,
    districtId,
    at: change.now.toISOString(),
    body: {
      act: change.act,
      subjectKind: change.kind,
      subjectId: change.id,
      personId,
      postId: caller.postId,
      organisationId: caller.organisationId,
      ip: caller.ip,
    },
  })
}

const MOST_REVISIONS = 100

/** Newest first; of one subject, or of all. */
export async function listRevisions(
  db: Db,
  districtId: string,
  filter: { kind?: SubjectKind | undefined; id?: string | undefined },
) {
  const rows = await db
    .selectFrom('places.revision')
    .selectAll()
    .where('district_id', '=', districtId)
    .$if(filter.kind !== undefined, (q) => q.where('subject_kind', '=', filter.kind!))
    .$if(filter.id !== undefined, (q) => q.where('subject_id', '=', filter.id!))
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(MOST_REVISIONS)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    subjectKind: row.subject_kind as SubjectKind, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    subjectId: row.subject_id,
    act: row.act,
    personId: row.person_id,
    at: row.at.toISOString(),
    before: row.before,
    after: row.after,
  }))
}
