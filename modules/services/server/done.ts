import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'

export interface SignDeed {
  personId: string
  at: string
  act: string
  id: string
  label: string
}

/**
 * What some people did with shop signs in a span of time, oldest first, for whoever keeps a log of it;
 * what a shop did itself, and what silence did, is nobody's. Bookings are cases, and stand among those.
 */
export async function signsDone(
  db: Db,
  span: { districtId: string; personIds: readonly string[]; from: Date; until: Date },
): Promise<SignDeed[]> {
  const { districtId, personIds, from, until } = span
  const { rows } = await sql<{
    person_id: string
    at: Date
    act: string
    id: string
    label: string
  }>`
    select s.person_id, s.at, 'sign.' || s.act as act, f.id, f.shop as label
    from services.sign_step s
    join services.sign_filing f on f.district_id = s.district_id and f.id = s.filing_id
    where s.district_id = ${districtId} and s.person_id = any(${personIds}::uuid[])
      and s.at >= ${from} and s.at < ${until}
    order by s.at, s.seq limit 5000`.execute(db)
  return rows.map(({ person_id: personId, at, ...row }) =>
    Object.assign(row, { personId, at: at.toISOString() }),
  )
}
