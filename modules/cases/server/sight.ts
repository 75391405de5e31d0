import { sql } from 'kysely'
import type { Tx } from '#platform/server/database.ts'

interface Of {
  district_id: string
  id: string
}

/** When a case is waited for, as `case_waiting` and `cases.sight` have it: what rings comes first, what has no date last. */
export const waiting = sql<Date>`(case when c.rings then 'epoch'::timestamptz else coalesce(c.due_at, 'infinity'::timestamptz) end)`

/**
 * From now on these units see the case, for good: whoever had it keeps seeing what came of it. The
 * case names them too, so that its words and who sees it are looked up in one index. To be
 * called wherever a unit is given a task or is called; `changeCase` calls it for the unit of the row.
 */
export async function letSee(tx: Tx, kase: Of, unitIds: readonly string[]): Promise<void> {
  if (unitIds.length === 0) return
  await sql`
    with seen as (
      insert into cases.sight (district_id, case_id, unit_id, reported_at, open, waits_until)
      select c.district_id, c.id, u.id, c.reported_at,
        c.status not in ('closed', 'refused', 'merged', 'transferred', 'withdrawn', 'void'), ${waiting}
      from cases.case c, unnest(${[...new Set(unitIds)].toSorted()}::uuid[]) u (id)
      where c.district_id = ${kase.district_id} and c.id = ${kase.id}
      on conflict do nothing returning unit_id)
    update cases.case c set seen_by = c.seen_by || s.units
    from (select array_agg(unit_id::text) as units from seen) s
    where c.district_id = ${kase.district_id} and c.id = ${kase.id} and s.units is not null`.execute(
    tx,
  )
}

interface Waiting {
  open: boolean
  rings: boolean
  dueAt: Date | null
}

/** Keeps what waits apart from what has ended, and in its order. */
export async function keepSight(tx: Tx, kase: Of, { open, rings, dueAt }: Waiting): Promise<void> {
  const until = rings ? 'epoch' : (dueAt ?? 'infinity')
  await sql`
    update cases.sight set open = ${open}, waits_until = ${until}::timestamptz
    where district_id = ${kase.district_id} and case_id = ${kase.id}
      and (open, waits_until) is distinct from (${open}, ${until}::timestamptz)`.execute(tx)
}
