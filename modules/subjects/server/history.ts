import { nameOf } from '#modules/people/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { ChangeView } from '../contract/shapes.ts'
import type { Source } from '../domain/subject.ts'
import type { Acting } from './acting.ts'

export interface Change {
  subjectId: string
  act: ChangeView['act']
  source: Source
  fields: ChangeView['fields']
}

/** The next version of a locked subject, and the row that tells of it. Answers the version. */
export async function record(
  tx: Tx,
  { caller, now }: Pick<Acting, 'caller' | 'now'>,
  { subjectId, act, source, fields }: Change,
): Promise<number> {
  const { districtId } = caller
  const last = await tx
    .selectFrom('subjects.change')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('district_id', '=', districtId)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst()
  const seq = (last?.seq ?? 0) + 1
  await tx
    .insertInto('subjects.change')
    .values({
      district_id: districtId,
      subject_id: subjectId,
      seq,
      act,
      at: now,
      person_id: caller.personId,
      post_id: caller.postId,
      source,
      fields: JSON.stringify(fields),
    })
    .execute()
  await tx
    .updateTable('subjects.subject')
    .set({ version: seq, changed_at: now })
    .where('district_id', '=', districtId)
    .where('id', '=', subjectId)
    .execute()
  return seq
}

/** The changes of a subject after a version, newest first, at most a hundred. */
export async function historyOf(
  db: Db,
  districtId: string,
  subjectId: string,
  since = 0,
): Promise<ChangeView[]> {
  const rows = await db
    .selectFrom('subjects.change')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('subject_id', '=', subjectId)
    .where('seq', '>', since)
    .orderBy('seq', 'desc')
    .limit(100)
    .execute()
  const { persons } = await nameOf(db, districtId, {
    personIds: rows.flatMap((row) => (row.person_id ? [row.person_id] : [])),
  })
  return rows.map((row) =>
    ChangeView.parse({
      seq: row.seq,
      act: row.act,
      at: row.at.toISOString(),
      by: persons.get(row.person_id ?? '') ?? null,
      source: row.source,
      fields: row.fields,
    }),
  )
}
