import { audit } from '#modules/people/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import { SubjectInput } from '../contract/shapes.ts'
import type { Details } from '../domain/subject.ts'
import type { Acting } from './acting.ts'
import { kindOf } from './brief.ts'
import { readDetails, writeDetails } from './details.ts'
import { historyOf, record } from './history.ts'
import { likeOnes } from './likeness.ts'
import { changedFields, columnsOf, plainOf, type Given, type Row, type Work } from './columns.ts'
import { tidiedInput } from './tidied-input.ts'
import { codeOf, placed } from './place.ts'
import { mayEnterAt, visibleTo } from './scope.ts'
import { writeSealed } from './sealed.ts'

/** A subject in the caller's sight, locked; 404 otherwise. */
export async function lockSubject(
  tx: Tx,
  acting: Pick<Acting, 'caller'>,
  id: string,
): Promise<Row> {
  const row = await tx
    .selectFrom('subjects.subject as s')
    .selectAll()
    .where('s.id', '=', id)
    .where(visibleTo(acting.caller))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('subjects.subject_not_found')
  return row
}

/**
 * Enters a subject under its client-made id, or mends it: what is left out stays, every field that
 * changed is told with before and after, and keeps where it came from. The same again changes nothing;
 * an old version is 409 with the changes since. A second entry with a number that only one thing has
 * is refused unless it is said to be another (`differentFrom`).
 */
export async function saveSubject(
  db: Db,
  acting: Acting,
  input: SubjectInput,
): Promise<{ id: string; version: number }> {
  const given = tidiedInput(SubjectInput.parse(input))
  return transact(db, async (tx) => {
    const place = await placed(tx, acting.caller.districtId, given.place)
    if (!mayEnterAt(acting.caller, codeOf(place))) throw forbidden('subjects.outside_scope')
    await refuseBuilding(tx, acting, given.details)
    const exists = await tx
      .selectFrom('subjects.subject')
      .select('id')
      .where('district_id', '=', acting.caller.districtId)
      .where('id', '=', given.id)
      .executeTakeFirst()
    if (exists) return mend(tx, acting, { given, place })
    return make(tx, acting, { given, place })
  })
}

async function refuseBuilding(tx: Tx, acting: Acting, details: Details): Promise<void> {
  if (details.kind !== 'dwelling' || details.buildingId === null) return
  const row = await lockSubject(tx, acting, details.buildingId)
  if (row.kind !== 'building') throw invalid('subjects.no_building')
}

async function make(tx: Tx, acting: Acting, work: Work) {
  const { caller, now, cipher } = acting
  const { given } = work
  const { districtId } = caller
  if (given.baseVersion !== null) throw notFound('subjects.subject_not_found')
  await refuseKnown(tx, acting, work)
  const columns = columnsOf(work, undefined)
  const made = await tx
    .insertInto('subjects.subject')
    .values({
      district_id: districtId,
      id: given.id,
      root_id: given.id,
      kind: given.details.kind,
      created_at: now,
      changed_at: now,
      ...columns,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  // The same was sent twice at once, and the other was faster.
  if (!made) return mend(tx, acting, work)
  await writeDetails(tx, { districtId, subjectId: given.id }, given.details)
  const sealed = await writeSealed(tx, cipher, { districtId, subjectId: given.id }, sealedIn(given))
  const fields = changedFields({}, plainOf(columns, given.details))
  return finish(tx, acting, { given, act: 'made', fields, sealed })
}

/** A person's own name is sealed; the others' stand in the row. */
const sealedIn = ({ name, phone, identity, details }: Given) => ({
  ...(details.kind === 'person' && name ? { name } : {}),
  phone,
  identity,
})

async function refuseKnown(tx: Tx, acting: Acting, { given, place }: Work): Promise<void> {
  const like = await likeOnes(tx, acting, {
    id: given.id,
    name: given.name ?? '',
    addressText: place.addressText,
    addressId: place.addressId,
    phone: '',
    identity: given.identity ?? '',
    details: given.details,
  })
  const known = like.filter(
    ({ sure, subject }) => sure && !given.differentFrom.includes(subject.id),
  )
  if (known.length > 0) throw refused('subjects.looks_known', { like: known })
}

async function mend(tx: Tx, acting: Acting, work: Work) {
  const { caller, cipher } = acting
  const { given } = work
  const { districtId } = caller
  const before = await lockSubject(tx, acting, given.id)
  if (before.kind !== given.details.kind) throw invalid('subjects.kind_stays')
  if (before.merged_into !== null) throw refused('subjects.joined_elsewhere')
  const kept = (await readDetails(tx, districtId, [{ id: given.id, kind: kindOf(before) }])).get(
    given.id,
  )
  const columns = columnsOf(work, before)
  const fields = changedFields(
    plainOf(before, kept ?? given.details),
    plainOf(columns, given.details),
  )
  // A text that stays while it comes to stand for an address of the register is a change as well.
  const linked = before.address_id !== columns.address_id
  if (linked && !fields.some((f) => f.field === 'place'))
    fields.push({ field: 'place', before: before.address_text, after: columns.address_text })
  const at = { districtId, subjectId: given.id }
  const sealed = await writeSealed(tx, cipher, at, sealedIn(given))
  if (fields.length === 0 && sealed.length === 0) return { id: given.id, version: before.version }
  if (given.baseVersion !== before.version)
    throw refused('subjects.out_of_date', {
      version: before.version,
      changes: await historyOf(tx, districtId, given.id, given.baseVersion ?? 0),
    })
  await tx
    .updateTable('subjects.subject')
    .set(columns)
    .where('district_id', '=', districtId)
    .where('id', '=', given.id)
    .execute()
  await writeDetails(tx, at, given.details)
  return finish(tx, acting, { given, act: 'mended', fields, sealed })
}

interface Finish {
  given: Given
  act: 'made' | 'mended'
  fields: { field: string; before: string; after: string }[]
  sealed: string[]
}

/** The same in every case: provenance, the row of the history, the log. */
async function finish(tx: Tx, acting: Acting, { given, act, fields, sealed }: Finish) {
  const { caller, now } = acting
  const told = [...new Set([...fields.map((f) => f.field), ...sealed])]
  if (told.length > 0)
    await tx
      .insertInto('subjects.provenance')
      .values(
        told.map((field) => ({
          district_id: caller.districtId,
          subject_id: given.id,
          field,
          source: given.source,
          at: now,
          person_id: caller.personId,
        })),
      )
      .onConflict((c) =>
        c.columns(['district_id', 'subject_id', 'field']).doUpdateSet((eb) => ({
          source: eb.ref('excluded.source'),
          at: eb.ref('excluded.at'),
          person_id: eb.ref('excluded.person_id'),
        })),
      )
      .execute()
  const version = await record(tx, acting, {
    subjectId: given.id,
    act,
    source: given.source,
    fields: [
      ...fields,
      ...sealed
        .filter((field) => !fields.some((f) => f.field === field))
        .map((field) => ({ field, before: '', after: '' })),
    ],
  })
  await audit(tx, caller, {
    act: act === 'made' ? 'subjects.made' : 'subjects.mended',
    subjectKind: 'subject',
    subjectId: given.id,
    details: { kind: given.details.kind, fields: told },
    at: now,
  })
  return { id: given.id, version }
}
