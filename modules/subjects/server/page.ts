import type { Selectable } from 'kysely'
import type { SubjectsSubject } from '#database/types.ts'
import { audit, nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { SubjectBrief, SubjectPage } from '../contract/shapes.ts'
import type { SealedField } from '../domain/subject.ts'
import type { Acting } from './acting.ts'
import { briefOf, subjectBriefs } from './brief.ts'
import { historyOf } from './history.ts'
import { rowsOf } from './list.ts'
import { relationsOf } from './relations.ts'
import { visibleTo } from './scope.ts'
import { sealedOf, shownPhone } from './sealed.ts'

type Row = Selectable<SubjectsSubject>

/** The row an id leads to, where the caller sees it; undefined otherwise. */
async function rootOf(db: Db, caller: Caller, id: string): Promise<Row | undefined> {
  return db
    .selectFrom('subjects.subject as asked')
    .innerJoin('subjects.subject as s', (j) =>
      j.onRef('s.district_id', '=', 'asked.district_id').onRef('s.id', '=', 'asked.root_id'),
    )
    .selectAll('s')
    .where('asked.district_id', '=', caller.districtId)
    .where('asked.id', '=', id)
    .where(visibleTo(caller))
    .executeTakeFirst()
}

/**
 * A subject that the caller sees, by its id or that of an entry joined to it; 404 otherwise. For modules
 * above: whoever begins something with a subject asks here first.
 */
export async function findSubject(db: Db, caller: Caller, id: string): Promise<SubjectBrief> {
  const row = await rootOf(db, caller, id)
  if (!row) throw notFound('subjects.subject_not_found')
  return briefOf(row)
}

/** One subject with everything that is known of it, nothing personal in clear. */
export async function subjectPage(db: Db, acting: Acting, id: string): Promise<SubjectPage> {
  const { caller, cipher } = acting
  const { districtId } = caller
  const row = await rootOf(db, caller, id)
  if (!row) throw notFound('subjects.subject_not_found')
  const joined = await joinedTo(db, acting, row.id)
  const ids = [row.id, ...joined.map(({ subject }) => subject.id)]
  const [[shown], sealed, relations, history, provenance] = await Promise.all([
    rowsOf(db, { districtId, cipher }, [row]),
    sealedOf(db, districtId, [row.id]),
    relationsOf(db, acting, ids),
    historyOf(db, districtId, row.id),
    provenanceOf(db, districtId, row.id),
  ])
  if (!shown) throw notFound('subjects.subject_not_found')
  const { details } = shown
  const buildingId = details.kind === 'dwelling' ? details.buildingId : null
  const buildings = await subjectBriefs(db, districtId, buildingId === null ? [] : [buildingId])
  return {
    ...shown,
    addressId: row.address_id,
    note: row.note,
    hasIdentity: sealed.get(row.id)?.has('identity') ?? false,
    building: buildings.get(buildingId ?? '') ?? null,
    createdAt: row.created_at.toISOString(),
    provenance,
    relations,
    history,
    joined,
    allowed: allowedTo(caller, {
      contact: (sealed.get(row.id)?.size ?? 0) > 0,
      joined: joined.length > 0,
    }),
  }
}

function allowedTo({ verbs }: Caller, of: { contact: boolean; joined: boolean }) {
  const allowed: SubjectPage['allowed'] = []
  if (verbs.has('subjects.edit')) allowed.push('mend', 'relate')
  if (verbs.has('subjects.keep')) allowed.push('merge')
  if (verbs.has('subjects.keep') && of.joined) allowed.push('undo_merge')
  if (verbs.has('subjects.see_contact') && of.contact) allowed.push('see_contact')
  return allowed
}

/** Entries that lead here; one that is sensitive only for whoever may look at contacts. */
async function joinedTo(db: Db, { caller, cipher }: Acting, id: string) {
  const { districtId, verbs } = caller
  const rows = await db
    .selectFrom('subjects.subject as s')
    .innerJoin('subjects.merge as m', (j) =>
      j
        .onRef('m.district_id', '=', 's.district_id')
        .onRef('m.gone_id', '=', 's.id')
        .on('m.undone_at', 'is', null),
    )
    .selectAll('s')
    .select(['m.id as merge_id', 'm.reason', 'm.merged_at', 'm.merged_by'])
    .where('s.district_id', '=', districtId)
    .where('s.root_id', '=', id)
    .where('s.merged_into', 'is not', null)
    .$if(!verbs.has('subjects.see_contact'), (q) => q.where('s.class', '<>', 'sensitive'))
    .orderBy('m.merged_at')
    .execute()
  const { persons } = await nameOf(db, districtId, { personIds: rows.map((row) => row.merged_by) })
  const sealed = await sealedOf(
    db,
    districtId,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    mergeId: row.merge_id,
    subject: briefOf(row),
    phone: shownPhone(cipher, sealed.get(row.id)),
    reason: row.reason,
    at: row.merged_at.toISOString(),
    by: persons.get(row.merged_by) ?? null,
  }))
}

async function provenanceOf(db: Db, districtId: string, subjectId: string) {
  const rows = await db
    .selectFrom('subjects.provenance')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('subject_id', '=', subjectId)
    .orderBy('field')
    .execute()
  const { persons } = await nameOf(db, districtId, {
    personIds: rows.flatMap((row) => (row.person_id ? [row.person_id] : [])),
  })
  return rows.map((row) => ({
    field: row.field,
    source: row.source,
    at: row.at.toISOString(),
    by: persons.get(row.person_id ?? '') ?? null,
  }))
}

/**
 * A look at what is sealed, written into the log with its reason and which fields were asked. Whoever
 * does not see the subject, or may not look, leaves no trace of a look.
 */
export function seeContact(
  db: Db,
  { caller, now, cipher }: Acting,
  look: { subjectId: string; fields: readonly SealedField[]; reason: string },
): Promise<Record<SealedField, string | null>> {
  return transact(db, async (tx) => {
    const row = caller.verbs.has('subjects.see_contact')
      ? await rootOf(tx, caller, look.subjectId)
      : undefined
    if (!row) throw notFound('subjects.subject_not_found')
    const sealed = (await sealedOf(tx, caller.districtId, [row.id])).get(row.id)
    await audit(tx, caller, {
      act: 'subjects.contact_seen',
      subjectKind: 'subject',
      subjectId: row.id,
      details: { reason: look.reason, fields: [...look.fields] },
      at: now,
    })
    const open = (field: SealedField) => {
      const kept = look.fields.includes(field) ? sealed?.get(field) : undefined
      return kept ? cipher.open(kept.cipher) : null
    }
    return { name: open('name'), phone: open('phone'), identity: open('identity') }
  })
}
