import { sql } from 'kysely'
import { z } from 'zod'
import { dayOfDate, startOfDay } from '#kernel/zone.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { Looks } from '../../contract/patrols.ts'
import { stopKinds, type StopKind } from '../../domain/patrols/patrol.ts'
import { dayIn } from '../day.ts'
import { concerning, type Asking } from './rounds.ts'

interface LookRow {
  route_id: string
  route: string
  id: string
  name: string
  lon: number
  lat: number
  looks: { at: string; kind: StopKind }[]
}

/** Which points of active rounds were looked at on a day, and when. Who looked is not asked for. */
export async function readLooks(
  db: Db,
  { caller, now }: Asking,
  ask: { day?: string | undefined },
) {
  const { timeZone, today } = await dayIn(db, caller.districtId, now)
  const day = ask.day ?? today
  const from = new Date(startOfDay(timeZone, dayOfDate(day)))
  const until = new Date(startOfDay(timeZone, dayOfDate(day) + 1))
  const { rows } = await sql<LookRow>`
    select r.id as route_id, r.name as route, p.id, p.name, p.lon, p.lat, seen.looks
    from fieldwork.patrol_route r
    join fieldwork.patrol_point p on p.district_id = r.district_id and p.route_id = r.id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'kind', s.kind) order by s.at), '[]') as looks
      from fieldwork.patrol_stop s
      where s.district_id = p.district_id and s.point_id = p.id and s.at >= ${from} and s.at < ${until}) seen
    where ${concerning(caller)} and ((r.active and p.position is not null) or seen.looks <> '[]')
    order by r.area_code, r.name, r.id, p.position nulls last, p.name limit 3000`.execute(db)
  const routes: Looks['routes'] = []
  for (const { route_id, route, looks, ...point } of rows) {
    const last = routes.at(-1)
    const into = last?.id === route_id ? last : { id: route_id, name: route, points: [] }
    if (into !== last) routes.push(into)
    into.points.push({
      ...point,
      looks: looks.map((look) => ({ at: new Date(look.at).toISOString(), kind: look.kind })),
    })
  }
  return { day, routes }
}

const Track = z.array(z.object({ lon: z.number(), lat: z.number() }))

/** The own walks of the last weeks. There is no such question about anybody else. */
export async function readOwnPatrols(db: Db, { caller }: Asking) {
  const { personId } = personOf(caller)
  const walks = await db
    .selectFrom('fieldwork.patrol as w')
    .leftJoin('fieldwork.patrol_route as r', (join) =>
      join.onRef('r.district_id', '=', 'w.district_id').onRef('r.id', '=', 'w.route_id'),
    )
    .select(['w.id', 'r.name', 'w.started_at', 'w.ended_at', 'w.words', 'w.track', 'w.track_kept'])
    .where('w.district_id', '=', caller.districtId)
    .where('w.person_id', '=', personId)
    .orderBy('w.received_at', 'desc')
    .limit(20)
    .execute()
  const stops = await db
    .selectFrom('fieldwork.patrol_stop')
    .select(['id', 'patrol_id', 'point_id', 'name', 'kind', 'at', 'words', 'case_id'])
    .where('district_id', '=', caller.districtId)
    .where('person_id', '=', personId)
    .where(sql<boolean>`patrol_id = any(${walks.map((walk) => walk.id)}::uuid[])`)
    .orderBy('at')
    .execute()
  return {
    patrols: walks.map((walk) => ({
      id: walk.id,
      routeName: walk.name,
      startedAt: walk.started_at?.toISOString() ?? null,
      endedAt: walk.ended_at?.toISOString() ?? null,
      words: walk.words,
      track: Track.parse(walk.track),
      trackKept: z.enum(['walked', 'coarse', 'gone']).parse(walk.track_kept),
      stops: stops
        .filter((stop) => stop.patrol_id === walk.id)
        .map((stop) => ({
          id: stop.id,
          pointId: stop.point_id,
          name: stop.name,
          kind: z.enum(stopKinds).parse(stop.kind),
          at: stop.at.toISOString(),
          words: stop.words,
          caseId: stop.case_id,
        })),
    })),
  }
}
