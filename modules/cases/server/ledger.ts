import { sql } from 'kysely'
import { maskedText } from '#kernel/masking.ts'
import { dayAt, startOfDay } from '#kernel/zone.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { LedgerRow } from '../contract/report.ts'
import { caseStatuses, isFinal } from '../domain/case.ts'
import { isoOrNull, isPastPromise, nameIn, ribbonOf, unitNames, type Row } from './views.ts'

interface LedgerAsk {
  after?: string | undefined
  limit: number
  q?: string | undefined
  state?: 'open' | 'overdue' | 'closed' | undefined
  community?: string | undefined
}

/** The public ledger, newest first. Nothing personal: matter, rough place, unit, time. */
export async function ledger(db: Db, districtId: string, ask: LedgerAsk, now: Date) {
  let query = asked(db, districtId, ask, now)
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

const rounded = (degrees: number | null) =>
  degrees === null ? null : Math.round(degrees * 1e4) / 1e4

/** How many published cases of the ledger there are by state; each figure is the length of such a list. */
export async function publicFigures(
  db: Db,
  districtId: string,
  { community, now }: { community?: string | undefined; now: Date },
) {
  const { timeZone } = await readDistrict(db, districtId)
  const today = new Date(startOfDay(timeZone, dayAt(timeZone, now.getTime())))
  const count = async (ask: Partial<LedgerAsk>, since?: 'reported_at' | 'closed_at') => {
    const { n } = await asked(db, districtId, { limit: 1, community, ...ask }, now)
      .clearSelect()
      .$if(since !== undefined, (q) => q.where(since ?? 'reported_at', '>=', today))
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
    return n
  }
  return {
    reportedToday: await count({}, 'reported_at'),
    closedToday: await count({ state: 'closed' }, 'closed_at'),
    openNow: await count({ state: 'open' }),
    overdueNow: await count({ state: 'overdue' }),
    now: now.toISOString(),
  }
}

/** The published cases that were asked for. */
function asked(db: Db, districtId: string, ask: LedgerAsk, now: Date) {
  let query = db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('public', '=', true)
    // What follows another is told of there, once.
    .where('status', '!=', 'merged')
  if (ask.state === 'closed') query = query.where('status', '=', 'closed')
  if (ask.state === 'open' || ask.state === 'overdue')
    query = query.where(
      'status',
      'in',
      caseStatuses.filter((s) => !isFinal(s)),
    )
  if (ask.state === 'overdue')
    query = query.where(
      sql<boolean>`not paused and status <> 'handled' and coalesce(handle_promise,
        case when status = 'reported' then receive_promise end) < ${now}`,
    )
  if (ask.community) query = query.where('community_code', '=', ask.community)
  if (ask.q)
    query = query.where(
      sql<boolean>`(matter_name ilike ${`%${ask.q}%`} or short_code = ${ask.q.toUpperCase()})`,
    )
  return query
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
      title: maskedText(row.public_words ?? row.matter_name ?? row.short_code),
      place: row.confidential ? '' : maskedText(row.address),
      communityName: areas.get(row.community_code) ?? '',
      unitName: nameIn(units, row.unit_id),
      status: row.status,
      reportedAt: row.reported_at.toISOString(),
      closedAt: isoOrNull(row.closed_at),
      overdue: isPastPromise(row, now),
      ribbon: ribbonOf(
        row,
        clocks.filter((c) => c.case_id === row.id),
        [],
      ),
      photo: before ? (before.public_file_id ?? before.file_id) : null,
      after: after ? (after.public_file_id ?? after.file_id) : null,
      // About ten metres: enough to find the lamp, not the door; of a confidential report nothing.
      lon: row.confidential ? null : rounded(row.lon),
      lat: row.confidential ? null : rounded(row.lat),
    }
  })
}
