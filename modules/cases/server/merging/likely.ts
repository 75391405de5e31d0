import { maskedText } from '#kernel/masking.ts'
import { sql } from 'kysely'
import { tokensOf } from '#kernel/text-tokens.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { LikelyCase, NearbyCase } from '../../contract/merging.ts'
import { likely, nearby, reach, type Told } from '../../domain/merging.ts'
import { seesReporter } from '../confidence.ts'
import { placeOf, type GivenPlace } from '../place.ts'
import { visibleTo } from '../scope.ts'
import { rowsOf } from '../views.ts'

const MOST_FOUND = 200
const MOST_SHOWN = 8
/** As the index `case_by_cell` cuts the ground. */
const CELLS = 500
const openStatuses = [
  'reported',
  'verifying',
  'filed',
  'dispatched',
  'handling',
  'handled',
] as const

type Point = { lon: number; lat: number }

/** Open cases in the nine cells around a point, newest first: never all of them, however many there are. */
function around(db: Db, districtId: string, at: Point, since: Date) {
  const [x, y] = [Math.floor(at.lon * CELLS), Math.floor(at.lat * CELLS)]
  return db
    .selectFrom('cases.case as c')
    .where('c.district_id', '=', districtId)
    .where(sql<boolean>`floor(c.lat * 500)::int = any(${three(y)}::int[])`)
    .where(sql<boolean>`floor(c.lon * 500)::int = any(${three(x)}::int[])`)
    .where('c.status', 'in', openStatuses)
    .where('c.reported_at', '>', new Date(since.getTime() - reach.days * 86_400_000))
    .where('c.reported_at', '<', new Date(since.getTime() + reach.days * 86_400_000))
    .orderBy('c.reported_at', 'desc')
    .limit(MOST_FOUND)
}

interface Placed {
  lon: number | null
  lat: number | null
  matter_kind: string | null
  matter_code: string | null
  words: string
  address: string
  reported_at: Date
}

/** Words tell what is the matter; the place is weighed by itself and would make all neighbours alike. */
export function toldBy<R extends Placed>(row: R, words = row.words): Told & { row: R } {
  const place = new Set(tokensOf(row.address))
  return {
    row,
    at: row.reported_at,
    point: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
    matter: row.matter_code === null ? null : `${row.matter_kind}:${row.matter_code}`,
    tokens: tokensOf(words.slice(0, 2000)).filter((token) => !place.has(token)),
  }
}

const three = (n: number) => [n - 1, n, n + 1]

/** Whatever leads a group already is where the next one goes. */
const leads = ({ case: kase }: LikelyCase) => Number((kase.followers ?? 0) > 0)

async function likelyRows(
  db: Db,
  caller: Caller,
  told: Told,
  at: { except: string | null; now: Date },
): Promise<LikelyCase[]> {
  if (!told.point) return []
  const found = await around(db, caller.districtId, told.point, told.at)
    .selectAll('c')
    .where(visibleTo(caller))
    .$if(at.except !== null, (q) => q.where('c.id', '!=', at.except ?? ''))
    .execute()
  // Nobody guesses at the words of a confidential report by asking what is like it.
  const open = found.filter((row) => seesReporter(row, caller.verbs))
  const best = likely(
    told,
    open.map((row) => toldBy(row)),
    MOST_SHOWN,
  )
  const rows = await rowsOf(
    db,
    caller,
    best.map(({ one }) => one.row),
    at.now,
  )
  const shown = best.flatMap(({ likeness }, i) => {
    const row = rows[i]
    return row ? [{ case: row, likeness }] : []
  })
  return shown.toSorted((a, b) => leads(b) - leads(a))
}

/** Open cases in the scope that may tell of the same thing as this one, most alike first. */
export async function likelyOfCase(
  db: Db,
  caller: Caller,
  caseId: string,
  now: Date,
): Promise<LikelyCase[]> {
  const row = await db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  if (!seesReporter(row, caller.verbs)) return []
  return likelyRows(db, caller, toldBy(row), { except: row.id, now })
}

type Entry = GivenPlace & { words: string }

const entryTold = (
  entry: Entry,
  place: { lon: number | null; lat: number | null; address: string },
  now: Date,
) =>
  toldBy({ ...place, matter_kind: null, matter_code: null, words: entry.words, reported_at: now })

/** The same, while staff are still writing a report down. */
export async function likelyAtEntry(
  db: Db,
  caller: Caller,
  entry: Entry,
  now: Date,
): Promise<LikelyCase[]> {
  const place = await placeOf(db, caller.districtId, entry)
  return likelyRows(db, caller, entryTold(entry, place, now), { except: null, now })
}

/**
 * For a resident before sending: what the public ledger shows anyway of open cases close by, at most
 * three. Only what the desk has written is compared, never what other residents did.
 */
export async function nearbyPublic(
  db: Db,
  districtId: string,
  entry: Entry,
  now: Date,
): Promise<NearbyCase[]> {
  const place = await placeOf(db, districtId, entry)
  const told = entryTold(entry, place, now)
  if (!told.point) return []
  const found = await around(db, districtId, told.point, now)
    .selectAll('c')
    .where('c.public', '=', true)
    .where('c.confidential', '=', false)
    .execute()
  const best = nearby(
    told,
    found.map((row) => toldBy(row, `${row.matter_name ?? ''} ${row.public_words ?? ''}`)),
  )
  if (best.length === 0) return []
  const [pictures, areas] = await Promise.all([
    releasedPictures(
      db,
      districtId,
      best.map(({ one }) => one.row.id),
    ),
    areaNames(db, districtId),
  ])
  return best.map(({ one: { row }, metres }) => ({
    shortCode: row.short_code,
    title: maskedText(row.public_words ?? row.matter_name ?? row.short_code),
    place: maskedText(row.address),
    communityName: areas.get(row.community_code) ?? '',
    status: row.status,
    reportedAt: row.reported_at.toISOString(),
    promisedAt: (row.handle_promise ?? row.receive_promise)?.toISOString() ?? null,
    metres,
    photo: pictures.get(row.id) ?? null,
  }))
}

async function releasedPictures(db: Db, districtId: string, ids: readonly string[]) {
  const photos = await db
    .selectFrom('cases.attachment')
    .select(['case_id', 'file_id', 'public_file_id'])
    .where('district_id', '=', districtId)
    .where('case_id', 'in', ids)
    .where('released_at', 'is not', null)
    .where('role', 'in', ['report', 'before'])
    .orderBy('event_seq', 'desc')
    .execute()
  return new Map(photos.map((p) => [p.case_id, p.public_file_id ?? p.file_id]))
}
