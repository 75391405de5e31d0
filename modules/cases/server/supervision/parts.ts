import type { Selectable } from 'kysely'
import type { CasesSupervision } from '#database/types.ts'
import type { Decision } from '#kernel/decision.ts'
import type { Caller } from '#platform/server/caller.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import type { Said } from '../../domain/said.ts'
import type {
  Supervision,
  SupervisionRefusal,
  SupervisionState,
  Supervisor,
  Term,
} from '../../domain/supervision.ts'
import type { WhistleLevel } from '../../domain/whistle.ts'
import { actorOf, changeCase, type Happening } from '../change.ts'
import { orderInSight } from './sight.ts'

export type SupervisionRow = Selectable<CasesSupervision>

/* oxlint-disable typescript/no-unsafe-type-assertion -- check constraints hold these */
export const orderOf = (row: SupervisionRow): Supervision => ({
  state: row.state as SupervisionState,
  unitId: row.unit_id,
  issuedPost: row.issued_post,
})

export const termOf = (row: SupervisionRow): Term => ({
  from: row.round_from,
  dueAt: row.due_at,
  level: row.level as WhistleLevel,
})
/* oxlint-enable typescript/no-unsafe-type-assertion */

/** The caller as the rules of supervision see them. */
export function supervisorOf(caller: Caller): Supervisor {
  const { personId, postId } = personOf(caller)
  const { verbs, unitIds } = actorOf(caller)
  return { personId, postId, verbs, unitIds }
}

export function orRefuse<Fact>(decision: Decision<Fact, SupervisionRefusal>): Fact {
  if (decision.ok) return decision.fact
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`)
}

/** The order held for change, if it is in sight and still what the caller saw. */
export async function lockOrder(
  tx: Tx,
  caller: Caller,
  at: { supervisionId: string; baseVersion: number | null },
): Promise<SupervisionRow> {
  const row = await tx
    .selectFrom('cases.supervision as s')
    .selectAll()
    .where('s.district_id', '=', caller.districtId)
    .where('s.id', '=', at.supervisionId)
    .where(orderInSight(caller))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('cases.supervision_not_found')
  if (at.baseVersion !== null && at.baseVersion !== row.version)
    throw refused('cases.out_of_date', { version: row.version, since: [] })
  return row
}

export const caseIdsOf = async (tx: Tx, row: { district_id: string; id: string }) =>
  (
    await tx
      .selectFrom('cases.supervision_case')
      .select('case_id')
      .where('district_id', '=', row.district_id)
      .where('supervision_id', '=', row.id)
      .orderBy('case_id')
      .execute()
  ).map((r) => r.case_id)

/**
 * Writes what happened to an order into each of its cases, always in the same order of ids, so that
 * two never wait for each other. Whoever may act on the order may have it written there.
 */
export async function tellCases(
  tx: Tx,
  by: { caller: Caller; now: Date; said?: Said | undefined },
  caseIds: readonly string[],
  happening: (change: Parameters<Parameters<typeof changeCase>[2]>[0]) => Promise<Happening>,
): Promise<void> {
  const scope = { areas: [by.caller.districtId], units: [] }
  for (const caseId of [...caseIds].toSorted())
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await changeCase(
      tx,
      { caseId, caller: { ...by.caller, scope }, now: by.now, baseVersion: null, said: by.said },
      happening,
    )
}

export async function saveOrder(
  tx: Tx,
  row: SupervisionRow,
  set: Partial<Omit<SupervisionRow, 'district_id' | 'id'>>,
): Promise<void> {
  await tx
    .updateTable('cases.supervision')
    .set({ ...set, version: row.version + 1 })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()
}
