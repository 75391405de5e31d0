import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'

export interface StepDone {
  personId: string
  at: string
  act: string
  fileId: string
  label: string
}

/** Steps that some people took in a span of time, oldest first: for the log of their day. */
export async function stepsDone(
  db: Db,
  span: { districtId: string; personIds: readonly string[]; from: Date; until: Date },
): Promise<StepDone[]> {
  const { districtId, personIds, from, until } = span
  const { rows } = await sql<{
    person_id: string
    at: Date
    type: string
    id: string
    title: string
  }>`
    select s.person_id, s.at, s.type, s.file_id as id, f.title
    from enforcement.step s
    join enforcement.file f on f.district_id = s.district_id and f.id = s.file_id
    where s.district_id = ${districtId} and s.person_id = any(${personIds}::uuid[])
      and s.at >= ${from} and s.at < ${until}
    order by s.at limit 5000`.execute(db)
  return rows.map((row) => ({
    personId: row.person_id,
    at: row.at.toISOString(),
    act: row.type,
    fileId: row.id,
    label: row.title,
  }))
}

/** Inspections that some people made in a span of time, both officers alike, oldest first: for the log of their day. */
export async function inspectionsDone(
  db: Db,
  span: { districtId: string; personIds: readonly string[]; from: Date; until: Date },
): Promise<{ personId: string; at: string; inspectionId: string; label: string }[]> {
  const { districtId, personIds, from, until } = span
  const { rows } = await sql<{ person_id: string; inspected_at: Date; id: string; label: string }>`
    select (officer ->> 'personId')::uuid as person_id, a.inspected_at, a.id, a.subject_name as label
    from enforcement.admin_inspection a
    cross join lateral jsonb_array_elements(a.officers) officer
    where a.district_id = ${districtId} and a.voided_at is null
      and (officer ->> 'personId')::uuid = any(${personIds}::uuid[])
      and a.inspected_at >= ${from} and a.inspected_at < ${until}
    order by a.inspected_at limit 1000`.execute(db)
  return rows.map((row) => ({
    personId: row.person_id,
    at: row.inspected_at.toISOString(),
    inspectionId: row.id,
    label: row.label,
  }))
}
