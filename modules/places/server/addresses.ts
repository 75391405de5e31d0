import { sql } from 'kysely'
import { questionTokensOf, tokensOf } from '#kernel/text-tokens.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { saveVersioned, type Saved } from '#platform/server/versioned-row.ts'
import type { AddressView } from '../contract/shapes.ts'
import type { Point } from '../domain/point.ts'
import { locate } from './locate.ts'
import { refuseBadPoint } from './points.ts'

export interface AddressInput {
  districtId: string
  id: string
  kind: AddressView['kind']
  name: string
  fullText: string
  parentId?: string | null
  /** Stored coordinates; `toStored` makes them from others. */
  lon: number
  lat: number
  /** Left out, both follow from the point. */
  communityCode?: string | undefined
  gridCode?: string | null
  active?: boolean
  baseVersion?: number | null
}

/** Adds or changes an address. 400 where the community is neither given nor follows from the point. */
export async function saveAddress(tx: Tx, input: AddressInput): Promise<Saved> {
  refuseBadPoint(input)
  const where = await locate(tx, input.districtId, input)
  const communityCode = input.communityCode ?? where.communityCode
  if (communityCode === '') throw invalid('places.point_outside_district')
  const located = where.communityCode === communityCode ? where.gridCode : ''
  const gridCode = input.gridCode ?? (located === '' ? null : located)
  return saveVersioned(tx, {
    table: 'places.address',
    key: { district_id: input.districtId, id: input.id },
    values: {
      kind: input.kind,
      name: input.name,
      full_text: input.fullText,
      parent_id: input.parentId ?? null,
      community_code: communityCode,
      grid_code: gridCode,
      lon: input.lon,
      lat: input.lat,
      tokens: tokensOf(`${input.fullText} ${input.name}`),
      active: input.active ?? true,
    },
    baseVersion: input.baseVersion,
    outOfDate: 'places.out_of_date',
  })
}

const columns = [
  'id',
  'kind',
  'name',
  'full_text as fullText',
  'community_code as communityCode',
  'grid_code as gridCode',
  'lon',
  'lat',
  'version',
] as const

/** A check constraint holds the kinds. */
const viewOf = <Row extends Omit<AddressView, 'kind'> & { kind: string }>(row: Row) =>
  row as Row & Pick<AddressView, 'kind'> // oxlint-disable-line typescript/no-unsafe-type-assertion -- see above

export async function readAddress(db: Db, districtId: string, id: string): Promise<AddressView> {
  const row = await db
    .selectFrom('places.address')
    .select(columns)
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('places.address_not_found')
  return viewOf(row)
}

/** Shown at most; a list that completes what one types is read at a glance. */
const MOST_ADDRESSES = 9
/** Looked at before the best are shown: enough for any street, and few enough for every keystroke. */
const NEAREST = 50
const WITHOUT_PLACE = 5000

/**
 * Active addresses that hold every piece of the text: those whose name begins with it first, then
 * nearest first where a point is given, else shortest first. Of a very common text only the nearest,
 * or without a point some, are looked at.
 */
export async function searchAddresses(
  db: Db,
  districtId: string,
  text: string,
  near?: Point,
): Promise<AddressView[]> {
  const tokens = questionTokensOf(text)
  if (tokens.length === 0) return []
  const begins = `${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const narrowing = near && Math.cos((near.lat * Math.PI) / 180)
  const rows = await db
    .with('candidate', (cte) =>
      cte
        .selectFrom('places.address')
        .select(columns)
        .where('district_id', '=', districtId)
        .where('active', '=', true)
        .where(sql<boolean>`tokens @> ${tokens}::text[]`)
        .$if(near !== undefined, (q) =>
          q.orderBy(sql`point(lon, lat) <-> point(${near!.lon}, ${near!.lat})`),
        )
        .limit(near === undefined ? WITHOUT_PLACE : NEAREST),
    )
    .selectFrom('candidate')
    .selectAll()
    .orderBy(sql`name like ${begins}`, 'desc')
    .$if(near !== undefined, (q) =>
      q.orderBy(sql`(lat - ${near!.lat}) ^ 2 + ((lon - ${near!.lon}) * ${narrowing}) ^ 2`),
    )
    .orderBy(sql`length("fullText")`)
    .orderBy('id')
    .limit(MOST_ADDRESSES)
    .execute()
  return rows.map(viewOf)
}

const rowColumns = [
  ...columns.map((name) => `a.${name}` as const),
  'a.parent_id as parentId',
  'a.active',
] as const

/** All addresses of a district by their text, active or not: for sheets. */
export async function addressesWithin(db: Db, districtId: string) {
  const rows = await db
    .selectFrom('places.address as a')
    .select(rowColumns)
    .where('a.district_id', '=', districtId)
    .orderBy(sql`a.full_text collate "C"`)
    .orderBy('a.id')
    .execute()
  return rows.map(viewOf)
}

export interface AddressFilter {
  q: string
  under?: string | undefined
  parentId?: string | undefined
  kind?: AddressView['kind'] | undefined
  /** The `next` of the page before. */
  after?: string | undefined
  limit: number
}

/** Addresses by their text, active or not, each with its valid code. */
export async function listAddresses(db: Db, districtId: string, filter: AddressFilter) {
  const { under, parentId, kind, limit } = filter
  const tokens = questionTokensOf(filter.q)
  const last = filter.after === undefined ? null : cursorOf(filter.after)
  const rows = await db
    .selectFrom('places.address as a')
    .select(rowColumns)
    .select((eb) =>
      eb
        .selectFrom('places.doorplate as d')
        .select('d.token')
        .whereRef('d.district_id', '=', 'a.district_id')
        .whereRef('d.address_id', '=', 'a.id')
        .where('d.revoked_at', 'is', null)
        .orderBy('d.printed_at', 'desc')
        .limit(1)
        .as('token'),
    )
    .where('a.district_id', '=', districtId)
    .$if(tokens.length > 0, (q) => q.where(sql<boolean>`a.tokens @> ${tokens}::text[]`))
    .$if(under !== undefined, (q) =>
      q.where((eb) =>
        eb.or([eb('a.community_code', 'like', `${under!}%`), eb('a.grid_code', '=', under!)]),
      ),
    )
    .$if(parentId !== undefined, (q) => q.where('a.parent_id', '=', parentId!))
    .$if(kind !== undefined, (q) => q.where('a.kind', '=', kind!))
    .$if(last !== null, (q) =>
      q.where(sql<boolean>`(a.full_text collate "C", a.id) > (${last!.text}, ${last!.id}::uuid)`),
    )
    .orderBy(sql`a.full_text collate "C"`)
    .orderBy('a.id')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  return {
    rows: page.map(viewOf),
    next: rows.length > limit && end ? `${end.id}${end.fullText}` : null,
  }
}

const UUID_LENGTH = 36

/** The id comes first, since it is of one length. */
function cursorOf(after: string): { id: string; text: string } {
  const id = after.slice(0, UUID_LENGTH)
  if (!/^[0-9a-f-]{36}$/.test(id)) throw invalid('request.malformed')
  return { id, text: after.slice(UUID_LENGTH) }
}
