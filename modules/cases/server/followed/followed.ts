import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { CasesFollowedPlace } from '#database/types.ts'
import { notify } from '#modules/notices/server/index.ts'
import { actingIn } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import type { FollowedPlace, Place } from '../../contract/followed.ts'
import { visibleTo } from '../scope.ts'
import { filledIn } from '../told-event.ts'
import { titleFor } from '../views.ts'
import en from '../../words/notices.en.json' with { type: 'json' }
import zh from '../../words/notices.zh-CN.json' with { type: 'json' }

type PlaceRow = Selectable<CasesFollowedPlace>

const MOST_PLACES = 50
const LATELY_DAYS = 7
const MOST_NEWS = 50

function placeOf(row: PlaceRow): Place {
  if (row.kind === 'area') return { kind: 'area', areaCode: row.area_code ?? '' }
  if (row.kind === 'address') return { kind: 'address', address: row.address ?? '' }
  return { kind: 'circle', lon: row.lon ?? 0, lat: row.lat ?? 0, metres: row.metres ?? 0 }
}

const columns = { 9: 'c.street_code', 12: 'c.community_code', 15: 'c.grid_code' } as const

/** The cases `c` that lie in a place. */
function inPlace(place: Place): RawBuilder<boolean> {
  switch (place.kind) {
    case 'area': {
      const column = columns[place.areaCode.length as keyof typeof columns] // oxlint-disable-line typescript/no-unsafe-type-assertion -- the contract knows three lengths
      return sql<boolean>`${sql.ref(column)} = ${place.areaCode}`
    }
    case 'address':
      return sql<boolean>`strpos(c.address, ${place.address}) > 0`
    case 'circle': {
      const high = place.metres / 111_320
      const wide = high / Math.cos((place.lat * Math.PI) / 180)
      return sql<boolean>`(c.lat between ${place.lat - high} and ${place.lat + high}
        and c.lon between ${place.lon - wide} and ${place.lon + wide}
        and ((c.lat - ${place.lat}) / ${high}) ^ 2 + ((c.lon - ${place.lon}) / ${wide}) ^ 2 <= 1)`
    }
    default:
      return place satisfies never
  }
}

const mine = (db: Db, caller: Caller) =>
  db
    .selectFrom('cases.followed_place')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('person_id', '=', personOf(caller).personId)
    .where('post_id', '=', personOf(caller).postId)
    .where('ended_at', 'is', null)
    .orderBy('since', 'desc')
    .execute()

/** What the caller follows in the post they act in, each with what is open and what happened lately. */
export async function followedPlaces(db: Db, caller: Caller, now: Date): Promise<FollowedPlace[]> {
  const rows = await mine(db, caller)
  const since = new Date(now.getTime() - LATELY_DAYS * 86_400_000)
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      name: row.name,
      place: placeOf(row),
      since: row.since.toISOString(),
      open: await openIn(db, caller, placeOf(row)),
      news: await newsOf(db, caller, placeOf(row), { from: since, to: now }),
    })),
  )
}

async function openIn(db: Db, caller: Caller, place: Place): Promise<number> {
  const { n } = await db
    .selectFrom('cases.case as c')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(visibleTo(caller))
    .where('c.status', 'in', [
      'reported',
      'verifying',
      'filed',
      'dispatched',
      'handling',
      'handled',
    ])
    .where(inPlace(place))
    .executeTakeFirstOrThrow()
  return n
}

type News = FollowedPlace['news']

/** What was reported and what was closed in a place between two moments, newest first, in the scope. */
async function newsOf(
  db: Db,
  caller: Caller,
  place: Place,
  { from, to }: { from: Date; to: Date },
): Promise<News> {
  const within = (column: 'c.reported_at' | 'c.closed_at') =>
    db
      .selectFrom('cases.case as c')
      .selectAll()
      .where(visibleTo(caller))
      .where(column, '>', from)
      .where(column, '<=', to)
      .where(inPlace(place))
      .orderBy(column, 'desc')
      .limit(MOST_NEWS)
  const [reported, closed] = await Promise.all([
    within('c.reported_at').execute(),
    within('c.closed_at').where('c.status', '=', 'closed').execute(),
  ])
  const line = (row: (typeof reported)[number], at: Date, what: 'new' | 'closed') => ({
    caseId: row.id,
    title: titleFor(row, caller.verbs),
    at: at.toISOString(),
    what,
  })
  return [
    ...reported.map((row) => line(row, row.reported_at, 'new')),
    ...closed.map((row) => line(row, row.closed_at ?? to, 'closed')),
  ].toSorted((a, b) => b.at.localeCompare(a.at))
}

/** Follows a place from now on; the same id again changes nothing. */
export async function followPlace(
  db: Db,
  caller: Caller,
  given: { id: string; name: string; place: Place },
  now: Date,
): Promise<void> {
  const { personId, postId } = personOf(caller)
  const rows = await mine(db, caller)
  if (rows.some((row) => row.id === given.id)) return
  if (rows.length >= MOST_PLACES) throw refused('cases.followed_places_full')
  const { place } = given
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('cases.followed_place')
    .values({
      district_id: caller.districtId,
      id: given.id,
      person_id: personId,
      post_id: postId,
      name: given.name,
      kind: place.kind,
      ...(place.kind === 'area' ? { area_code: place.areaCode } : {}),
      ...(place.kind === 'address' ? { address: place.address } : {}),
      ...(place.kind === 'circle' ? { lon: place.lon, lat: place.lat, metres: place.metres } : {}),
      since: now,
      told_to: now,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw refused('cases.followed_place_taken')
}

export async function stopFollowing(
  db: Db,
  caller: Caller,
  placeId: string,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('cases.followed_place')
    .set({ ended_at: now })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', placeId)
    .where('person_id', '=', personOf(caller).personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('cases.followed_place_not_found')
}

/**
 * Tells every follower what is new and what was closed since they were told last, one notice a place;
 * where nothing happened nothing is said. Whoever holds the post no more is told nothing, and the
 * scope is that of today.
 */
export async function tellOfPlaces(
  db: Db,
  now: Date,
): Promise<{ told: number; failed: unknown[] }> {
  const rows = await db
    .selectFrom('cases.followed_place')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('told_to', '<', now)
    .orderBy('district_id')
    .orderBy('id')
    .execute()
  const failed: unknown[] = []
  let told = 0
  for (const row of rows)
    // oxlint-disable-next-line no-await-in-loop -- one that fails keeps none of the others
    await tellOne(db, row, now).then(
      (said) => (told += said ? 1 : 0),
      (error: unknown) => failed.push(error),
    )
  return { told, failed }
}

async function tellOne(db: Db, row: PlaceRow, now: Date): Promise<boolean> {
  const { personId, postId } = { personId: row.person_id, postId: row.post_id }
  const caller = await actingIn(db, row.district_id, { personId, postId, now })
  if (!caller?.verbs.has('cases.read')) return false
  const news = await newsOf(db, caller, placeOf(row), { from: row.told_to, to: now })
  await transact(db, async (tx) => {
    if (news.length > 0)
      await notify(tx, {
        districtId: row.district_id,
        personId,
        kind: 'cases.followed_place',
        words: { 'zh-CN': digest(zh, row.name, news), en: digest(en, row.name, news) },
        link: '/console/followed',
        factKey: `followed:${row.id}:${row.told_to.toISOString()}`,
        at: now,
      })
    await tx
      .updateTable('cases.followed_place')
      .set({ told_to: now })
      .where('district_id', '=', row.district_id)
      .where('id', '=', row.id)
      .execute()
  })
  return news.length > 0
}

const MOST_LINES = 5

function digest(words: typeof zh, name: string, news: News) {
  const count = (what: News[number]['what']) => String(news.filter((n) => n.what === what).length)
  const lines = news
    .slice(0, MOST_LINES)
    .map((n) => filledIn(words[`followed.${n.what}`], { title: n.title }))
  return {
    title: filledIn(words['followed.title'], {
      name,
      reported: count('new'),
      closed: count('closed'),
    }),
    body: lines.join('\n'),
  }
}
