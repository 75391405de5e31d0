import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { audit } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import { RouteInput, type PointView, type RouteView } from '../../contract/patrols.ts'
import { dayIn } from '../day.ts'
import { ownsArea } from '../scope.ts'

export interface Asking {
  caller: Caller
  now: Date
}

/** A round concerns whoever sees its area or a part of it; a condition on `fieldwork.patrol_route as r`. */
export const concerning = ({ districtId, scope }: Caller): RawBuilder<boolean> => sql<boolean>`(
  r.district_id = ${districtId} and exists (
    select from unnest(${scope.areas.filter((code) => code !== '')}::text[]) own (code)
    where starts_with(r.area_code, own.code) or starts_with(own.code, r.area_code)))`

interface PointRow {
  route_id: string
  id: string
  name: string
  lon: number
  lat: number
  look: string
  matters: string[]
  looked_at: Date | null
}

/** Rounds of the caller's area with their points in order. */
export async function listRoutes(db: Db, { caller, now }: Asking) {
  const { districtId } = caller
  const { rows } = await sql<{
    id: string
    name: string
    area_code: string
    active: boolean
    version: number
  }>`
    select r.id, r.name, r.area_code, r.active, r.version from fieldwork.patrol_route r
    where ${concerning(caller)} order by r.active desc, r.area_code, r.name, r.id limit 200`.execute(
    db,
  )
  const points = await sql<PointRow>`
    select p.route_id, p.id, p.name, p.lon, p.lat, p.look, p.matters, seen.looked_at
    from fieldwork.patrol_point p
    cross join lateral (
      select max(s.at) as looked_at from fieldwork.patrol_stop s
      where s.district_id = p.district_id and s.point_id = p.id) seen
    where p.district_id = ${districtId} and p.position is not null
      and p.route_id = any(${rows.map((row) => row.id)}::uuid[])
    order by p.route_id, p.position`.execute(db)
  const names = await areaNames(db, districtId)
  const mayPlan = caller.verbs.has('fieldwork.plan')
  const routes = rows.map((row): RouteView => ({
    id: row.id,
    name: row.name,
    areaCode: row.area_code,
    areaName: names.get(row.area_code) ?? '',
    active: row.active,
    version: row.version,
    points: points.rows.filter((p) => p.route_id === row.id).map((p) => pointView(p)),
    mayEdit: mayPlan && ownsArea(caller, row.area_code),
  }))
  return { routes, mayPlan, today: (await dayIn(db, districtId, now)).today }
}

const pointView = (row: PointRow): PointView => ({
  id: row.id,
  name: row.name,
  lon: row.lon,
  lat: row.lat,
  look: row.look,
  matters: row.matters,
  lookedAt: row.looked_at?.toISOString() ?? null,
})

/** Makes or changes a round in an area that the caller sees whole. */
export async function saveRoute(db: Db, { caller, now }: Asking, input: RouteInput) {
  const { id, baseVersion, points, ...given } = RouteInput.parse(input)
  const { districtId } = caller
  const { personId } = personOf(caller)
  if (!ownsArea(caller, given.areaCode)) throw forbidden('fieldwork.area_not_yours')
  if (new Set(points.map((point) => point.id)).size < points.length)
    throw invalid('fieldwork.point_twice')
  return transact(db, async (tx) => {
    if (!(await areaNames(tx, districtId)).has(given.areaCode))
      throw invalid('fieldwork.area_unknown')
    await demandStillOwn(tx, caller, id)
    const { version, outcome } = await saveVersioned(tx, {
      table: 'fieldwork.patrol_route',
      key: { district_id: districtId, id },
      values: {
        name: given.name,
        area_code: given.areaCode,
        active: given.active,
        digest: createHash('sha256').update(canonicalJson(points)).digest('hex'),
      },
      onCreate: { created_at: now, created_by: personId },
      baseVersion,
      outOfDate: 'fieldwork.out_of_date',
    })
    if (outcome === 'same') return { id, version }
    await savePoints(tx, districtId, id, points)
    await audit(tx, caller, {
      act: 'fieldwork.route_saved',
      subjectKind: 'patrol_route',
      subjectId: id,
      details: { areaCode: given.areaCode, points: points.length, active: given.active },
      at: now,
    })
    return { id, version }
  })
}

/** A round cannot be drawn out of an area that the caller does not see whole. */
async function demandStillOwn(tx: Tx, caller: Caller, id: string): Promise<void> {
  const before = await tx
    .selectFrom('fieldwork.patrol_route')
    .select('area_code')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (before && !ownsArea(caller, before.area_code)) throw forbidden('fieldwork.area_not_yours')
}

type Points = ReturnType<typeof RouteInput.parse>['points']

async function savePoints(tx: Tx, districtId: string, routeId: string, points: Points) {
  await tx
    .updateTable('fieldwork.patrol_point')
    .set({ position: null })
    .where('district_id', '=', districtId)
    .where('route_id', '=', routeId)
    .execute()
  const kept = await tx
    .insertInto('fieldwork.patrol_point')
    .values(
      points.map((point, n) => ({
        district_id: districtId,
        id: point.id,
        route_id: routeId,
        position: n + 1,
        name: point.name,
        lon: point.lon,
        lat: point.lat,
        look: point.look,
        matters: point.matters,
      })),
    )
    .onConflict((c) =>
      c
        .columns(['district_id', 'id'])
        .doUpdateSet((eb) => ({
          position: eb.ref('excluded.position'),
          name: eb.ref('excluded.name'),
          lon: eb.ref('excluded.lon'),
          lat: eb.ref('excluded.lat'),
          look: eb.ref('excluded.look'),
          matters: eb.ref('excluded.matters'),
        }))
        .where('fieldwork.patrol_point.route_id', '=', routeId),
    )
    .returning('id')
    .execute()
  if (kept.length < points.length) throw refused('fieldwork.point_elsewhere')
}
