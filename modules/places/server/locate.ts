import { createPointIndex, haversineMetres } from '#kernel/geometry.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import { DistrictSettings } from '../contract/shapes.ts'
import { nowhere, whereaboutsOf, type Whereabouts } from '../domain/area-code.ts'
import type { Point } from '../domain/point.ts'
import { listAreas } from './areas.ts'

type Find = (point: Point, nearestMetres: number) => Whereabouts

/** Locates within one district, for as long as its outlines stay as they are. */
export type Locate = (point: Point) => Whereabouts

/**
 * One index per district, named by the value that changes with every outline, so that no process and
 * no transaction ever asks an index of other outlines. Past this many districts the oldest goes.
 */
const indexes = new Map<string, { areasVersion: string; find: Find }>()
const MOST_INDEXES = 64

/**
 * Street, community and grid of a point: by the grids' outlines, else by the communities', else the
 * nearest community's middle within the district's limit (3 km by default), else '' for all.
 */
export async function locate(db: Db, districtId: string, point: Point): Promise<Whereabouts> {
  return (await locateIn(db, districtId))(point)
}

/** The same for many points at once: the district is asked only for its name of outlines. */
export async function locateIn(db: Db, districtId: string): Promise<Locate> {
  const row = await db
    .selectFrom('places.district')
    .select(['areas_version', 'settings'])
    .where('district_id', '=', districtId)
    .executeTakeFirst()
  if (!row) throw notFound('places.district_not_found')
  const { nearestCommunityMetres } = DistrictSettings.parse(row.settings)
  const known = indexes.get(districtId)
  if (known?.areasVersion === row.areas_version)
    return (point) => known.find(point, nearestCommunityMetres)
  const find = await buildFind(db, districtId)
  indexes.delete(districtId)
  const oldest = indexes.keys().next().value
  if (indexes.size >= MOST_INDEXES && oldest !== undefined) indexes.delete(oldest)
  indexes.set(districtId, { areasVersion: row.areas_version, find })
  return (point) => find(point, nearestCommunityMetres)
}

async function buildFind(db: Db, districtId: string): Promise<Find> {
  const areas = await listAreas(db, districtId, { activeOnly: true })
  const indexOf = (level: 'grid' | 'community') =>
    createPointIndex(
      areas.flatMap((a) =>
        a.level === level && a.boundary ? [{ key: a.code, geometry: a.boundary }] : [],
      ),
    )
  const [grids, communities] = [indexOf('grid'), indexOf('community')]
  const middles = areas.flatMap(({ level, code, lon, lat }) =>
    level === 'community' && lon !== null && lat !== null ? [{ code, middle: [lon, lat] }] : [],
  )
  return ({ lon, lat }, nearestMetres) => {
    const inside = grids.find(lon, lat)[0] ?? communities.find(lon, lat)[0]
    if (inside !== undefined) return whereaboutsOf(inside)
    let [nearest, shortest] = ['', nearestMetres]
    for (const { code, middle } of middles) {
      const metres = haversineMetres([lon, lat], middle)
      if (metres <= shortest) [nearest, shortest] = [code, metres]
    }
    return nearest === '' ? nowhere : whereaboutsOf(nearest)
  }
}
