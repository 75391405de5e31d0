import type { Selectable } from 'kysely'
import type { CasesHandover, CasesRuling, CasesTask } from '#database/types.ts'
import type { Decision } from '#kernel/decision.ts'
import { findUnit, type Unit } from '#modules/people/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { Duty, DutyRefusal, Handover, HandoverState, Led } from '../../domain/duties.ts'
import type { TaskRole } from '../../domain/case.ts'
import type { Ruling, RulingRefusal, RulingState } from '../../domain/ruling.ts'
import type { Change } from '../change.ts'

export type TaskRow = Selectable<CasesTask>
export type HandoverRow = Selectable<CasesHandover>
export type RulingRow = Selectable<CasesRuling>

export const ledOf = (row: { status: Led['status']; unit_id: string | null }): Led => ({
  status: row.status,
  leadUnit: row.unit_id,
})

export const dutyOf = (task: TaskRow): Duty => ({
  unitId: task.unit_id,
  role: task.role as TaskRole, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  state: task.state,
  bound: task.bound,
})

export const handoverOf = (row: HandoverRow): Handover => ({
  fromUnit: row.from_unit,
  toUnit: row.to_unit,
  state: row.state as HandoverState, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
})

export const rulingOf = (row: RulingRow): Ruling => ({
  state: row.state as RulingState, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  parties: row.parties,
  askedBy: row.asked_by,
})

/** The fact, or the refusal as a Problem. */
export function orRefuse<Fact>(
  decision: Decision<Fact, DutyRefusal | RulingRefusal>,
  status: string,
): Fact {
  if (decision.ok) return decision.fact
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`, { status })
}

export const tasksOf = (db: Db, of: { district_id: string; id: string }): Promise<TaskRow[]> =>
  db
    .selectFrom('cases.task')
    .selectAll()
    .where('district_id', '=', of.district_id)
    .where('case_id', '=', of.id)
    .orderBy('offered_at')
    .orderBy('id')
    .execute()

export async function supportTask(change: Change, taskId: string): Promise<TaskRow> {
  const found = (await tasksOf(change.tx, change.row)).find((t) => t.id === taskId)
  if (found?.role !== 'support') throw notFound('cases.support_not_found')
  return found
}

export async function activeUnit(change: Change, unitId: string): Promise<Unit> {
  const unit = await findUnit(change.tx, change.row.district_id, unitId)
  if (!unit?.active) throw invalid('cases.unit_not_found')
  return unit
}

export const unitName = async (change: Change, unitId: string): Promise<string> =>
  (await findUnit(change.tx, change.row.district_id, unitId))?.name ?? ''

/**
 * Whether a page has sent this before: the id it made is there, on this case. The same id on another
 * case is a mistake that is said.
 */
export async function isSent(
  db: Db,
  table: 'cases.task' | 'cases.handover' | 'cases.ruling' | 'cases.partner_link',
  of: { districtId: string; caseId: string; id: string },
): Promise<boolean> {
  const row = await db
    .selectFrom(table)
    .select('case_id')
    .where('district_id', '=', of.districtId)
    .where('id', '=', of.id)
    .executeTakeFirst()
  if (row && row.case_id !== of.caseId) throw refused('cases.client_id_taken')
  return row !== undefined
}
