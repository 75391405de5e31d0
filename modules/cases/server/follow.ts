import { maskedText } from '#kernel/masking.ts'
import { readShortCode } from '#kernel/short-code.ts'
import { listReasons, readGuideItem } from '#modules/catalogue/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { FollowPage } from '../contract/report.ts'
import type { Ribbon } from '../contract/shapes.ts'
import { isFinal } from '../domain/case.ts'
import type { EventType } from '../domain/event-types.ts'
import { canMove } from '../domain/lifecycle.ts'
import { mayReopen, reopenUntil, type ReopeningLimits } from '../domain/reopening.ts'
import { handsOf } from './case-views.ts'
import { caseOf } from './change.ts'
import { readKey } from './keys.ts'
import { allowedOnJoined, isShownToFollower, ofReporterOnly } from './merging/joined.ts'
import { lastMaster } from './merging/parts.ts'
import { caseSettings } from './settings.ts'
import type { Transfer } from './transfer.ts'
import {
  isoOrNull,
  isPastPromise,
  nameIn,
  pausesNamed,
  ribbonOf,
  unitNames,
  type Row,
} from './views.ts'

export interface Following {
  caller: Caller
  cipher: Cipher
  now: Date
  shortCode: string
  key: string | undefined
}

/** The case of a short code, and what the key opens of it. */
export async function findFollowed(db: Db, { caller, cipher, shortCode, key }: Following) {
  const row = await db
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('short_code', '=', readShortCode(shortCode) ?? '')
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  const opened = readKey(cipher, { districtId: row.district_id, caseId: row.id }, key)
  // Without a key only what the ledger shows anyway, of a follower what it shows of its master.
  const shown = opened.level === 'none' && row.status === 'merged' ? await lastMaster(db, row) : row
  if (opened.level === 'none' && !(row.public && shown.public))
    throw notFound('cases.case_not_found')
  return { row, opened }
}

/** The resident's page: one truth for the reporter, for those who hold the link, and for the public. */
export async function followPage(db: Db, following: Following): Promise<FollowPage> {
  const { row, opened } = await findFollowed(db, following)
  const { now } = following
  const own = opened.level === 'own'
  const shown = shownTo(own)
  const led = await leadOf(db, row, opened.level === 'own' ? opened.reportId : null)
  const { lead, parts, sent } = led
  const { district, events, tasks, units } = parts
  const limits = (await caseSettings(db, row.district_id)).reopening
  const ribbon = await named(db, lead, ribbonOf(lead, parts.clocks, events))
  const asked = { now, answered: isAnswered(parts.verdict) }
  const may = sent ? allowedOnJoined(lead, limits, asked) : allowed(row, limits, asked)
  return {
    level: own ? 'own' : 'look',
    districtName: district.name,
    timeZone: district.timeZone,
    now: now.toISOString(),
    shortCode: row.short_code,
    number: row.number,
    ...saidOf(row, own),
    joinedAt: sent && joinedAt(sent.events),
    status: lead.status,
    unitName: nameIn(units, lead.unit_id),
    promise: promiseOf(lead),
    overdue: isPastPromise(lead, now),
    pausedReason: lead.paused ? (ribbon.pauses.at(-1)?.reason ?? '') : null,
    nextStep: await nextStepOf(db, lead),
    refusal: lead.status === 'refused' ? await refusalOf(db, lead, events, shown) : null,
    transfer: transferOf(events, shown),
    ribbon: { ...ribbon, receivedAt: row.reported_at.toISOString() },
    hands: handsOf(tasks, units, null).map((hand) => Object.assign(hand, { did: shown(hand.did) })),
    photos: photosShown(row, led, own),
    done: shown(tasks.findLast((t) => t.state === 'done')?.words ?? settledWords(events)),
    story: storyShown(led, own).filter(
      // An answer is for whoever has the link, not for the public ledger.
      (e) => e.type !== 'case.replied' || opened.level !== 'none',
    ),
    verdict: verdictOf(parts.verdict),
    allowed: own ? may : [],
    reopenUntil: reopenUntilOf(lead, limits),
  }
}

/**
 * Of a follower everything that is done, promised and asked is its master's (`parts`); what was sent is
 * its own (`sent`), which of any other case is no different.
 */
async function leadOf(db: Db, row: Row, reportId: string | null) {
  const by = { reporterOf: row.id, reportId }
  if (row.status !== 'merged') return { lead: row, parts: await partsOf(db, row, by), sent: null }
  const lead = await lastMaster(db, row)
  return { lead, parts: await partsOf(db, lead, by), sent: await partsOf(db, row, by) }
}

/** Of the master's pictures and events those that may stand on the page of a follower. */
const ofMaster = (lead: Row, parts: Parts): Parts => ({
  ...parts,
  photos: parts.photos.filter((p) => isShownToFollower(lead, p)),
  events: parts.events.filter((e) => !ofReporterOnly.has(e.type)),
})

type Led = Awaited<ReturnType<typeof leadOf>>

function photosShown(row: Row, { lead, parts, sent }: Led, own: boolean): FollowPage['photos'] {
  if (!sent) return photosOf(row, parts, own)
  return [...photosOf(row, sent, own), ...photosOf(lead, ofMaster(lead, parts), own)]
}

function storyShown({ lead, parts, sent }: Led, own: boolean): FollowPage['story'] {
  if (!sent) return storyOf(parts, own)
  const both = [...storyOf(sent, own), ...storyOf(ofMaster(lead, parts), false)]
  return both.toSorted((a, b) => a.at.localeCompare(b.at))
}

const joinedAt = (events: readonly { type: string; at: Date }[]): string | null =>
  events.findLast((e) => e.type === 'case.merged')?.at.toISOString() ?? null

const storyOf = ({ events, units }: Parts, own: boolean): FollowPage['story'] =>
  events
    .filter((e) => tellable.has(e.type))
    .map((e) => ({
      at: e.at.toISOString(),
      type: e.type as EventType, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by changeCase, which knows no other
      unit: storyUnit(e.body, units),
      words: storyWords(e, own),
    }))

type Parts = Awaited<ReturnType<typeof partsOf>>

async function partsOf(db: Db, row: Row, by: { reporterOf: string; reportId: string | null }) {
  const of = { district_id: row.district_id, case_id: row.id }
  const [district, events, clocks, tasks, photos, verdict, units] = await Promise.all([
    readDistrict(db, row.district_id),
    db
      .selectFrom('cases.event')
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy('seq')
      .execute(),
    db
      .selectFrom('cases.clock')
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy('started_at')
      .execute(),
    db
      .selectFrom('cases.task')
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy('offered_at')
      .execute(),
    db
      .selectFrom('cases.attachment')
      .selectAll()
      .where((eb) => eb.and(of))
      .orderBy('event_seq')
      .execute(),
    db
      .selectFrom('cases.verdict')
      .selectAll()
      .where((eb) => eb.and(of))
      // Each reporter answers for themselves, also where many follow one case.
      .where('report_id', 'in', (eb) =>
        eb
          .selectFrom('cases.report')
          .select('id')
          .where('district_id', '=', row.district_id)
          .where('case_id', '=', by.reporterOf)
          .$if(by.reportId !== null, (q) => q.where('id', '=', by.reportId ?? '')),
      )
      .orderBy('round', 'desc')
      .limit(1)
      .executeTakeFirst(),
    unitNames(db, row.district_id),
  ])
  return { district, events, clocks, tasks, photos, verdict, units }
}

/** Whoever is not the reporter reads no name and no number of anybody. */
const shownTo = (own: boolean) => (words: string | null) =>
  own || words === null ? words : maskedText(words)

/** The reporter reads the words as they were sent; everybody else what the desk wrote. */
function saidOf(row: Row, own: boolean): Pick<FollowPage, 'title' | 'words' | 'address'> {
  return {
    title: own ? row.title : (row.matter_name ?? row.short_code),
    words: own ? row.words : shownTo(own)(row.public_words),
    address: own ? row.address : row.confidential ? '' : maskedText(row.address),
  }
}

/** Released pictures for everybody; the reporter sees all but those of the inspection. */
function photosOf(row: Row, { photos, events }: Parts, own: boolean) {
  return photos
    .filter((p) => p.released_at !== null || (own && p.role !== 'inspection'))
    .map((p) => ({
      fileId:
        p.released_at !== null && p.public_file_id !== null && !own ? p.public_file_id : p.file_id,
      role: p.role as FollowPage['photos'][number]['role'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      at: (events.find((e) => e.seq === p.event_seq)?.at ?? row.reported_at).toISOString(),
      released: p.released_at !== null,
    }))
}

async function nextStepOf(db: Db, row: Row): Promise<FollowPage['nextStep']> {
  if (row.guide_item_code === null) return null
  const guide = await readGuideItem(db, row.district_id, row.guide_item_code)
  return guide ? { zh: guide.nextStep, en: guide.nextStepEn } : null
}

function verdictOf(verdict: Parts['verdict']): FollowPage['verdict'] {
  return verdict?.answered_at ? { solved: verdict.solved, satisfied: verdict.satisfied } : null
}

/** Nothing to answer counts as answered. */
const isAnswered = (verdict: Parts['verdict']): boolean => !verdict || verdict.answered_at !== null

function reopenUntilOf(row: Row, limits: ReopeningLimits): string | null {
  if (row.closed_at === null || row.status !== 'closed') return null
  return isoOrNull(reopenUntil(row.closed_at, limits))
}

const tellable = new Set([
  'case.reported',
  'case.received',
  'case.verification_asked',
  'case.filed',
  'case.dispatched',
  'case.accepted',
  'case.arrived',
  'case.finished',
  'case.settled',
  'case.rework',
  'case.closed',
  'case.reopened',
  'case.refused',
  'case.withdrawn',
  'case.transferred',
  'case.judged',
  'case.resumed',
  'case.added',
  'case.clocks_moved',
  'case.merged',
  'case.replied',
  'case.taken_apart',
  'case.handover_accepted',
  'case.rebooked',
])

type Told = { type: string; body: unknown; personal: unknown }

function storyUnit(body: unknown, units: Map<string, string>): string | null {
  const { unitId } = body as { unitId?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  return unitId === undefined ? null : (units.get(unitId) ?? null)
}

/** What the unit says it did is public; what residents wrote is theirs; staff's notes stay inside. */
function storyWords(event: Told, own: boolean): string | null {
  if (['case.finished', 'case.settled', 'case.replied', 'case.rebooked'].includes(event.type))
    return shownTo(own)((event.body as { words?: string }).words ?? null) // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  const personal = event.personal as { words?: string } | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by appendEvent
  return own ? (personal?.words ?? null) : null
}

const settledWords = (events: readonly Told[]): string | null => {
  const settled = events.findLast((e) => e.type === 'case.settled')
  return settled ? storyWords(settled, true) : null
}

function promiseOf(row: Row): FollowPage['promise'] {
  if (isFinal(row.status)) return null
  if (row.handle_promise)
    return {
      kind: 'handle',
      at: row.handle_promise.toISOString(),
      estimated: row.promise_estimated,
    }
  return (
    row.receive_promise && {
      kind: 'receive',
      at: row.receive_promise.toISOString(),
      estimated: row.promise_estimated,
    }
  )
}

async function named(db: Db, row: Row, ribbon: Ribbon): Promise<Ribbon> {
  if (ribbon.pauses.length === 0) return ribbon
  const reasons = await listReasons(db, row.district_id, 'suspension')
  return pausesNamed(ribbon, (code) => reasons.find((r) => r.code === code)?.name)
}

async function refusalOf(
  db: Db,
  row: Row,
  events: readonly Told[],
  shown: ReturnType<typeof shownTo>,
): Promise<FollowPage['refusal']> {
  const refusal = events.findLast((e) => e.type === 'case.refused')
  const body = refusal?.body as { reasonCode?: string; words?: string } | undefined // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by refuse
  const reasons = await listReasons(db, row.district_id, 'refusal')
  const reason = reasons.find((r) => r.code === body?.reasonCode)
  return { reason: reason?.name ?? '', door: reason?.door ?? '', words: shown(body?.words || null) }
}

/** Which body has it now; written for the reporter, and no secret. */
function transferOf(
  events: readonly Told[],
  shown: ReturnType<typeof shownTo>,
): FollowPage['transfer'] {
  const event = events.findLast((e) => e.type === 'case.transferred')
  if (!event) return null
  const { receiver, reference, transferredOn, words } = event.body as Transfer // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by transferCase
  return { receiver, reference, transferredOn, words: shown(words) ?? '' }
}

function allowed(
  row: Row,
  limits: ReopeningLimits,
  { now, answered }: { now: Date; answered: boolean },
): FollowPage['allowed'] {
  const may: FollowPage['allowed'] = []
  if (!isFinal(row.status)) may.push('add')
  if (row.status === 'closed' && !answered) may.push('judge')
  if (mayReopen(caseOf(row), limits, now).ok) may.push('reopen')
  if (canMove(row.status, 'withdrawn')) may.push('withdraw')
  return may
}
