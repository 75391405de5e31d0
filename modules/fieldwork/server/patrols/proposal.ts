import { sql } from 'kysely'
import { listMatters } from '#modules/catalogue/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { forbidden } from '#platform/server/problem.ts'
import { proposePoints, type Sign } from '../../domain/patrols/propose.ts'
import { doorWithin, ownsArea } from '../scope.ts'
import { dueDoors } from '../visits/doors.ts'
import type { Asking } from './rounds.ts'

/** What is over for longer says nothing of today. */
const RECENT_DAYS = 90
const LOOKED_DAYS = 60
const DAY = 86_400_000

/**
 * Points for a round through an area that the caller sees whole: open and recent cases, hazards among
 * them, doors that are due, and where nobody has looked lately. What was reported in confidence is no sign.
 */
export async function proposeRoute(db: Db, asking: Asking, ask: { area: string; most: number }) {
  if (!ownsArea(asking.caller, ask.area)) throw forbidden('fieldwork.area_not_yours')
  const signs = [
    ...(await caseSigns(db, asking, ask.area)),
    ...(await doorSigns(db, asking, ask.area)),
  ]
  const looked = await lookedPlaces(db, asking, ask.area)
  const points = proposePoints({ signs, looked, most: ask.most })
  return {
    points: points.map(({ lon, lat, name, matters, reasons }) => ({
      lon,
      lat,
      name,
      matters,
      reasons,
    })),
  }
}

async function caseSigns(db: Db, { caller, now }: Asking, area: string): Promise<Sign[]> {
  const { districtId } = caller
  const { rows: matters } = await listMatters(db, districtId, { limit: 5000 })
  const hazards = new Set(matters.filter((m) => m.hazard).map((m) => `${m.kind}/${m.code}`))
  const { rows } = await sql<{
    lon: number
    lat: number
    open: boolean
    matter: string | null
    key: string | null
    name: string
  }>`
    select round(min(s.lon)::numeric, 4)::float8 as lon, round(min(s.lat)::numeric, 4)::float8 as lat,
      min(s.status::text) not in ('closed', 'refused', 'merged', 'transferred', 'withdrawn', 'void') as open,
      min(s.matter_name) as matter, min(t.matter_kind::text || '/' || t.matter_code) as key,
      coalesce(nullif(min(s.address), ''), min(s.matter_name), min(s.short_code)) as name
    from cases.v_report s
    join cases.v_titled_case t on t.district_id = s.district_id and t.case_id = s.case_id
    where s.district_id = ${districtId} and ${doorWithin(area)} and s.lon is not null
      and s.status not in ('refused', 'merged', 'withdrawn', 'void')
    group by s.case_id
    having not bool_or(s.confidential) and (min(s.status::text) not in ('closed', 'transferred')
      or max(s.at) >= ${new Date(now.getTime() - RECENT_DAYS * DAY)})
    order by max(s.at) desc limit 2000`.execute(db)
  return rows.map((row) => ({
    lon: row.lon,
    lat: row.lat,
    name: row.name.slice(0, 80),
    matter: row.matter?.slice(0, 60) ?? null,
    risk: row.open ? (row.key !== null && hazards.has(row.key) ? 'hazard' : 'open') : 'recent',
  }))
}

async function doorSigns(db: Db, asking: Asking, area: string): Promise<Sign[]> {
  const { doors } = await dueDoors(db, asking, { under: area, within: 0 })
  return doors.flatMap(({ subject }): Sign[] => {
    const { lon, lat, addressText } = subject
    if (lon === null || lat === null) return []
    return [{ lon, lat, risk: 'door', name: addressText.slice(0, 80), matter: null }]
  })
}

async function lookedPlaces(db: Db, { caller, now }: Asking, area: string) {
  const { rows } = await sql<{ lon: number; lat: number; at: Date }>`
    select p.lon, p.lat, max(s.at) as at
    from fieldwork.patrol_route r
    join fieldwork.patrol_point p on p.district_id = r.district_id and p.route_id = r.id
    join fieldwork.patrol_stop s on s.district_id = p.district_id and s.point_id = p.id
    where r.district_id = ${caller.districtId}
      and (starts_with(r.area_code, ${area}) or starts_with(${area}, r.area_code))
      and s.at >= ${new Date(now.getTime() - LOOKED_DAYS * DAY)}
    group by p.id, p.lon, p.lat`.execute(db)
  return rows.map(({ lon, lat, at }) => ({
    lon,
    lat,
    daysAgo: Math.floor((now.getTime() - at.getTime()) / DAY),
  }))
}
