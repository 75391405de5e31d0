import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'

export interface OutreachSpan {
  districtId: string
  personIds: readonly string[]
  from: Date
  until: Date
}

export interface OutreachDeed {
  personId: string
  at: string
  act: string
  id: string
  label: string
}

interface Row {
  person_id: string
  at: Date
  act: string
  id: string
  label: string
}

/** What some people did for outreach in a span of time, for whoever keeps a log of it. */
export async function outreachDone(db: Db, span: OutreachSpan): Promise<OutreachDeed[]> {
  const { districtId, personIds, from, until } = span
  const { rows } = await sql<Row>`
    select r.person_id, r.held_at as at, 'outreach.said' as act, r.id,
      coalesce(nullif(r.place, ''), left(r.words, 40)) as label
    from outreach.record r
    left join outreach.v_record v on v.district_id = r.district_id and v.id = r.id
    where r.district_id = ${districtId} and r.person_id = any(${personIds}::uuid[])
      and r.held_at >= ${from} and r.held_at < ${until} and not v.struck
    union all
    select s.person_id, s.at, 'outreach.' || s.act, p.record_id, p.place
    from outreach.posting_step s
    join outreach.posting p on p.district_id = s.district_id and p.id = s.posting_id
    where s.district_id = ${districtId} and s.person_id = any(${personIds}::uuid[])
      and s.at >= ${from} and s.at < ${until} and s.act <> 'handed_on'
    union all
    select q.person_id, q.asked_at, 'outreach.answered', q.id, left(q.words, 40)
    from outreach.question q
    where q.district_id = ${districtId} and q.person_id = any(${personIds}::uuid[])
      and q.asked_at >= ${from} and q.asked_at < ${until} and q.answer <> ''
    union all
    select a.person_id, a.at, 'outreach.answered', q.id, left(q.words, 40)
    from outreach.question_answer a
    join outreach.question q on q.district_id = a.district_id and q.id = a.question_id
    where a.district_id = ${districtId} and a.person_id = any(${personIds}::uuid[])
      and a.at >= ${from} and a.at < ${until}
    order by 2 limit 5000`.execute(db)
  return rows.map(({ person_id, at, ...row }) =>
    Object.assign(row, { personId: person_id, at: at.toISOString() }),
  )
}
