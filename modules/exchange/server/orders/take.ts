import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { ExchangeOrder } from '#database/types.ts'
import { dueAt } from '#kernel/clock.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import {
  changeByOrder,
  reportCase,
  withdrawByOrder,
  type IncomingReport,
} from '#modules/cases/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import type { TakenOrder } from '../../contract/index.ts'
import { readOrder } from '../../domain/mapping.ts'
import {
  caseAddressOf,
  caseWordsOf,
  changesOf,
  hasVerdict,
  isStale,
  keptOf,
  type Order,
  type OrderField,
} from '../../domain/order.ts'
import type { Link } from './links.ts'
import { fileIdsIn, notePictures } from './pictures.ts'
import { fingerprintOf, keepVerdict, type Taking } from './verdict.ts'
import { keptIn } from './kept.ts'

type Row = Selectable<ExchangeOrder>
type Fault = TakenOrder['faults'][number]
type RawOrder = Readonly<Record<string, unknown>>

/** Takes records one after the other, each for itself: one that is refused keeps none of the others out. */
export async function takeOrders(
  db: Db,
  records: readonly RawOrder[],
  taking: Taking,
): Promise<TakenOrder[]> {
  const taken: TakenOrder[] = []
  for (const record of records) taken.push(await takeOrder(db, record, taking)) // oxlint-disable-line no-await-in-loop -- in their order
  return taken
}

/**
 * Takes one record of a neighbouring system: a new order becomes a case, a changed one an event of
 * its case, a call-back a verdict of its own, a repeated one nothing. Keyed by the link and the
 * sender's number, whoever sends it and however often.
 */
export async function takeOrder(db: Db, raw: RawOrder, taking: Taking): Promise<TakenOrder> {
  const { order, externalId, faults } = readOrder(raw, taking.link.mapping)
  if (!order) return refuseOrder(db, { raw, externalId, faults }, taking)
  try {
    return await transact(db, (tx) => settleOrder(tx, order, taking))
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    const found =
      error instanceof MissingFields ? error.faults : [{ field: '', reason: error.code, value: '' }]
    return refuseOrder(db, { raw, externalId, faults: found }, taking)
  }
}

async function settleOrder(tx: Tx, order: Order, taking: Taking): Promise<TakenOrder> {
  const { link, cipher, now } = taking
  const fingerprint = fingerprintOf(order)
  const row = await lockOrder(tx, order, { ...taking, fingerprint })
  if (row.case_id === null) return openOrder(tx, { order, row, fingerprint }, taking)
  if (row.fingerprint === fingerprint || isStale(row.changed_at, order)) {
    await tx
      .updateTable('exchange.order')
      .set({ seen_at: now, times: row.times + 1, trouble: null })
      .where('district_id', '=', link.districtId)
      .where('id', '=', row.id)
      .execute()
    return answer(tx, row, row.fingerprint === fingerprint ? 'same' : 'stale')
  }
  const before = keptIn(row.fields_cipher, cipher)
  const known = { ...row, case_id: row.case_id }
  const changed = await changeOrder(tx, { order, before, row: known }, taking)
  const dueChanged = order.dueAt === undefined ? {} : { due_at: order.dueAt }
  await tx
    .updateTable('exchange.order')
    .set({
      fields_cipher: cipher.seal(JSON.stringify({ ...before, ...keptOf(order) })),
      fingerprint,
      trouble: null,
      seen_at: now,
      times: row.times + 1,
      changes: row.changes + (changed ? 1 : 0),
      ...(order.changedAt === undefined ? {} : { changed_at: order.changedAt }),
      ...dueChanged,
    })
    .where('district_id', '=', link.districtId)
    .where('id', '=', row.id)
    .execute()
  return answer(tx, row, changed ? 'changed' : 'same')
}

/** The order's row, held: made now, or by whoever sent it first. */
async function lockOrder(
  tx: Tx,
  order: Order,
  { link, cipher, now, fingerprint }: Taking & { fingerprint: string },
): Promise<Row> {
  await tx
    .insertInto('exchange.order')
    .values({
      district_id: link.districtId,
      id: randomUUID(),
      link_id: link.id,
      external_id: order.externalId,
      fields_cipher: cipher.seal(JSON.stringify(keptOf(order))),
      fingerprint,
      came_at: now,
      seen_at: now,
      times: 0,
    })
    .onConflict((c) => c.constraint('order_taken').doNothing())
    .execute()
  return tx
    .selectFrom('exchange.order')
    .selectAll()
    .where('district_id', '=', link.districtId)
    .where('link_id', '=', link.id)
    .where('external_id', '=', order.externalId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

interface Opening {
  order: Order
  row: Row
  fingerprint: string
}

/** An order that is no case yet becomes one, under the name of its link and its own number. */
async function openOrder(
  tx: Tx,
  { order, row, fingerprint }: Opening,
  taking: Taking,
): Promise<TakenOrder> {
  const { link, caller, cipher, now } = taking
  const missing = missingIn(order, link)
  if (missing.length > 0) throw new MissingFields(missing)
  const refuseUntil = order.returnUntil ?? (await windowEnd(tx, link, now))
  const communityCode = await communityIn(tx, link.districtId, order.community)
  const report = reportOf(order, link, { refuseUntil, communityCode })
  const received = await reportCase(tx, report, { cipher, caller, now })
  await tx
    .updateTable('exchange.order')
    .set({
      case_id: received.caseId,
      fields_cipher: cipher.seal(JSON.stringify(keptOf(order))),
      fingerprint,
      trouble: null,
      times: row.times + 1,
      seen_at: now,
      changed_at: order.changedAt ?? null,
      due_at: order.dueAt ?? null,
    })
    .where('district_id', '=', link.districtId)
    .where('id', '=', row.id)
    .execute()
  await notePictures(tx, { ...row, now }, order.pictures ?? [])
  await keepVerdict(tx, { order, row: { ...row, case_id: received.caseId }, again: false }, taking)
  return answer(tx, { ...row, case_id: received.caseId }, 'made')
}

function reportOf(
  order: Order,
  link: Link,
  found: { refuseUntil: string | null; communityCode: string | null },
): IncomingReport {
  const { name = null, phone = null, confidential = false, dueAt: due = null } = order
  return {
    source: `link:${link.code}`,
    clientId: order.externalId,
    channel: link.kind === 'hotline' ? 'hotline' : 'api',
    words: caseWordsOf(order),
    photos: fileIdsIn(order.pictures),
    name: order.anonymous === true ? null : name,
    phone,
    confidential,
    danger: null,
    place: pointOf(order, link),
    address: caseAddressOf(order).slice(0, 200),
    addressId: null,
    order: {
      ...found,
      dueAt: due,
      urgent: order.urgency === 'urgent' || order.urgency === 'emergency',
    },
  }
}

/** Said like a fault of a field, so that the sender and the page read both alike. */
class MissingFields extends Problem {
  readonly faults: Fault[]

  constructor(faults: Fault[]) {
    super(400, 'exchange.fields_missing')
    this.faults = faults
  }
}

function missingIn(order: Order, { mapping }: Link): Fault[] {
  if (caseWordsOf(order) !== '') return []
  return [{ field: mapping.fields.words ?? 'words', reason: 'missing', value: '' }]
}

async function windowEnd(tx: Tx, { districtId, mapping }: Link, now: Date): Promise<string | null> {
  if (!mapping.returnWindow) return null
  const calendar = await calendarOf(tx, districtId)
  const state = { startedAt: now, limit: mapping.returnWindow, pauses: [], extensions: [] }
  return dueAt({ ...state, stoppedAt: null }, calendar).dueAt?.toISOString() ?? null
}

function pointOf(order: Order, { mapping }: Link) {
  const { lon, lat } = order
  if (lon === undefined || lat === undefined) return null
  return { lon, lat, system: mapping.coordinates, method: 'address' as const }
}

const bare = (name: string) => name.replace(/(社区居委会|居委会|社区|村)$/, '')

/** The community of this name, or of this code, where there is exactly one. */
async function communityIn(
  tx: Tx,
  districtId: string,
  named: string | undefined,
): Promise<string | null> {
  if (named === undefined) return null
  const found = [...(await areaNames(tx, districtId))].filter(
    ([code, name]) => code.length === 12 && (code === named || bare(name) === bare(named)),
  )
  return found.length === 1 ? (found[0]?.[0] ?? null) : null
}

interface Changing {
  order: Order
  before: Partial<Order>
  row: Row & { case_id: string }
}

/** What a later version does to the case. Answers whether it did anything. */
async function changeOrder(
  tx: Tx,
  { order, before, row }: Changing,
  taking: Taking,
): Promise<boolean> {
  const { link, caller, now } = taking
  const by = { caseId: row.case_id, caller, now, link: link.code }
  const fields = changesOf(before, order)
  const photos = await notePictures(tx, { ...row, now }, order.pictures ?? [])
  const changed = fields.length > 0 || photos.length > 0
  if (changed) await changeByOrder(tx, { ...by, ...changeOf(order, fields, link), photos })
  const state = order.state === before.state ? undefined : order.state
  const again = order.state === 'again' && (state !== undefined || hasVerdict(order))
  const judged = await keepVerdict(tx, { order, row, again }, taking)
  if (state !== 'cancelled') return changed || judged
  await withdrawByOrder(tx, { ...by, words: order.stateWords ?? '' })
  return true
}

function changeOf(order: Order, fields: readonly OrderField[], { mapping }: Link) {
  const spoken = fields.includes('words') || fields.includes('title')
  return {
    fields: fields.map((field) => mapping.fields[field] ?? field),
    words: spoken ? caseWordsOf(order) : '',
    ...(fields.includes('dueAt') ? { dueAt: dateOf(order.dueAt) } : {}),
    ...(fields.includes('returnUntil') ? { refuseUntil: dateOf(order.returnUntil) } : {}),
  }
}

const dateOf = (text: string | undefined) => (text === undefined ? null : new Date(text))

async function answer(tx: Tx, row: Row, result: TakenOrder['result']): Promise<TakenOrder> {
  const kase = await tx
    .selectFrom('cases.v_placed_case')
    .select(['number', 'short_code'])
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.case_id)
    .executeTakeFirst()
  return {
    externalId: row.external_id,
    result,
    caseId: row.case_id,
    caseNumber: kase?.number ?? null,
    shortCode: kase?.short_code ?? null,
    faults: [],
  }
}

interface Refusing {
  raw: RawOrder
  externalId: string | null
  faults: Fault[]
}

const MOST_RAW = 60_000

/** What could not be taken is kept with its reason, so that nobody has to look for it in a log. */
async function refuseOrder(
  db: Db,
  { raw, externalId, faults }: Refusing,
  { link, cipher, now }: Taking,
): Promise<TakenOrder> {
  const none = { caseId: null, caseNumber: null, shortCode: null }
  if (externalId === null) return { externalId, result: 'refused', ...none, faults }
  const trouble = JSON.stringify(faults.slice(0, 40))
  const kept = JSON.stringify(raw)
  await db
    .insertInto('exchange.order')
    .values({
      district_id: link.districtId,
      id: randomUUID(),
      link_id: link.id,
      external_id: externalId,
      fields_cipher: cipher.seal(JSON.stringify({ raw: kept.slice(0, MOST_RAW) })),
      fingerprint: '',
      trouble,
      came_at: now,
      seen_at: now,
    })
    .onConflict((c) =>
      c.constraint('order_taken').doUpdateSet((eb) => ({
        trouble,
        seen_at: now,
        times: eb('exchange.order.times', '+', 1),
      })),
    )
    .execute()
  return { externalId, result: 'refused', ...none, faults }
}
