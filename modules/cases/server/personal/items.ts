import { sql } from 'kysely'
import { forgetOriginals } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import { mendFault, type PersonalField } from '../../domain/personal.ts'
import { foundElsewhere } from './elsewhere.ts'
import { foundOf, reportsOf } from './found.ts'
import { digits, lock, note, rowOf, update, type Row, type Step, type Tools } from './steps.ts'
import { wantedOf } from './requests.ts'
import { eraseWords } from './forgetting.ts'

interface ItemStep extends Step {
  reportId: string
  field: PersonalField
}

/** The item of a report that the request really is about; 404 for anybody else's. */
async function itemOf(
  tx: Tx,
  caller: Caller,
  { row, of, cipher }: { row: Row; of: ItemStep; cipher: Cipher },
) {
  const rows = await reportsOf(tx, caller, wantedOf(row))
  const raw = rows.find((r) => r.reportId === of.reportId)
  if (!raw) throw notFound('cases.report_not_found')
  const [report] = await foundOf(tx, [raw], { districtId: caller.districtId, cipher })
  const item = report!.items.find((i) => i.field === of.field)!
  return { raw, item }
}

async function did(
  tx: Tx,
  caller: Caller,
  {
    row,
    of,
    act,
    reason = null,
  }: { row: Row; of: ItemStep; act: 'mended' | 'erased' | 'refused'; reason?: string | null },
): Promise<void> {
  await sql`insert into cases.personal_act
      (district_id, request_id, seq, report_id, field, act, reason, by_person, at)
    select ${row.district_id}, ${row.id}, coalesce(max(seq), 0) + 1, ${of.reportId}::uuid,
      ${of.field}, ${act}, ${reason}, ${personOf(caller).personId}::uuid, ${of.now}::timestamptz
    from cases.personal_act where district_id = ${row.district_id} and request_id = ${row.id}`.execute(
    tx,
  )
  await update(tx, row, {})
  const details = { reportId: of.reportId, field: of.field }
  await note(tx, caller, { act: `cases.personal_${act}`, id: row.id, now: of.now, details })
}

/** Erases one item. Originals of pictures go after the rest is written: their loss cannot be taken back. */
export async function eraseItem(db: Db, caller: Caller, tools: Tools, of: ItemStep): Promise<void> {
  const files = await transact(db, async (tx) => {
    const row = await lock(tx, caller, { ...of, step: 'erase' })
    const { raw, item } = await itemOf(tx, caller, { row, of, cipher: tools.cipher })
    if (item.fault) throw refused(`cases.personal_${item.fault}`)
    const report = sql`district_id = ${row.district_id} and id = ${of.reportId}::uuid`
    if (of.field === 'name')
      await sql`update cases.report set name_cipher = null where ${report}`.execute(tx)
    if (of.field === 'phone')
      await sql`update cases.report set phone_cipher = null, phone_index = null where ${report}`.execute(
        tx,
      )
    if (of.field === 'words') await eraseWords(tx, row.district_id, raw.caseId)
    // What was found by a telephone must still be found while the request is open.
    if (of.field === 'phone' && row.report_id === null)
      await update(tx, row, { report_id: of.reportId, case_id: raw.caseId })
    await did(tx, caller, { row, of, act: 'erased' })
    return of.field === 'pictures' ? raw.files : []
  })
  const { districtId } = caller
  await forgetOriginals(db, tools.store, { districtId, fileIds: files, now: of.now })
}

export const mendItem = (db: Db, caller: Caller, tools: Tools, of: ItemStep & { value: string }) =>
  transact(db, async (tx) => {
    const row = await lock(tx, caller, { ...of, step: 'mend' })
    const fault = mendFault(of.field)
    if (fault) throw refused(`cases.personal_${fault}`)
    await itemOf(tx, caller, { row, of, cipher: tools.cipher })
    const { cipher } = tools
    const phone = digits(of.value)
    if (of.field === 'phone' && phone.length < 5) throw refused('cases.personal_no_phone')
    const set =
      of.field === 'name'
        ? sql`name_cipher = ${cipher.seal(of.value)}`
        : sql`phone_cipher = ${cipher.seal(phone)}, phone_index = ${cipher.blindIndex(phone)}`
    await sql`update cases.report set ${set}
      where district_id = ${row.district_id} and id = ${of.reportId}::uuid`.execute(tx)
    if (of.field === 'phone' && row.report_id === null)
      await update(tx, row, { report_id: of.reportId })
    await did(tx, caller, { row, of, act: 'mended' })
  })

export const refuseItem = (
  db: Db,
  caller: Caller,
  tools: Tools,
  of: ItemStep & { reason: string },
) =>
  transact(db, async (tx) => {
    const row = await lock(tx, caller, { ...of, step: 'refuse' })
    await itemOf(tx, caller, { row, of, cipher: tools.cipher })
    await did(tx, caller, { row, of, act: 'refused', reason: of.reason })
  })

/** Everything that was found, whole, for the person; the handing over is logged. */
export async function copyOf(db: Db, caller: Caller, id: string, { cipher, now, sources }: Tools) {
  const row = await rowOf(db, caller.districtId, id).executeTakeFirst()
  if (!row) throw notFound('cases.personal_request_not_found')
  if (row.identity_at === null || row.state === 'closed') throw refused('cases.personal_not_now')
  const rows = await reportsOf(db, caller, wantedOf(row))
  await transact(db, (tx) =>
    note(tx, caller, { act: 'cases.personal_copied', id, now, details: { reports: rows.length } }),
  )
  const reports = rows.map((r) => ({
    number: r.number,
    shortCode: r.shortCode,
    at: r.at.toISOString(),
    name: r.name_cipher && cipher.open(r.name_cipher),
    phone: r.phone_cipher && cipher.open(r.phone_cipher),
    words: r.words,
    originalText: r.original_text,
    pictures: r.files.length,
  }))
  const elsewhere = await foundElsewhere(db, caller, row, { cipher, now, sources, clear: true })
  return { reports, elsewhere }
}

/** Why and since when the personal data of a case is kept as evidence; null where it is not. */
export async function holdOf(
  db: Db,
  districtId: string,
  caseId: string,
): Promise<{ reason: string; at: string } | null> {
  const row = await db
    .selectFrom('cases.personal_hold')
    .select(['reason', 'at'])
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return row ? { reason: row.reason, at: row.at.toISOString() } : null
}

/** Keeps the personal data of a case as evidence, or lets it go. */
export const holdCase = (
  db: Db,
  caller: Caller,
  { caseId, reason, now }: { caseId: string; reason: string | null; now: Date },
) =>
  transact(db, async (tx) => {
    const { personId } = personOf(caller)
    const kase = { district_id: caller.districtId, case_id: caseId }
    const known = await tx
      .selectFrom('cases.case')
      .select('id')
      .where('district_id', '=', caller.districtId)
      .where('id', '=', caseId)
      .executeTakeFirst()
    if (!known) throw notFound('cases.case_not_found')
    await tx
      .deleteFrom('cases.personal_hold')
      .where((eb) => eb.and(kase))
      .execute()
    if (reason !== null)
      await tx
        .insertInto('cases.personal_hold')
        .values({ ...kase, reason, by_person: personId, at: now })
        .execute()
    await audit(tx, caller, {
      act: reason === null ? 'cases.personal_let_go' : 'cases.personal_held',
      subjectKind: 'case',
      subjectId: caseId,
      ...(reason !== null && { details: { reason } }),
      at: now,
    })
  })
