import { sql } from 'kysely'
import { audit } from '#modules/people/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { maskedName } from '../domain/mask.ts'
import type { SealedField } from '../domain/subject.ts'
import type { Acting } from './acting.ts'
import type { Row } from './columns.ts'
import { record } from './history.ts'
import { lockSubject } from './save.ts'
import { visibleTo } from './scope.ts'
import { blindOf, sealedOf, shownPhone, writeSealed } from './sealed.ts'

export interface Concerned {
  phone: string | null
  known: readonly string[]
  clear: boolean
}

/** Which of these entries must be kept by law, as a module above knows it. */
export type KeptByLaw = (
  db: Db,
  districtId: string,
  subjectIds: readonly string[],
) => Promise<readonly string[]>

/** Entries under a telephone, and those named, within the caller's sight; nothing in clear is returned. */
export async function subjectsUnder(
  db: Db,
  { caller, cipher }: Acting,
  { phone, known }: Pick<Concerned, 'phone' | 'known'>,
): Promise<Row[]> {
  const blind = phone === null ? '' : blindOf(cipher, 'phone', phone)
  const { rows } = await sql<Row>`
    select s.* from subjects.subject s
    where ${visibleTo(caller)} and (s.id = any(${[...known]}::uuid[]) or exists (
      select from subjects.sealed k where k.district_id = s.district_id and k.subject_id = s.id
        and k.field = 'phone' and k.blind = ${blind}))
    order by s.created_at, s.id limit 100`.execute(db)
  return rows
}

interface Item {
  field: string
  text: string | null
  fault: 'gone' | 'law' | 'public' | null
  mayMend: boolean
}

/** What the register holds of a person, entry by entry, with what stands against erasing it. */
export async function personalEntries(
  db: Db,
  acting: Acting,
  who: Concerned,
  keptByLaw: readonly KeptByLaw[],
) {
  const { districtId } = acting.caller
  const rows = await subjectsUnder(db, acting, who)
  const ids = rows.map((row) => row.id)
  const sealed = await sealedOf(db, districtId, ids)
  const kept = new Set<string>()
  for (const keeps of keptByLaw) for (const id of await keeps(db, districtId, ids)) kept.add(id) // oxlint-disable-line no-await-in-loop -- may run in one transaction
  const { cipher } = acting
  return rows.map((row) => {
    const own = sealed.get(row.id)
    const opened = (field: SealedField) => {
      const there = own?.get(field)
      return there ? cipher.open(there.cipher) : null
    }
    const identity = opened('identity')
    const law = kept.has(row.id) ? ('law' as const) : null
    const item = (field: string, text: string | null, mayMend = true): Item => ({
      field,
      text,
      fault: text === null ? 'gone' : law,
      mayMend,
    })
    // The sign and the registered name of a business are public, and no data of a person.
    const name: Item =
      row.kind === 'person'
        ? item('name', opened('name'))
        : { field: 'name', text: row.name, fault: 'public', mayMend: false }
    return {
      id: row.id,
      label: [row.name, row.address_text].filter(Boolean).join(' '),
      at: row.created_at.toISOString(),
      items: [
        name,
        item('phone', who.clear ? opened('phone') : shownPhone(cipher, own)),
        item('identity', identity === null || who.clear ? identity : `****${identity.slice(-4)}`),
        item('note', row.note || null, false),
      ],
    }
  })
}

interface Step {
  entryId: string
  field: string
}

/** Takes one personal field of an entry away; the history says that it went, not what it was. */
export async function erasePersonalField(tx: Tx, acting: Acting, of: Step): Promise<void> {
  const row = await lockSubject(tx, acting, of.entryId)
  if (of.field === 'note') return noted(tx, acting, row, { field: 'note', set: { note: '' } })
  const field = sealable(of.field)
  const at = { districtId: row.district_id, subjectId: row.id }
  await writeSealed(tx, acting.cipher, at, { [field]: null })
  return noted(tx, acting, row, { field, set: field === 'name' ? { name: '**' } : {} })
}

/** Puts one right that the person says is wrong. */
export async function mendPersonalField(
  tx: Tx,
  acting: Acting,
  of: Step & { value: string },
): Promise<void> {
  const row = await lockSubject(tx, acting, of.entryId)
  const field = sealable(of.field)
  const at = { districtId: row.district_id, subjectId: row.id }
  await writeSealed(tx, acting.cipher, at, { [field]: of.value })
  const set = field === 'name' && row.kind === 'person' ? { name: maskedName(of.value) } : {}
  return noted(tx, acting, row, { field, set })
}

function sealable(field: string): SealedField {
  if (field === 'name' || field === 'phone' || field === 'identity') return field
  throw invalid('subjects.name_needed')
}

async function noted(
  tx: Tx,
  acting: Acting,
  row: Row,
  { field, set }: { field: string; set: { name?: string; note?: string } },
): Promise<void> {
  if (Object.keys(set).length > 0)
    await tx
      .updateTable('subjects.subject')
      .set(set)
      .where('district_id', '=', row.district_id)
      .where('id', '=', row.id)
      .execute()
  await record(tx, acting, {
    subjectId: row.id,
    act: 'mended',
    source: 'desk',
    fields: [{ field, before: '', after: '' }],
  })
  await audit(tx, acting.caller, {
    act: 'subjects.mended',
    subjectKind: 'subject',
    subjectId: row.id,
    details: { kind: row.kind, fields: [field] },
    at: acting.now,
  })
}
