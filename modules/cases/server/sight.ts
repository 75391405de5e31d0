import { sql } from 'kysely'
import type { Tx } from '#platform/server/database.ts'

interface Of {
  district_id: string
  id: string
}

/**
 * From now on these units see the case, for good: whoever had it keeps seeing what came of it. To be
 * called wherever a unit is given a task or is called; `changeCase` calls it for the unit of the row.
 */
export async function letSee(tx: Tx, kase: Of, unitIds: readonly string[]): Promise<void> {
  if (unitIds.length === 0) return
  await sql`
    insert into cases.sight (district_id, case_id, unit_id, reported_at, open)
    select c.district_id, c.id, u.id, c.reported_at,
      c.status not in ('closed', 'refused', 'merged', 'transferred', 'withdrawn', 'void')
    from cases.case c, unnest(${[...new Set(unitIds)]}::uuid[]) u (id)
    where c.district_id = ${kase.district_id} and c.id = ${kase.id}
    on conflict do nothing`.execute(tx)
}

/** Keeps what waits apart from what has ended, for every unit that sees the case. */
export async function markOpen(tx: Tx, kase: Of, open: boolean): Promise<void> {
  await tx
    .updateTable('cases.sight')
    .set({ open })
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .execute()
}
