import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { CasesTask } from '#database/types.ts'
import type { Tx } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import { letSee } from './sight.ts'

interface Of {
  district_id: string
  id: string
}

export type TaskRow = Selectable<CasesTask>

export async function offerTask(
  tx: Tx,
  kase: Of,
  to: { unitId: string; now: Date },
): Promise<string> {
  const id = randomUUID()
  await tx
    .insertInto('cases.task')
    .values({
      district_id: kase.district_id,
      id,
      case_id: kase.id,
      unit_id: to.unitId,
      offered_at: to.now,
    })
    .execute()
  await letSee(tx, kase, [to.unitId])
  return id
}

/** The one task that is still open, or 409. */
export async function openTask(tx: Tx, kase: Of): Promise<TaskRow> {
  const row = await tx
    .selectFrom('cases.task')
    .selectAll()
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('state', 'in', ['offered', 'accepted', 'rework'])
    .orderBy('offered_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw refused('cases.no_open_task')
  return row
}

export async function changeTask(
  tx: Tx,
  task: { district_id: string; id: string },
  set: Partial<Omit<TaskRow, 'district_id' | 'id' | 'case_id'>>,
): Promise<void> {
  await tx
    .updateTable('cases.task')
    .set(set)
    .where('district_id', '=', task.district_id)
    .where('id', '=', task.id)
    .execute()
}

/** Open tasks end with the case or when it goes to another unit; what was asked is withdrawn with them. */
export async function cancelTasks(
  tx: Tx,
  kase: Of,
  now: Date,
  state: 'cancelled' | 'returned' = 'cancelled',
): Promise<void> {
  await tx
    .updateTable('cases.task')
    .set({ state, ended_at: now })
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('state', 'in', ['offered', 'accepted', 'rework'])
    .execute()
  await tx
    .updateTable('cases.request')
    .set({ state: 'withdrawn', decided_at: now })
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('state', '=', 'asked')
    .execute()
}
