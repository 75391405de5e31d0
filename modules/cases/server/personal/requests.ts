import { masked, nameOf } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, notFound } from '#platform/server/problem.ts'
import type { RequestPage, RequestRow } from '../../contract/personal.ts'
import {
  ANSWER_DAYS,
  personalFields,
  requestSteps,
  type PersonalField,
  type RequestKind,
} from '../../domain/personal.ts'
import { findFollowed } from '../follow.ts'
import {
  digits,
  kindOf,
  lock,
  note,
  rowOf,
  update,
  type Row,
  type Step,
  type Tools,
} from './steps.ts'
import { actsElsewhere, foundElsewhere } from './elsewhere.ts'
import { foundOf, reportsOf } from './found.ts'

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

/** A request; what was found is shown once it is known whose it is, and each such look is logged. */
export async function requestPage(
  db: Db,
  caller: Caller,
  id: string,
  { cipher, now, sources }: Pick<Tools, 'cipher' | 'now' | 'sources'>,
): Promise<RequestPage> {
  const { districtId } = caller
  const row = await rowOf(db, districtId, id).executeTakeFirst()
  if (!row) throw notFound('cases.personal_request_not_found')
  const acts = await db
    .selectFrom('cases.personal_act')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('request_id', '=', id)
    .where('source', '=', 'cases')
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
      reportId: a.report_id ?? '',
      field: fieldOf(a.field),
      act: a.act === 'mended' || a.act === 'erased' ? a.act : 'refused',
      reason: a.reason,
      by: persons.get(a.by_person) ?? '',
      at: a.at.toISOString(),
    })),
    elsewhere: identified ? await foundElsewhere(db, caller, row, { cipher, now, sources }) : [],
    otherActs: await actsElsewhere(db, row),
    answer: row.answer,
    allowed: requestSteps({ state: view.state, kind: view.kind, identified }),
  }
}

const fieldOf = (field: string): PersonalField => personalFields.find((f) => f === field) ?? 'words'
/** Under what its reports are found. */
export const wantedOf = (row: Row) => ({ phoneIndex: row.phone_index, reportId: row.report_id })

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
