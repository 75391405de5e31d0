import { sql } from 'kysely'
import { readShortCode } from '#kernel/short-code.ts'
import { listReasons, readGuideItem } from '#modules/catalogue/server/index.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import type { FollowPage, LedgerRow } from '../contract/report.ts'
import { caseStatuses, isFinal } from '../domain/case.ts'
import { canMove } from '../domain/lifecycle.ts'
import { mayReopen, reopenUntil, type ReopeningLimits } from '../domain/reopening.ts'
import { caseOf, changeCase } from './change.ts'
import { cancelTasks } from './tasks.ts'
import { stopClocks } from './clocks.ts'
import { caseSettings } from './settings.ts'
import { judged, reopened, type Verdict } from './closing.ts'
import { attachTo } from './desk.ts'
import { handsOf } from './case-page.ts'
import { readKey } from './keys.ts'
import { isoOrNull, isOverdue, ribbonOf, unitNames, type Row } from './views.ts'

export interface Following {
  caller: Caller
  cipher: Cipher
  now: Date
  shortCode: string
  key: string | undefined
}

async function find(db: Db, { caller, cipher, shortCode, key }: Following) {
  const row = await db
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('short_code', '=', readShortCode(shortCode) ?? '')
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  const opened = readKey(cipher, { districtId: row.district_id, caseId: row.id }, key)
  // Without a key only what the ledger shows anyway.
  if (opened.level === 'none' && !row.public) throw notFound('cases.case_not_found')
  return { row, opened }
}

/** The resident's page: one truth for the reporter, for those who hold the link, and for the public. */
export async function followPage(db: Db, following: Following): Promise<FollowPage> {
  const { row, opened } = await find(db, following)
  const { now } = following
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
      .orderBy('round', 'desc')
      .limit(1)
      .executeTakeFirst(),
    unitNames(db, row.district_id),
  ])
  const own = opened.level === 'own'
  const limits = (await caseSettings(db, row.district_id)).reopening
  const guide =
    row.guide_item_code === null
      ? null
      : await readGuideItem(db, row.district_id, row.guide_item_code)
  const ribbon = ribbonOf(row, clocks, events)
  return {
    level: own ? 'own' : 'look',
    districtName: district.name,
    timeZone: district.timeZone,
    now: now.toISOString(),
    shortCode: row.short_code,
    number: row.number,
    title: own ? row.title : (row.matter_name ?? row.short_code),
    words: own ? row.words : row.public_words,
    address: own || !row.confidential ? row.address : '',
    status: row.status,
    unitName: row.unit_id === null ? null : (units.get(row.unit_id) ?? null),
    promise: promiseOf(row),
    overdue: isOverdue(row, now),
    pausedReason: row.paused ? await pauseName(db, row, ribbon.pauses.at(-1)?.reason) : null,
    nextStep: !guide ? null : { zh: guide.nextStep, en: guide.nextStepEn },
    refusal: row.status === 'refused' ? await refusalOf(db, row, events) : null,
    ribbon,
    hands: handsOf(tasks, units, null),
    photos: photos
      .filter((p) => p.released_at !== null || (own && p.role !== 'inspection'))
      .map((p) => ({
        fileId:
          p.released_at !== null && p.public_file_id !== null && !own
            ? p.public_file_id
            : p.file_id,
        role: p.role as FollowPage['photos'][number]['role'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
        at: (events[p.event_seq - 1]?.at ?? row.reported_at).toISOString(),
        released: p.released_at !== null,
      })),
    done: tasks.findLast((t) => t.state === 'done')?.words ?? settledWords(events),
    story: events
      .filter((e) => tellable.has(e.type))
      .map((e) => ({
        at: e.at.toISOString(),
        type: e.type,
        unit: storyUnit(e.body, units),
        words: storyWords(e, own),
      })),
    verdict: verdict?.answered_at ? { solved: verdict.solved, satisfied: verdict.satisfied } : null,
    allowed: own
      ? allowed(row, limits, { now, answered: verdict?.answered_at !== null || !verdict })
      : [],
    reopenUntil: row.closed_at
      ? isoOrNull(row.status === 'closed' ? reopenUntil(row.closed_at, limits) : null)
      : null,
  }
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
  'case.judged',
  'case.resumed',
  'case.added',
])

type Told = { type: string; body: unknown; personal: unknown }

function storyUnit(body: unknown, units: Map<string, string>): string | null {
  const { unitId } = body as { unitId?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  return unitId === undefined ? null : (units.get(unitId) ?? null)
}

/** What the unit says it did is public; what residents wrote is theirs; staff's notes stay inside. */
function storyWords(event: Told, own: boolean): string | null {
  if (event.type === 'case.finished' || event.type === 'case.settled')
    return (event.body as { words?: string }).words ?? null // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  const personal = event.personal as { words?: string } | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by appendEvent
  return own ? (personal?.words ?? null) : null
}

const settledWords = (events: readonly Told[]): string | null => {
  const settled = events.findLast((e) => e.type === 'case.settled')
  return settled ? storyWords(settled, false) : null
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

async function pauseName(db: Db, row: Row, code: string | undefined): Promise<string> {
  const reasons = await listReasons(db, row.district_id, 'suspension')
  return reasons.find((r) => r.code === code)?.name ?? ''
}

async function refusalOf(
  db: Db,
  row: Row,
  events: readonly Told[],
): Promise<FollowPage['refusal']> {
  const body = events.findLast((e) => e.type === 'case.refused')?.body as
    | { reasonCode?: string; words?: string }
    | undefined // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by refuse
  const reasons = await listReasons(db, row.district_id, 'refusal')
  const reason = reasons.find((r) => r.code === body?.reasonCode)
  return { reason: reason?.name ?? '', door: reason?.door ?? '', words: body?.words || null }
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

/** A resident's change: only with the reporter's own key, and by the rules of the moment. */
async function ownChange(
  db: Db,
  following: Following,
  work: (
    change: Parameters<Parameters<typeof changeCase>[2]>[0],
    reportId: string,
  ) => ReturnType<Parameters<typeof changeCase>[2]>,
): Promise<FollowPage> {
  const { row, opened } = await find(db, following)
  if (opened.level !== 'own') throw forbidden('cases.own_key_needed')
  // The key is the right to this one case: the district as scope, since there is no post.
  const caller = { ...following.caller, scope: { areas: [row.district_id], units: [] } }
  await changeCase(
    db,
    { caseId: row.id, caller, now: following.now, baseVersion: null },
    (change) => work(change, opened.reportId),
  )
  return followPage(db, following)
}

export async function addToCase(
  db: Db,
  following: Following,
  addition: { words: string; photos: readonly string[]; clientId: string },
): Promise<FollowPage> {
  const { row } = await find(db, following)
  const before = await db
    .selectFrom('cases.event')
    .select('seq')
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('type', '=', 'case.added')
    .where(sql<boolean>`body->>'clientId' = ${addition.clientId}`)
    .executeTakeFirst()
  if (before) return followPage(db, following)
  return ownChange(db, following, async (change) => {
    if (isFinal(change.row.status))
      throw refused('cases.wrong_status', { status: change.row.status })
    await attachTo(change, 'addition', addition.photos)
    return {
      type: 'case.added',
      body: { clientId: addition.clientId, photos: addition.photos },
      personal: { words: addition.words },
    }
  })
}

export async function judgeOwn(
  db: Db,
  following: Following,
  verdict: Verdict,
): Promise<FollowPage> {
  return ownChange(db, following, async (change, reportId) => {
    if (change.row.status !== 'closed')
      throw refused('cases.wrong_status', { status: change.row.status })
    return judged(change, verdict, { way: 'link', takenBy: null, reportId })
  })
}

export async function reopenOwn(
  db: Db,
  following: Following,
  why: { words: string; photos: readonly string[] },
): Promise<FollowPage> {
  const { reopening } = await caseSettings(db, following.caller.districtId)
  return ownChange(db, following, async (change) => {
    const decision = mayReopen(change.kase, reopening, change.now)
    if (!decision.ok) throw refused(`cases.${decision.refusal}`)
    await attachTo(change, 'addition', why.photos)
    return reopened(change, { words: why.words, byReporter: true })
  })
}

export async function withdrawOwn(
  db: Db,
  following: Following,
  words: string,
): Promise<FollowPage> {
  return ownChange(db, following, async (change) => {
    if (!canMove(change.row.status, 'withdrawn'))
      throw refused('cases.wrong_status', { status: change.row.status })
    await stopClocks(change.tx, change.row, change.now)
    await cancelTasks(change.tx, change.row, change.now)
    return {
      type: 'case.withdrawn',
      patch: { status: 'withdrawn', owner: 'none', closed_at: change.now, public: false },
      body: { byReporter: true },
      personal: { words },
    }
  })
}

/** The public ledger, newest first. Nothing personal: matter, rough place, unit, time. */
export async function ledger(
  db: Db,
  districtId: string,
  ask: {
    after?: string | undefined
    limit: number
    q?: string | undefined
    state?: 'open' | 'overdue' | 'closed' | undefined
    community?: string | undefined
  },
  now: Date,
) {
  let query = db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('public', '=', true)
  const closed = ['closed'] as const
  if (ask.state === 'closed') query = query.where('status', 'in', [...closed])
  if (ask.state === 'open' || ask.state === 'overdue')
    query = query.where(
      'status',
      'in',
      caseStatuses.filter((s) => !isFinal(s)),
    )
  if (ask.state === 'overdue')
    query = query.where(
      sql<boolean>`not paused and (due_at < ${now} or (handle_promise < ${now} and status <> 'handled'))`,
    )
  if (ask.community) query = query.where('community_code', '=', ask.community)
  if (ask.q)
    query = query.where(
      sql<boolean>`(matter_name ilike ${`%${ask.q}%`} or short_code = ${ask.q.toUpperCase()})`,
    )
  const [key, id] = ask.after?.split('_') ?? []
  if (key && id)
    query = query.where(sql<boolean>`(reported_at, id) < (${key}::timestamptz, ${id}::uuid)`)
  const found = await query
    .orderBy('reported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(ask.limit + 1)
    .execute()
  const rows = found.slice(0, ask.limit)
  const last = rows.at(-1)
  return {
    rows: await ledgerRows(db, districtId, rows, now),
    next: found.length > ask.limit && last ? `${last.reported_at.toISOString()}_${last.id}` : null,
    now: now.toISOString(),
    timeZone: (await readDistrict(db, districtId)).timeZone,
  }
}

async function ledgerRows(
  db: Db,
  districtId: string,
  rows: readonly Row[],
  now: Date,
): Promise<LedgerRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map((r) => r.id)
  const [units, areas, photos, clocks] = await Promise.all([
    unitNames(db, districtId),
    areaNames(db, districtId),
    db
      .selectFrom('cases.attachment')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('case_id', 'in', ids)
      .where('released_at', 'is not', null)
      .orderBy('event_seq')
      .execute(),
    db
      .selectFrom('cases.clock')
      .select(['case_id', 'stage', 'pauses', 'started_at'])
      .where('district_id', '=', districtId)
      .where('case_id', 'in', ids)
      .where('stage', '=', 'handle')
      .execute(),
  ])
  return rows.map((row) => {
    const own = photos.filter((p) => p.case_id === row.id)
    const picture = (roles: string[]) => own.find((p) => roles.includes(p.role))
    const before = picture(['report', 'before'])
    const after = picture(['after'])
    return {
      shortCode: row.short_code,
      title: row.public_words ?? row.matter_name ?? row.short_code,
      place: row.address,
      communityName: areas.get(row.community_code) ?? '',
      unitName: row.unit_id === null ? null : (units.get(row.unit_id) ?? null),
      status: row.status,
      reportedAt: row.reported_at.toISOString(),
      closedAt: isoOrNull(row.closed_at),
      overdue: isOverdue(row, now),
      ribbon: ribbonOf(
        row,
        clocks.filter((c) => c.case_id === row.id),
        [],
      ),
      photo: before ? (before.public_file_id ?? before.file_id) : null,
      after: after ? (after.public_file_id ?? after.file_id) : null,
      // About ten metres: enough to find the lamp, not the door.
      lon: row.lon === null ? null : Math.round(row.lon * 1e4) / 1e4,
      lat: row.lat === null ? null : Math.round(row.lat * 1e4) / 1e4,
    }
  })
}
