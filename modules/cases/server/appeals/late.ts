import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { LateClock } from '../../domain/appeal.ts'

export interface LateRow extends LateClock {
  id: string
  round: number
  dueAt: Date | null
  appealed: boolean
}

/**
 * The stages of a case that ended late, with the unit that answers for each: that of the clock's own
 * task, or for the handling clock, which outlives tasks, the last one that had the case by its end.
 */
export async function lateClocks(db: Db, caller: Caller, caseId: string): Promise<LateRow[]> {
  const { rows } = await sql<LateRow>`
    select k.id, k.stage, k.round, k.on_time as "onTime", k.stopped_at as "stoppedAt",
      k.due_at as "dueAt",
      (select t.unit_id from cases.task t
        where t.district_id = k.district_id and t.case_id = k.case_id and t.role = 'lead'
          and (t.id = k.task_id or (k.task_id is null and t.offered_at <= k.stopped_at))
        order by t.offered_at desc limit 1) as "unitId",
      exists (select from cases.appeal a
        where a.district_id = k.district_id and a.clock_id = k.id) as appealed
    from cases.clock k
    where k.district_id = ${caller.districtId} and k.case_id = ${caseId} and k.on_time = false
    order by k.started_at`.execute(db)
  return rows
}
