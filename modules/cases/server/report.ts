import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { shortCode } from '#kernel/short-code.ts'
import { tokensOf } from '#kernel/text-tokens.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { calendarOf, limitFor } from '#modules/catalogue/server/index.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import {
  brokenConstraint,
  together,
  transactAtOnce,
  type Db,
  type Tx,
} from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { refused } from '#platform/server/problem.ts'
import type { Channel } from '../domain/case.ts'
import { saidTimes, type Said } from '../domain/said.ts'
import { suppositionOf, type About, type Supposed } from './answers.ts'
import { newClock, saveNewClock, startClock } from './clocks.ts'
import { appendEvent, type NewEvent } from './events.ts'
import { lookKey, ownKey } from './keys.ts'
import { measureNew } from './measured.ts'
import { takeNumber } from './number.ts'
import { placeOf, type GivenPlace } from './place.ts'

/** A report from whatever channel, as it reaches the district. */
export interface IncomingReport extends GivenPlace {
  source: string
  clientId: string
  channel: Channel
  words: string
  originalText?: string | null
  photos: readonly string[]
  /** They are pictures of what it is reported from, and kept with it already. */
  photosKept?: true
  name: string | null
  phone: string | null
  confidential: boolean
  danger: string | null
  about?: About | undefined
  /** Of what lay on a phone before it could be sent; no part of what makes two sendings the same. */
  said?: Said | undefined
  /** What another system says of its order besides. */
  order?: {
    /** When it wants an answer: a clock of its own beside ours. */
    dueAt: string | null
    refuseUntil: string | null
    urgent: boolean
    /** Where no point says it; of a grid in it, where that is known. */
    communityCode: string | null
    gridCode?: string
  }
}

export interface ReportParts {
  cipher: Cipher
  caller: Caller
  now: Date
  /** Chance, for the short code. */
  newCode?: () => string
}

const chance = () => shortCode(randomBytes(8))
/** Where a district has a million cases, one code in 400 is taken; so many in a row are not. */
const MOST_CODES = 5

export interface Received {
  caseId: string
  number: string
  shortCode: string
  receivePromise: Date | null
  estimated: boolean
  ownKey: string
  lookKey: string
}

/**
 * Makes one case of one report. A repeated send (same source and client id) with the same body gets
 * the same answer; with another body it is refused 409 `cases.client_id_taken`. The case number is
 * taken last, so that the counter's row is held for the shortest time.
 */
export async function reportCase(
  db: Db,
  report: IncomingReport,
  parts: ReportParts,
): Promise<Received> {
  const { said: _, ...same } = report
  const bodyHash = createHash('sha256').update(canonicalJson(same)).digest('hex')
  for (let tries = 1; ; tries++) {
    try {
      return await transactAtOnce(db, (tx) => receive(tx, report, parts, bodyHash)) // oxlint-disable-line no-await-in-loop -- the next try only after this one
    } catch (error) {
      const broken = brokenConstraint(error)
      if (broken === 'case_short_code_unique' && tries < MOST_CODES) continue
      // The same report was sent twice at once, and the other was first.
      const first =
        broken === 'report_client_id_taken' && (await findReport(db, report, parts, bodyHash)) // oxlint-disable-line no-await-in-loop -- ends the loop
      if (!first) throw error
      return first
    }
  }
}

/** What was received under this id, or null; `bodyHash` null asks for it whatever it said. */
export async function findReport(
  db: Db,
  report: Pick<IncomingReport, 'source' | 'clientId'>,
  { caller, cipher }: Pick<ReportParts, 'caller' | 'cipher'>,
  bodyHash: string | null,
): Promise<Received | null> {
  const row = await db
    .selectFrom('cases.report as r')
    .innerJoin('cases.case as c', (join) =>
      join.onRef('c.district_id', '=', 'r.district_id').onRef('c.id', '=', 'r.case_id'),
    )
    .select([
      'r.id',
      'r.body_hash',
      'c.id as case_id',
      'c.number',
      'c.short_code',
      'c.receive_promise',
      'c.promise_estimated',
    ])
    .where('r.district_id', '=', caller.districtId)
    .where('r.source', '=', report.source)
    .where('r.client_id', '=', report.clientId)
    .executeTakeFirst()
  if (!row) return null
  if (bodyHash !== null && row.body_hash !== bodyHash) throw refused('cases.client_id_taken')
  return {
    caseId: row.case_id,
    number: row.number,
    shortCode: row.short_code,
    receivePromise: row.receive_promise,
    estimated: row.promise_estimated,
    ownKey: ownKey(cipher, caller.districtId, row.case_id, row.id),
    lookKey: lookKey(cipher, caller.districtId, row.case_id),
  }
}

/** What was received before, or a case of it: all that is asked is asked in one breath, and all that is written. */
async function receive(
  tx: Tx,
  report: IncomingReport,
  parts: ReportParts,
  bodyHash: string,
): Promise<{ last: Promise<Received> }> {
  const { districtId } = parts.caller
  const before = findReport(tx, report, parts, bodyHash)
  const ground = together(
    placeOf(tx, districtId, report),
    suppositionOf(tx, districtId, report.about),
    calendarOf(tx, districtId),
    // The clock asks it again, and has the answer by then.
    limitFor(tx, districtId, { stage: 'receive', urgency: urgencyOf(report) }),
  )
  // A place that is gone meanwhile changes nothing about an answer that was given.
  await Promise.allSettled([before, ground])
  const known = await before
  if (known) return { last: Promise.resolve(known) }
  const [place, supposed, { timeZone }] = await ground
  return openCase(tx, report, parts, { bodyHash, place, timeZone, supposed })
}

interface Ground {
  bodyHash: string
  supposed: Supposed | null
  place: Awaited<ReturnType<typeof placeOf>>
  timeZone: string
}

async function openCase(
  tx: Tx,
  report: IncomingReport,
  { caller, cipher, now, newCode = chance }: ReportParts,
  { bodyHash, place, timeZone, supposed }: Ground,
): Promise<{ last: Promise<Received> }> {
  const districtId = caller.districtId
  const id = randomUUID()
  const code = newCode()
  const { order, danger } = report
  const kase = {
    district_id: districtId,
    id,
    short_code: code,
    channel: report.channel,
    title: titleOf(report, place.address, code),
    words: report.words,
    urgency: urgencyOf(report),
    hazard: danger !== null,
    rings: danger !== null,
    confidential: report.confidential,
    ...place,
    ...areaOf(place, order),
    refuse_until: order?.refuseUntil ?? null,
    point_given: place.point_given === null ? null : JSON.stringify(place.point_given),
    reported_at: now,
    tokens: tokensOf(`${report.words} ${place.address}`),
  }
  const clocked = { ...kase, matter_kind: null, matter_code: null, class: null }
  const clock = await newClock(tx, clocked, 'receive', { now })
  const promise = { dueAt: clock.due_at, estimated: clock.estimated }
  const inserted = tx
    .insertInto('cases.case')
    .values({
      ...kase,
      number: '0'.repeat(8) + id.replace(/\D/g, '').padEnd(11, '0').slice(0, 11),
      version: 1,
    })
    .execute()
  const { hash: head, written } = appendEvent(tx, firstEvent(report, kase, caller, supposed))
  const told = { type: 'case.reported', key: `${id}:1`, districtId, at: now.toISOString() }
  const saved = [
    inserted,
    saveNewClock(tx, clock),
    written,
    tell(tx, { ...told, body: { caseId: id, seq: 1, rings: kase.rings } }),
    attachFirst(tx, report, { by: caller, caseId: id, now }),
    order?.dueAt
      ? startClock(tx, clocked, 'order', { now, fixed: new Date(order.dueAt) })
      : undefined,
    measureNew(tx, kase, promise.dueAt),
  ]
  // What takes more than one step is done before the counter's row is taken.
  if (report.photos.length > 0 || order?.dueAt) await together(...saved)
  const ending = together(
    saveReport(tx, report, { caller, cipher, now }, { caseId: id, bodyHash }),
    takeNumber(tx, {
      districtId,
      id,
      day: dateOfDay(dayAt(timeZone, now.getTime())),
      row: {
        head_hash: head,
        receive_promise: promise.dueAt,
        promise_estimated: promise.estimated,
        due_at: promise.dueAt,
      },
    }),
    ...saved,
  )
  const received = ([reportId, number]: readonly [string, string, ...unknown[]]) => ({
    caseId: id,
    number,
    shortCode: code,
    receivePromise: promise.dueAt,
    estimated: promise.estimated,
    ownKey: ownKey(cipher, districtId, id, reportId),
    lookKey: lookKey(cipher, districtId, id),
  })
  return { last: ending.then(received) }
}

function firstEvent(
  report: IncomingReport,
  kase: { id: string; community_code: string; grid_code: string; reported_at: Date },
  caller: Caller,
  supposed: Supposed | null,
): NewEvent {
  return {
    caseId: kase.id,
    seq: 1,
    type: 'case.reported',
    at: kase.reported_at,
    caller,
    body: {
      channel: report.channel,
      source: report.source,
      danger: report.danger,
      photos: report.photos,
      communityCode: kase.community_code,
      gridCode: kase.grid_code,
      confidential: report.confidential,
      ...(supposed ? { supposed: supposed.matter } : {}),
      ...(report.said ? { said: saidTimes(report.said, kase.reported_at) } : {}),
    },
    personal: {
      words: report.words,
      address: report.address,
      ...(supposed && supposed.answers.length > 0
        ? { answers: JSON.stringify(supposed.answers) }
        : {}),
    },
    previousHash: '',
  }
}

function urgencyOf({ danger, order }: IncomingReport): 'emergency' | 'urgent' | 'routine' {
  if (danger !== null) return 'emergency'
  return order?.urgent === true ? 'urgent' : 'routine'
}

/** A community that was named places a case of which no point is known. */
function areaOf(place: { community_code: string }, order: IncomingReport['order']) {
  const named = order?.communityCode ?? null
  if (named === null || place.community_code !== '') return {}
  const grid_code = order?.gridCode ?? ''
  return { street_code: named.slice(0, 9), community_code: named, grid_code }
}

/** The first words of the report, else where it is: the desk gives a better title when it files. */
function titleOf(report: IncomingReport, address: string, code: string): string {
  const first =
    report.words
      .trim()
      .split(/[\n。！？!?]/)[0]
      ?.trim() ?? ''
  return (first || address || code).slice(0, 60)
}

async function saveReport(
  tx: Tx,
  report: IncomingReport,
  { caller, cipher, now }: ReportParts,
  of: { caseId: string; bodyHash: string },
): Promise<string> {
  const id = randomUUID()
  const phone = report.phone?.replace(/[^0-9+]/g, '') || null
  await tx
    .insertInto('cases.report')
    .values({
      district_id: caller.districtId,
      id,
      case_id: of.caseId,
      source: report.source,
      client_id: report.clientId,
      body_hash: of.bodyHash,
      channel: report.channel,
      words: report.words,
      original_text: report.originalText ?? null,
      name_cipher: report.name ? cipher.seal(report.name) : null,
      phone_cipher: phone ? cipher.seal(phone) : null,
      phone_index: phone ? cipher.blindIndex(phone) : null,
      confidential: report.confidential,
      taken_by: caller.personId,
      at: now,
    })
    .execute()
  return id
}

const attachFirst = (
  tx: Tx,
  { photos, photosKept }: IncomingReport,
  to: { by: Caller; caseId: string; now: Date },
) => attach(tx, { ...to, seq: 1, role: 'report', fileIds: photos, kept: photosKept })

/** Ties pictures that were received to a case; each must exist and becomes safe from the sweep. */
export async function attach(
  tx: Tx,
  to: {
    by: Pick<Caller, 'districtId' | 'personId'>
    caseId: string
    seq: number
    role: 'report' | 'before' | 'after' | 'inspection' | 'addition'
    fileIds: readonly string[]
    /** They are claimed already by whoever passes them on. */
    kept?: true | undefined
    now: Date
  },
): Promise<void> {
  if (to.fileIds.length === 0) return
  const { districtId } = to.by
  if (!to.kept) await claimFiles(tx, to.by, await notHere(tx, to), to.now)
  await tx
    .insertInto('cases.attachment')
    .values(
      to.fileIds.map((fileId) => ({
        district_id: districtId,
        case_id: to.caseId,
        file_id: fileId,
        role: to.role,
        event_seq: to.seq,
      })),
    )
    .onConflict((c) => c.columns(['district_id', 'case_id', 'file_id']).doNothing())
    .execute()
}

/** What the case has already was claimed when it came; the first event finds nothing there. */
async function notHere(
  tx: Tx,
  to: { by: { districtId: string }; caseId: string; seq: number; fileIds: readonly string[] },
): Promise<readonly string[]> {
  if (to.seq === 1) return to.fileIds
  const rows = await tx
    .selectFrom('cases.attachment')
    .select('file_id')
    .where('district_id', '=', to.by.districtId)
    .where('case_id', '=', to.caseId)
    .where('file_id', 'in', to.fileIds)
    .execute()
  const here = new Set(rows.map((row) => row.file_id))
  return to.fileIds.filter((id) => !here.has(id))
}
