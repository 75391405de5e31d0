import { sql } from 'kysely'
import { centroid } from '#kernel/geometry.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { saveVersioned, type Saved } from '#platform/server/versioned-row.ts'
import { Boundary, type AreaView } from '../contract/shapes.ts'
import { fitsLevel, parentOf, type AreaLevel } from '../domain/area-code.ts'
import { refuseBadPoint } from './points.ts'

export interface AreaInput {
  districtId: string
  code: string
  level: AreaLevel
  name: string
  boundary?: Boundary | null
  /** A middle for an area without an outline; otherwise the outline's. */
  lon?: number | null
  lat?: number | null
  schematic?: boolean
  active?: boolean
  baseVersion?: number | null
}

/** Adds or changes an area. Its parent is what its code says. Lookups of points see it at once. */
export async function saveArea(tx: Tx, input: AreaInput): Promise<Saved> {
  if (!fitsLevel(input.code, input.level) || !input.code.startsWith(input.districtId))
    throw invalid('places.code_does_not_fit', { code: input.code, level: input.level })
  const { boundary = null } = input
  const middle = middleOf(input)
  const saved = await saveVersioned(tx, {
    table: 'places.area',
    key: { district_id: input.districtId, code: input.code },
    values: {
      level: input.level,
      name: input.name,
      parent_code: parentOf(input.code),
      boundary: boundary && JSON.stringify(boundary),
      ...middle,
      schematic: input.schematic ?? false,
      active: input.active ?? true,
    },
    baseVersion: input.baseVersion,
    outOfDate: 'places.out_of_date',
  })
  if (saved.outcome !== 'same')
    await tx
      .updateTable('places.district')
      .set({ areas_version: sql`gen_random_uuid()` })
      .where('district_id', '=', input.districtId)
      .execute()
  return saved
}

function middleOf({ boundary, lon = null, lat = null }: AreaInput) {
  if (!boundary) return { lon, lat }
  for (const corner of cornersOf(boundary)) refuseBadPoint({ lon: corner[0], lat: corner[1] })
  const middle = centroid(boundary)
  return { lon: middle?.[0] ?? null, lat: middle?.[1] ?? null }
}

function* cornersOf(boundary: Boundary): Generator<[number, number]> {
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates
  for (const polygon of polygons)
    for (const ring of polygon) for (const [lon, lat] of ring) yield [lon ?? NaN, lat ?? NaN]
}

export interface AreaFilter {
  level?: AreaLevel | undefined
  under?: string | undefined
  code?: string
  activeOnly?: boolean
}

/** Areas of a district by code. */
export async function listAreas(
  db: Db,
  districtId: string,
  filter: AreaFilter = {},
): Promise<AreaView[]> {
  const { level, under, code } = filter
  const rows = await db
    .selectFrom('places.area')
    .selectAll()
    .where('district_id', '=', districtId)
    .$if(level !== undefined, (q) => q.where('level', '=', level!))
    .$if(under !== undefined, (q) => q.where('code', 'like', `${under!}%`))
    .$if(code !== undefined, (q) => q.where('code', '=', code!))
    .$if(filter.activeOnly === true, (q) => q.where('active', '=', true))
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    code: row.code,
    level: row.level as AreaLevel, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    name: row.name,
    parentCode: row.parent_code,
    boundary: row.boundary === null ? null : Boundary.parse(row.boundary),
    lon: row.lon,
    lat: row.lat,
    schematic: row.schematic,
    active: row.active,
    version: row.version,
  }))
}

/** Names of a district and of its areas, all of them or those of some codes, by code. */
export async function areaNames(
  db: Db,
  districtId: string,
  codes?: readonly string[],
): Promise<Map<string, string>> {
  const [district, areas] = await Promise.all([
    db
      .selectFrom('places.district')
      .select(['district_id', 'name'])
      .where('district_id', '=', districtId)
      .execute(),
    db
      .selectFrom('places.area')
      .select(['code', 'name'])
      .where('district_id', '=', districtId)
      .$if(codes !== undefined, (q) => q.where(sql<boolean>`code = any(${codes}::text[])`))
      .execute(),
  ])
  return new Map([
    ...district.map((d) => [d.district_id, d.name] as const),
    ...areas.map((a) => [a.code, a.name] as const),
  ])
}
