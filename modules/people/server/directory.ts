import { sql } from 'kysely'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { dayIn } from './gate.ts'

/** An organisation that takes tasks. */
export interface Unit {
  id: string
  name: string
  shortName: string
  kind: string
  trade: string | null
  areaCode: string | null
  active: boolean
}

const unitColumns = [
  'id',
  'name',
  'short_name as shortName',
  'kind',
  'trade',
  'area_code as areaCode',
  'active',
] as const

/** The active units of a district, by name. */
export async function unitsOf(db: Db, districtId: string): Promise<Unit[]> {
  return db
    .selectFrom('people.organisation')
    .select(unitColumns)
    .where('district_id', '=', districtId)
    .where('handles_cases', '=', true)
    .where('active', '=', true)
    .orderBy('name')
    .execute()
}

/** A unit, active or not; undefined where the id names no organisation that takes tasks. */
export async function findUnit(db: Db, districtId: string, id: string): Promise<Unit | undefined> {
  return db
    .selectFrom('people.organisation')
    .select(unitColumns)
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('handles_cases', '=', true)
    .executeTakeFirst()
}

export interface Holder {
  personId: string
  postId: string
  name: string
  email: string | null
  language: 'zh-CN' | 'en'
}

export interface HolderFilter {
  kinds?: readonly string[]
  verb?: string
  /** Posts whose areas cover this code. */
  area?: string
  /** Posts of this station. */
  stationId?: string
  /** Posts of this organisation. */
  unitId?: string
  postId?: string
  /** The instant; the day is that of the district. */
  on: Date
}

/**
 * Active people who hold active posts of this description on that day and are not away; every condition
 * must hold.
 */
export async function holders(
  db: Db,
  districtId: string,
  { kinds, verb, area, stationId, unitId, postId, on }: HolderFilter,
): Promise<Holder[]> {
  const rows = await posted(db, districtId, await dayOf(db, districtId, on))
    .select(['p.id as personId', 'po.id as postId', 'p.name', 'p.email', 'p.language'])
    .distinct()
    .$if(kinds !== undefined, (q) => q.where(sql<boolean>`po.kind = any(${kinds}::text[])`))
    .$if(verb !== undefined, (q) => q.where(sql<boolean>`${verb}::text = any(k.verbs)`))
    .$if(area !== undefined, (q) => q.where(covers(area!)))
    .$if(stationId !== undefined, (q) => q.where('po.station_id', '=', stationId!))
    .$if(unitId !== undefined, (q) => q.where('po.organisation_id', '=', unitId!))
    .$if(postId !== undefined, (q) => q.where('po.id', '=', postId!))
    .orderBy('p.name')
    .orderBy('po.id')
    .execute()
  return rows.map((row) => Object.assign(row, { language: languageOf(row.language) }))
}

export interface Rostered {
  personId: string
  unitId: string
  /** The place codes that the post sees, each with all that begin with it. */
  areas: string[]
}

/**
 * The same people, all of some kinds of post, and where each post is: for whoever asks about many
 * places and units at once.
 */
export async function rosterOf(
  db: Db,
  districtId: string,
  { kinds, on }: { kinds: readonly string[]; on: Date },
): Promise<Rostered[]> {
  return posted(db, districtId, await dayOf(db, districtId, on))
    .select(['p.id as personId', 'po.organisation_id as unitId'])
    .select(
      sql<string[]>`case when k.reach in ('areas', 'both') then po.areas else '{}' end`.as('areas'),
    )
    .where(sql<boolean>`po.kind = any(${kinds}::text[])`)
    .orderBy('p.name')
    .orderBy('po.id')
    .execute()
}

/** As `covers`, of a post on the roster. */
export const coversPlace = ({ areas }: Pick<Rostered, 'areas'>, code: string): boolean =>
  areas.some((prefix) => prefix !== '' && code.startsWith(prefix))

const dayOf = async (db: Db, districtId: string, on: Date): Promise<string> =>
  dayIn((await readDistrict(db, districtId)).timeZone, on)

/** Active people (p) on active posts (po, of kind k) on a day, who are not away. */
const posted = (db: Db, districtId: string, day: string) =>
  db
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .innerJoin('people.post_kind as k', (j) =>
      j.onRef('k.district_id', '=', 'po.district_id').onRef('k.code', '=', 'po.kind'),
    )
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'h.district_id').onRef('p.id', '=', 'h.person_id'),
    )
    .where('h.district_id', '=', districtId)
    .where('h.holds_from', '<=', day)
    .where((eb) => eb.or([eb('h.holds_until', 'is', null), eb('h.holds_until', '>=', day)]))
    .where('po.active', '=', true)
    .where('p.active', '=', true)
    .where(atWork(day))

/** Nobody is told while away: a stand-in holds the post, or those above hear. */
const atWork = (day: string) => sql<boolean>`not exists (
  select from people.leave l where l.district_id = h.district_id and l.person_id = h.person_id
    and l.cancelled_at is null and l.away_from <= ${day} and l.away_until >= ${day})`

export const languageOf = (language: string): 'zh-CN' | 'en' => (language === 'en' ? 'en' : 'zh-CN')

/** Whether a post (po, of kind k) sees a place. An empty prefix covers nothing. */
const covers = (area: string) => sql<boolean>`(k.reach in ('areas', 'both') and exists (
  select from unnest(po.areas) prefix where prefix <> '' and starts_with(${area}::text, prefix)))`

export interface PostNamed {
  postId: string
  organisationId: string
  title: string
}

/** The post of a kind that covers a community most closely: its own before its street's. */
async function nearestPost(db: Db, districtId: string, of: { kind: string; area: string }) {
  return db
    .selectFrom('people.post as po')
    .innerJoin('people.post_kind as k', (j) =>
      j.onRef('k.district_id', '=', 'po.district_id').onRef('k.code', '=', 'po.kind'),
    )
    .select(['po.id as postId', 'po.organisation_id as organisationId', 'po.title'])
    .where('po.district_id', '=', districtId)
    .where('po.kind', '=', of.kind)
    .where('po.active', '=', true)
    .where(covers(of.area))
    .orderBy(
      sql`(select max(length(prefix)) from unnest(po.areas) prefix
        where starts_with(${of.area}::text, prefix))`,
      'desc',
    )
    .orderBy('po.id')
    .executeTakeFirst()
}

/** The post that owns a community's station (负责人), or undefined. Who holds it: `holders`. */
export const secretaryPost = (db: Db, districtId: string, communityCode: string) =>
  nearestPost(db, districtId, { kind: 'secretary', area: communityCode })

/** The post that coordinates in a community (牵头人), or undefined. */
export const coordinatorPost = (db: Db, districtId: string, communityCode: string) =>
  nearestPost(db, districtId, { kind: 'coordinator', area: communityCode })

/** The kind of a post, or undefined. */
export async function kindOfPost(
  db: Db,
  districtId: string,
  postId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('people.post')
    .select('kind')
    .where('district_id', '=', districtId)
    .where('id', '=', postId)
    .executeTakeFirst()
  return row?.kind
}

/** The kinds of post that hold a verb: for settings that speak of them. */
export const postKindsWith = (db: Db, districtId: string, verb: string) =>
  db
    .selectFrom('people.post_kind')
    .select(['code', 'name', 'name_en as nameEn'])
    .where('district_id', '=', districtId)
    .where(sql<boolean>`${verb}::text = any(verbs)`)
    .orderBy('code')
    .execute()

/** Names for views, by id; ids that name nothing are left out. */
export interface Names {
  persons: Map<string, string>
  posts: Map<string, string>
  organisations: Map<string, string>
  stations: Map<string, string>
  clients: Map<string, string>
}

export async function nameOf(
  db: Db,
  districtId: string,
  ids: {
    personIds?: readonly string[]
    postIds?: readonly string[]
    organisationIds?: readonly string[]
    stationIds?: readonly string[]
    clientIds?: readonly string[]
  },
): Promise<Names> {
  const read = async (
    table: `people.${'person' | 'post' | 'organisation' | 'station' | 'api_client'}`,
    column: 'name' | 'title' | 'short_name',
    wanted: readonly string[] = [],
  ) => {
    const unique = [...new Set(wanted)]
    if (unique.length === 0) return new Map<string, string>()
    const { rows } = await sql<{ id: string; name: string }>`
      select id, ${sql.ref(column)} as name from ${sql.table(table)}
      where district_id = ${districtId} and id = any(${unique}::uuid[])`.execute(db)
    return new Map(rows.map((row) => [row.id, row.name]))
  }
  const [persons, posts, organisations, stations, clients] = await Promise.all([
    read('people.person', 'name', ids.personIds),
    read('people.post', 'title', ids.postIds),
    read('people.organisation', 'short_name', ids.organisationIds),
    read('people.station', 'name', ids.stationIds),
    read('people.api_client', 'name', ids.clientIds),
  ])
  return { persons, posts, organisations, stations, clients }
}

/** The telephone of a person in clear, for whoever writes to it; null where there is none. */
export async function phoneOf(
  db: Db,
  cipher: Cipher,
  of: { districtId: string; personId: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('people.person')
    .select('phone_cipher')
    .where('district_id', '=', of.districtId)
    .where('id', '=', of.personId)
    .where('active', '=', true)
    .executeTakeFirst()
  return row?.phone_cipher ? cipher.open(row.phone_cipher) : null
}

/** Where a person can be reached, channel by channel, and in which language. */
export async function addressesOf(
  db: Db,
  districtId: string,
  personId: string,
): Promise<{ email: string | null; wecom: string | null; language: 'zh-CN' | 'en' } | undefined> {
  const row = await db
    .selectFrom('people.person')
    .select(['email', 'wecom_id as wecom', 'language'])
    .where('district_id', '=', districtId)
    .where('id', '=', personId)
    .where('active', '=', true)
    .executeTakeFirst()
  return row && { ...row, language: row.language === 'en' ? 'en' : 'zh-CN' }
}

/** Where a person can be written to, and in which language; nothing for those without an address. */
export async function emailOf(
  db: Db,
  districtId: string,
  personId: string,
): Promise<{ address: string; language: 'zh-CN' | 'en' } | undefined> {
  const of = await addressesOf(db, districtId, personId)
  return of?.email ? { address: of.email, language: of.language } : undefined
}

export interface StationNamed {
  id: string
  name: string
  communityCode: string
}

/** Stations of communities within any of these codes. */
export async function stationsWithin(
  db: Db,
  districtId: string,
  areas: readonly string[],
): Promise<StationNamed[]> {
  return db
    .selectFrom('people.station')
    .select(['id', 'name', 'community_code as communityCode'])
    .where('district_id', '=', districtId)
    .where(
      sql<boolean>`exists (select from unnest(${areas}::text[]) code
        where code <> '' and starts_with(community_code, code))`,
    )
    .orderBy('community_code')
    .execute()
}
