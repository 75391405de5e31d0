import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { CasesTask } from '#database/types.ts'
import type { Tx } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import { stopClocks } from './clocks.ts'
import { letSee } from './sight.ts'

interface Of {
  district_id: string
  id: string
}

export type TaskRow = Selectable<CasesTask>

export async function offerTask(
  tx: Tx,
  kase: Of,
  to: { unitId: string; now: Date; bound?: boolean },
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
      bound: to.bound ?? false,
    })
    .execute()
  await letSee(tx, kase, [to.unitId])
  return id
}

/** The one task of the lead that is still open, or 409. */
export async function openTask(tx: Tx, kase: Of): Promise<TaskRow> {
  const row = await tx
    .selectFrom('cases.task')
    .selectAll()
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('role', '=', 'lead')
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

/**
 * The lead's open task ends with the case or when it goes to another unit; what was asked is withdrawn
 * with it, a hand-over too. Support units go on with their own part.
 */
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
    .where('role', '=', 'lead')
    .where('state', 'in', ['offered', 'accepted', 'rework'])
    .execute()
  await tx
    .updateTable('cases.request')
    .set({ state: 'withdrawn', decided_at: now })
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('state', '=', 'asked')
    .execute()
  await endHandover(tx, kase, { now, state: 'withdrawn' })
}

/** Ends the question that is open, if there is one, with the task of whoever was asked. */
export async function endHandover(
  tx: Tx,
  kase: Of,
  to: { now: Date; state: 'refused' | 'withdrawn'; by?: string; words?: string },
): Promise<void> {
  const ended = await tx
    .updateTable('cases.handover')
    .set({
      state: to.state,
      answered_at: to.now,
      answered_by: to.by ?? null,
      answer: to.words ?? '',
    })
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('state', '=', 'asked')
    .returning('task_id')
    .executeTakeFirst()
  if (!ended) return
  await changeTask(
    tx,
    { district_id: kase.district_id, id: ended.task_id },
    { state: to.state === 'refused' ? 'returned' : 'cancelled', ended_at: to.now },
  )
  await stopClocks(tx, kase, to.now, ['handover'])
}

/** Where nobody works on the case any more, nobody supports, is asked or disputes. */
export async function endDuties(tx: Tx, kase: Of, now: Date): Promise<void> {
  await endHandover(tx, kase, { now, state: 'withdrawn' })
  await tx
    .updateTable('cases.task')
    .set({ state: 'cancelled', ended_at: now })
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('role', '=', 'support')
    .where('state', 'in', ['offered', 'accepted', 'rework'])
    .execute()
  await tx
    .updateTable('cases.ruling')
    .set({ state: 'withdrawn' })
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('state', '=', 'asked')
    .execute()
  await stopClocks(tx, kase, now, ['support', 'handover', 'ruling'])
}
