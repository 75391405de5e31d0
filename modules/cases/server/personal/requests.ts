import { sql, type Selectable } from 'kysely'
import type { CasesPersonalRequest } from '#database/types.ts'
import { forgetOriginals, type FileStore } from '#modules/files/server/index.ts'
import { audit, nameOf } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import type { RequestPage, RequestRow } from '../../contract/personal.ts'
import {
  ANSWER_DAYS,
  mendFault,
  personalFields,
  requestKinds,
  requestSteps,
  type PersonalField,
  type RequestKind,
  type RequestStep,
} from '../../domain/personal.ts'
import { findFollowed } from '../follow.ts'
import { foundOf, masked, reportsOf } from './found.ts'
import { eraseWords } from './retention.ts'

export interface Tools {
  cipher: Cipher
  store: FileStore
  now: Date
}

type Row = Selectable<CasesPersonalRequest>

const kindOf = (row: Row): RequestKind => requestKinds.find((k) => k === row.kind) ?? 'see'
const digits = (phone: string) => phone.replaceAll(/[^0-9+]/g, '')
const dueAt = (now: Date) => new Date(now.getTime() + ANSWER_DAYS * 86_400_000)

export interface DeskRequest {
  id: string
  kind: RequestKind
  name: string
  phone: string
  words: string
}

/** Takes a request at the desk; sent twice it is one. */
export async function takeRequest(
  db: Db,
  caller: Caller,
  { cipher, now }: Tools,
  body: DeskRequest,
) {
  const { personId } = personOf(caller)
  const phone = digits(body.phone)
  await transact(db, async (tx) => {
    const made = await insert(tx, {
      district_id: caller.districtId,
      id: body.id,
      kind: body.kind,
      way: 'desk',
      name_cipher: cipher.seal(body.name),
      phone_cipher: cipher.seal(phone),
      phone_index: cipher.blindIndex(phone),
      words: body.words,
      asked_at: now,
      due_at: dueAt(now),
      taken_by: personId,
    })
    if (made) await note(tx, caller, { act: 'cases.personal_asked', id: body.id, now })
  })
}

type NewRequest = Parameters<ReturnType<typeof insertInto>['values']>[0]
const insertInto = (tx: Tx) => tx.insertInto('cases.personal_request')

async function insert(tx: Tx, values: NewRequest): Promise<boolean> {
  const made = await insertInto(tx)
    .values(values)
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

const note = (
  tx: Tx,
  caller: Caller,
  of: { act: `cases.personal_${string}`; id: string; now: Date; details?: Record<string, unknown> },
) =>
  audit(tx, caller, {
    act: of.act,
    subjectKind: 'personal_request',
    subjectId: of.id,
    ...(of.details && { details: of.details }),
    at: of.now,
  })

export interface OwnRequest {
  shortCode: string
  key: string
  id: string
  kind: RequestKind
  words: string
}

/** Takes a request from the reporter's own page: the key names the report, nothing else is shown by it. */
export async function askWithKey(db: Db, caller: Caller, { cipher, now }: Tools, body: OwnRequest) {
  const { row, opened } = await findFollowed(db, { caller, cipher, now, ...body })
  if (opened.level !== 'own') throw forbidden('cases.only_the_reporter')
  return transact(db, async (tx) => {
    const report = await tx
      .selectFrom('cases.report')
      .select(['name_cipher', 'phone_cipher', 'phone_index'])
      .where('district_id', '=', row.district_id)
      .where('id', '=', opened.reportId)
      .where('case_id', '=', row.id)
      .executeTakeFirst()
    if (!report) throw notFound('cases.case_not_found')
    // One report asks for one thing once at a time, however often the button is pressed.
    const open = await tx
      .selectFrom('cases.personal_request')
      .select('due_at')
      .where('district_id', '=', row.district_id)
      .where('report_id', '=', opened.reportId)
      .where('kind', '=', body.kind)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (open) return { dueAt: open.due_at.toISOString() }
    const due = dueAt(now)
    await insert(tx, {
      district_id: row.district_id,
      id: body.id,
      kind: body.kind,
      way: 'follow',
      ...report,
      case_id: row.id,
      report_id: opened.reportId,
      words: body.words,
      asked_at: now,
      due_at: due,
    })
    await note(tx, caller, { act: 'cases.personal_asked', id: body.id, now })
    return { dueAt: due.toISOString() }
  })
}

const rowView = (row: Row, { cipher, now }: Pick<Tools, 'cipher' | 'now'>): RequestRow => ({
  id: row.id,
  kind: kindOf(row),
  way: row.way === 'follow' ? 'follow' : 'desk',
  state: row.state === 'closed' ? 'closed' : 'open',
  name: row.name_cipher && cipher.open(row.name_cipher),
  phone: row.phone_cipher && masked(cipher.open(row.phone_cipher)),
  askedAt: row.asked_at.toISOString(),
  dueAt: row.due_at.toISOString(),
  late: row.state === 'open' && row.due_at < now,
  closedAt: row.closed_at?.toISOString() ?? null,
  version: row.version,
})

export async function listRequests(
  db: Db,
  districtId: string,
  { state, ...tools }: { state: 'open' | 'closed' } & Pick<Tools, 'cipher' | 'now'>,
): Promise<RequestRow[]> {
  const rows = await db
    .selectFrom('cases.personal_request')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('state', '=', state)
    .orderBy(state === 'open' ? 'due_at' : 'closed_at', state === 'open' ? 'asc' : 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map((row) => rowView(row, tools))
}

const rowOf = (db: Db, districtId: string, id: string) =>
  db
    .selectFrom('cases.personal_request')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', id)

/** A request; what was found is shown once it is known whose it is, and each such look is logged. */
export async function requestPage(
  db: Db,
  caller: Caller,
  id: string,
  { cipher, now }: Pick<Tools, 'cipher' | 'now'>,
): Promise<RequestPage> {
  const { districtId } = caller
  const row = await rowOf(db, districtId, id).executeTakeFirst()
  if (!row) throw notFound('cases.personal_request_not_found')
  const acts = await db
    .selectFrom('cases.personal_act')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('request_id', '=', id)
    .orderBy('seq')
    .execute()
  const personIds = [row.identity_by, ...acts.map((a) => a.by_person)].filter((p) => p !== null)
  const { persons } = await nameOf(db, districtId, { personIds })
  const identified = row.identity_at !== null
  const rows = identified ? await reportsOf(db, caller, wantedOf(row)) : []
  if (identified && row.state === 'open')
    await transact(db, (tx) => note(tx, caller, { act: 'cases.personal_seen', id, now }))
  const view = rowView(row, { cipher, now })
  return {
    ...view,
    words: row.words,
    identity:
      row.identity_at === null
        ? null
        : {
            words: row.identity_words ?? '',
            by: persons.get(row.identity_by ?? '') ?? '',
            at: row.identity_at.toISOString(),
          },
    found: await foundOf(db, rows, { districtId, cipher }),
    acts: acts.map((a) => ({
      reportId: a.report_id,
      field: fieldOf(a.field),
      act: a.act === 'mended' || a.act === 'erased' ? a.act : 'refused',
      reason: a.reason,
      by: persons.get(a.by_person) ?? '',
      at: a.at.toISOString(),
    })),
    answer: row.answer,
    allowed: requestSteps({ state: view.state, kind: view.kind, identified }),
  }
}

const fieldOf = (field: string): PersonalField => personalFields.find((f) => f === field) ?? 'words'
const wantedOf = (row: Row) => ({ phoneIndex: row.phone_index, reportId: row.report_id })

/** Locks a request for one step; refused when it is out of date or the step is not its turn. */
async function lock(
  tx: Tx,
  caller: Caller,
  { id, step, baseVersion }: { id: string; step: RequestStep; baseVersion: number },
): Promise<Row> {
  const row = await rowOf(tx, caller.districtId, id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('cases.personal_request_not_found')
  if (row.version !== baseVersion)
    throw refused('cases.personal_out_of_date', { version: row.version })
  const state = row.state === 'closed' ? ('closed' as const) : ('open' as const)
  const steps = requestSteps({ state, kind: kindOf(row), identified: row.identity_at !== null })
  if (!steps.includes(step)) throw refused('cases.personal_not_now')
  return row
}

const update = (tx: Tx, row: Row, values: Partial<Row>) =>
  tx
    .updateTable('cases.personal_request')
    .set({ ...values, version: row.version + 1 })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()

interface Step {
  id: string
  baseVersion: number
  now: Date
}

export const checkIdentity = (db: Db, caller: Caller, of: Step & { words: string }) =>
  transact(db, async (tx) => {
    const row = await lock(tx, caller, { ...of, step: 'identity' })
    const { personId } = personOf(caller)
    await update(tx, row, {
      identity_words: of.words,
      identity_by: personId,
      identity_at: of.now,
    })
    await note(tx, caller, { act: 'cases.personal_identified', ...of })
  })

export const closeRequest = (db: Db, caller: Caller, of: Step & { answer: string }) =>
  transact(db, async (tx) => {
    const row = await lock(tx, caller, { ...of, step: 'close' })
    const { personId } = personOf(caller)
    await update(tx, row, {
      state: 'closed',
      closed_by: personId,
      closed_at: of.now,
      answer: of.answer,
    })
    await note(tx, caller, { act: 'cases.personal_closed', ...of })
  })

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
export async function copyOf(db: Db, caller: Caller, id: string, { cipher, now }: Tools) {
  const row = await rowOf(db, caller.districtId, id).executeTakeFirst()
  if (!row) throw notFound('cases.personal_request_not_found')
  if (row.identity_at === null || row.state === 'closed') throw refused('cases.personal_not_now')
  const rows = await reportsOf(db, caller, wantedOf(row))
  await transact(db, (tx) =>
    note(tx, caller, { act: 'cases.personal_copied', id, now, details: { reports: rows.length } }),
  )
  return rows.map((r) => ({
    number: r.number,
    shortCode: r.shortCode,
    at: r.at.toISOString(),
    name: r.name_cipher && cipher.open(r.name_cipher),
    phone: r.phone_cipher && cipher.open(r.phone_cipher),
    words: r.words,
    originalText: r.original_text,
    pictures: r.files.length,
  }))
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
