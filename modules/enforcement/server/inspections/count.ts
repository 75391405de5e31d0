import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'

export interface Counted {
  day: string
  matterCode: string
  ground: string
  bodyId: string
  bodyName: string
}

/** Inspections of one enterprise since a day, of whatever entry of the register they name; without those made void. */
export async function inspectionsSince(
  db: Db,
  of: { districtId: string; subjectId: string; since: string },
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select a.day, a.matter_code as "matterCode", a.ground, a.body_id as "bodyId",
      a.body_name as "bodyName"
    from subjects.v_subject named
    join subjects.v_subject one on one.district_id = named.district_id and one.root_id = named.root_id
    join enforcement.admin_inspection a on a.district_id = one.district_id and a.subject_id = one.id
    where named.district_id = ${of.districtId} and named.id = ${of.subjectId}::uuid
      and a.day >= ${of.since} and a.voided_at is null
    order by a.day, a.id`.execute(db)
  return rows
}
