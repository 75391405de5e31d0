import { sql } from 'kysely'
import { notesDone } from '#modules/people/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { Done } from '../../domain/log/log.ts'

export interface LogSpan {
  districtId: string
  personIds: readonly string[]
  from: Date
  until: Date
}

/** What some people did in a span of time, as one place of the house remembers it. */
export type LogSource = (db: Db, span: LogSpan) => Promise<Done[]>

/** More than a station does in two months; what would lie beyond is cut off at the end. */
const MOST_DEEDS = 50_000

interface Row {
  person_id: string
  at: Date
  act: string
  id: string
  label: string
}

const doneOf =
  (part: Done['part'], kind: Done['of']['kind']) =>
  (row: Row): Done => ({
    personId: row.person_id,
    at: row.at.toISOString(),
    part,
    act: row.act,
    of: { kind, id: row.id, label: row.label },
  })

/** Deeds at cases by their events; what only moved a clock or answered a machine is none. */
export const casesDone: LogSource = async (db, { districtId, personIds, from, until }) => {
  const { rows } = await sql<Row>`
    select d.person_id, d.at, d.type as act, d.case_id as id,
      coalesce(nullif(t.title, ''), t.short_code) || ' ' || t.short_code as label
    from cases.v_done d
    join cases.v_titled_case t on t.district_id = d.district_id and t.case_id = d.case_id
    where d.district_id = ${districtId} and d.person_id = any(${personIds}::uuid[])
      and d.at >= ${from} and d.at < ${until} and d.type <> 'case.clocks_moved'
    order by d.at limit ${MOST_DEEDS}`.execute(db)
  return rows.map(doneOf('cases', 'case'))
}

export const visitsDone: LogSource = async (db, { districtId, personIds, from, until }) => {
  const { rows } = await sql<Row>`
    select v.person_id, v.visited_at as at, 'visit.' || v.outcome as act, s.root_id as id,
      coalesce(nullif(s.address_text, ''), '') as label
    from fieldwork.v_visit v
    join subjects.v_subject s on s.district_id = v.district_id and s.id = v.subject_id
    where v.district_id = ${districtId} and v.person_id = any(${personIds}::uuid[])
      and v.visited_at >= ${from} and v.visited_at < ${until}
    order by v.visited_at limit ${MOST_DEEDS}`.execute(db)
  return rows.map(doneOf('visits', 'door'))
}

/** What was seen on patrol, by round; what a problem became stands among the cases too. */
export const patrolsDone: LogSource = async (db, { districtId, personIds, from, until }) => {
  const { rows } = await sql<Row>`
    select s.person_id, s.at, 'patrol.' || s.kind as act, coalesce(p.route_id, w.route_id, s.patrol_id) as id,
      coalesce(r.name, '') as label
    from fieldwork.patrol_stop s
    left join fieldwork.patrol w on w.district_id = s.district_id and w.id = s.patrol_id
    left join fieldwork.patrol_point p on p.district_id = s.district_id and p.id = s.point_id
    left join fieldwork.patrol_route r on r.district_id = s.district_id
      and r.id = coalesce(p.route_id, w.route_id)
    where s.district_id = ${districtId} and s.person_id = any(${personIds}::uuid[])
      and s.at >= ${from} and s.at < ${until}
    union all
    select w.person_id, w.ended_at, 'patrol.done', coalesce(w.route_id, w.id), coalesce(r.name, '')
    from fieldwork.patrol w
    left join fieldwork.patrol_route r on r.district_id = w.district_id and r.id = w.route_id
    where w.district_id = ${districtId} and w.person_id = any(${personIds}::uuid[])
      and w.ended_at >= ${from} and w.ended_at < ${until}
    order by 2 limit ${MOST_DEEDS}`.execute(db)
  return rows.map(doneOf('patrols', 'route'))
}

/** Rounds of check lists, each by list and place; what became a case stands among the cases too. */
export const checksDone: LogSource = async (db, { districtId, personIds, from, until }) => {
  const { rows } = await sql<Row>`
    select c.person_id, c.at, 'check.done' as act, r.id, l.name || ' ' || p.name as label
    from fieldwork.check_record c
    join fieldwork.check_round r on r.district_id = c.district_id and r.id = c.round_id
    join fieldwork.check_list l on l.district_id = r.district_id and l.id = r.list_id
    join fieldwork.check_place p on p.district_id = r.district_id and p.id = r.place_id
    where c.district_id = ${districtId} and c.person_id = any(${personIds}::uuid[])
      and c.at >= ${from} and c.at < ${until}
    order by c.at limit ${MOST_DEEDS}`.execute(db)
  return rows.map(doneOf('checks', 'round'))
}

/** What was done about hazards, each under its number and place, and days of action of campaigns. */
export const hazardsDone: LogSource = async (db, { districtId, personIds, from, until }) => {
  const { rows } = await sql<Row>`
    select s.person_id, s.at, 'hazard.' || s.act as act, s.hazard_id as id,
      h.year || '-' || lpad(h.number::text, 4, '0') || ' ' || h.address as label
    from fieldwork.hazard_step s
    join fieldwork.hazard h on h.district_id = s.district_id and h.id = s.hazard_id
    where s.district_id = ${districtId} and s.person_id = any(${personIds}::uuid[])
      and s.at >= ${from} and s.at < ${until}
      -- Time whistles in a post's name; nobody did it that day.
      and s.act <> 'whistle'
    union all
    select d.person_id, d.at, 'hazard.day', d.campaign_id, c.name
    from fieldwork.campaign_day d
    join fieldwork.campaign c on c.district_id = d.district_id and c.id = d.campaign_id
    where d.district_id = ${districtId} and d.person_id = any(${personIds}::uuid[])
      and d.at >= ${from} and d.at < ${until} and d.withdrawn_at is null
    order by 2 limit 5000`.execute(db)
  return rows.map(doneOf('hazards', 'hazard'))
}

/** Shifts handed over and taken over, by their notes. */
export const shiftsDone: LogSource = async (db, span) =>
  (await notesDone(db, span)).map(({ personId, at, act, stationId, station }) => ({
    personId,
    at: at.toISOString(),
    part: 'shifts',
    act: `note.${act}`,
    of: { kind: 'station', id: stationId, label: station },
  }))
