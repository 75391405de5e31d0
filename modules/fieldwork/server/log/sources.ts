import { sql } from 'kysely'
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
    order by d.at limit 5000`.execute(db)
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
    order by v.visited_at limit 5000`.execute(db)
  return rows.map(doneOf('visits', 'door'))
}
