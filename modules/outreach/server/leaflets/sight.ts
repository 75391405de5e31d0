import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { concerns } from '../scope.ts'

/**
 * Whether a picture is of a leaflet or a record that concerns the caller. Asked before anything is sent;
 * what is of neither is none of this module's business.
 */
export async function outreachSight(
  db: Db,
  caller: Caller,
  fileId: string,
): Promise<'shown' | 'hidden' | 'unused'> {
  const { rows } = await sql<{ shown: boolean }>`
    select ${concerns(caller, 'l')} as shown from outreach.leaflet_version v
    join outreach.leaflet l on l.district_id = v.district_id and l.id = v.leaflet_id
    where v.district_id = ${caller.districtId} and v.picture_id = ${fileId}
    union all
    select ${concerns(caller, 'r')} from outreach.record r
    where r.district_id = ${caller.districtId} and r.photos @> array[${fileId}::uuid]`.execute(db)
  if (rows.length === 0) return 'unused'
  return rows.some((row) => row.shown) && caller.verbs.has('outreach.read') ? 'shown' : 'hidden'
}
