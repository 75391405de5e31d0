import type { Selectable } from 'kysely'
import type { CasesPlan, CasesPlanConsent, CasesPlanStep } from '#database/types.ts'
import type { Decision } from '#kernel/decision.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import {
  openParts,
  type ConsentState,
  type Plan,
  type Planner,
  type PlanRefusal,
  type PlanState,
  type StepState,
} from '../../domain/plan.ts'
import { actorOf, type Change } from '../change.ts'

export type PlanRow = Selectable<CasesPlan>
export type StepRow = Selectable<CasesPlanStep>
export type ConsentRow = Selectable<CasesPlanConsent>

export interface Held {
  row: PlanRow
  steps: StepRow[]
  consents: ConsentRow[]
  plan: Plan
}

export function plannerOf(caller: Caller): Planner {
  const { verbs, unitIds } = actorOf(caller)
  return { verbs, unitIds }
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- check constraints hold these */
export const stepOf = (row: StepRow) => ({ unitId: row.unit_id, state: row.state as StepState })

export const planOf = (
  row: PlanRow,
  steps: readonly StepRow[],
  consents: readonly ConsentRow[],
): Plan => ({
  state: row.state as PlanState,
  steps: steps.map(stepOf),
  consents: consents.map((c) => ({ state: c.state as ConsentState })),
})
/* oxlint-enable typescript/no-unsafe-type-assertion */

export function orRefuse<Fact>(decision: Decision<Fact, PlanRefusal>, plan: Plan): Fact {
  if (decision.ok) return decision.fact
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`, openParts(plan))
}

export async function partsOf(db: Db, districtId: string, planIds: readonly string[]) {
  if (planIds.length === 0) return { steps: [], consents: [] }
  const [steps, consents] = [
    await db
      .selectFrom('cases.plan_step')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('plan_id', 'in', planIds)
      .orderBy('position')
      .execute(),
    await db
      .selectFrom('cases.plan_consent')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('plan_id', 'in', planIds)
      .orderBy('party')
      .execute(),
  ]
  return { steps, consents }
}

/** A plan of the case that is held for change, with its steps and consents. */
export async function findPlan({ tx, row }: Change, planId: string): Promise<Held> {
  const plan = await tx
    .selectFrom('cases.plan')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('id', '=', planId)
    .executeTakeFirst()
  if (!plan) throw notFound('cases.plan_not_found')
  const { steps, consents } = await partsOf(tx, row.district_id, [plan.id])
  return { row: plan, steps, consents, plan: planOf(plan, steps, consents) }
}

/** Whoever finishes a case with an open plan is told what of it is open. */
export async function requireNoOpenPlan({ tx, row }: Change): Promise<void> {
  const open = await tx
    .selectFrom('cases.plan')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (!open) return
  const { steps, consents } = await partsOf(tx, row.district_id, [open.id])
  throw refused('cases.plan_open', {
    goal: open.goal,
    ...openParts(planOf(open, steps, consents)),
  })
}
