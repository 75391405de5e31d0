import { audit, nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import type { RevisionView, Subject } from '../contract/index.ts'

/** Who edits, when and why. */
export interface Editing {
  caller: Caller
  reason: string
  now: Date
}

interface Change {
  subject: Subject
  key: string
  version: number
  before: object | null
  after: object
}

/** Writes what was changed and the audit of it: no edit of the catalogue goes without both. */
export async function recordChange(tx: Tx, editing: Editing, change: Change): Promise<void> {
  const { caller, now, reason } = editing
  const { subject, key, version } = change
  await tx
    .insertInto('catalogue.revision')
    .values({
      district_id: caller.districtId,
      subject,
      key,
      version,
      before: change.before && JSON.stringify(change.before),
      after: JSON.stringify(change.after),
      by_person: caller.personId,
      by_post: caller.postId,
      at: now,
      reason,
    })
    .execute()
  await audit(tx, caller, {
    act: `catalogue.${subject}_edited`,
    subjectKind: subject,
    subjectId: key,
    details: { version, reason },
    at: now,
  })
}

/** Who stands behind these ids, as far as they are still known. */
export async function namesOf(
  db: Db,
  districtId: string,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const personIds = ids.filter((id) => id !== null)
  return (await nameOf(db, districtId, { personIds })).persons
}

export const nameIn = (names: Map<string, string>, id: string | null): string | null =>
  id === null ? null : (names.get(id) ?? null)

/** The last changes of one thing, newest first. */
export async function historyOf(
  db: Db,
  districtId: string,
  subject: Subject,
  key: string,
): Promise<RevisionView[]> {
  const rows = await db
    .selectFrom('catalogue.revision')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('subject', '=', subject)
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()
  const names = await namesOf(
    db,
    districtId,
    rows.map((r) => r.by_person),
  )
  return rows.map((row) => ({
    version: row.version,
    before: row.before,
    after: row.after,
    byPerson: row.by_person,
    by: nameIn(names, row.by_person),
    byPost: row.by_post,
    at: row.at.toISOString(),
    reason: row.reason,
  }))
}

/**
 * Ends in 409 unless the editor saw the last word: `base` null means that nothing is there yet.
 * Answers the version that the edit makes.
 */
export async function nextVersion(
  tx: Tx,
  at: { districtId: string; subject: Subject; key: string },
  present: number | undefined,
  base: number | null,
): Promise<number> {
  if (present === undefined && base === null) return 0
  if (present !== undefined && base === null) throw refused('catalogue.code_taken')
  if (present !== undefined && present === base) return present + 1
  const since = await historyOf(tx, at.districtId, at.subject, at.key)
  throw refused('catalogue.out_of_date', {
    version: present ?? null,
    since: since.filter((r) => r.version > (base ?? 0)),
  })
}
