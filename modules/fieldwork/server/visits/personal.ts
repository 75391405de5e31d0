import { sql } from 'kysely'
import { subjectsUnder, type Concerned } from '#modules/subjects/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { atVisibleDoor } from './views.ts'
import type { Acting } from './record.ts'

interface Row {
  id: string
  words: string
  visited_at: Date
  address_text: string
  open: boolean
}

/**
 * What was noted on calls at the doors of a person. It is needed while something that was promised there is
 * open; it is not rewritten, since it says what was heard that day.
 */
export async function personalVisits(db: Db, acting: Acting, who: Concerned) {
  const doors = await subjectsUnder(db, acting, who)
  const { districtId } = acting.caller
  const { rows } = await sql<Row>`
    select x.id, x.words, x.visited_at, s.address_text, exists (select from fieldwork.promise p
      where p.district_id = x.district_id and p.visit_id = x.id and p.state = 'open') as open
    from fieldwork.visit x
    join subjects.v_subject s on s.district_id = x.district_id and s.id = x.subject_id
    where x.district_id = ${districtId} and ${atVisibleDoor(acting.caller)}
      and (x.id = any(${[...who.known]}::uuid[])
        or x.subject_id = any(${doors.map((door) => door.id)}::uuid[]))
    order by x.visited_at desc, x.id limit 200`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    label: row.address_text,
    at: row.visited_at.toISOString(),
    items: [
      {
        field: 'said',
        text: row.words || null,
        fault: row.words === '' ? ('gone' as const) : row.open ? ('open' as const) : null,
        mayMend: false,
      },
    ],
  }))
}

/** Takes away what was said on a call; that there was one, when and how it went stays. */
export async function eraseSaid(
  tx: Tx,
  { caller }: Acting,
  of: { entryId: string; field: string },
): Promise<void> {
  if (of.field !== 'said') throw invalid('fieldwork.visit_not_found')
  const { numAffectedRows } = await sql`update fieldwork.visit x set words = ''
    where x.id = ${of.entryId}::uuid and x.district_id = ${caller.districtId}
      and ${atVisibleDoor(caller)}`.execute(tx)
  if (numAffectedRows !== 1n) throw notFound('fieldwork.visit_not_found')
}
