import { accept, refuse, type Decision } from '#kernel/decision.ts'

/** 一事一策: steps by unit and date, whose consent is needed, visits in rounds, followed until done. */
export const planStates = ['open', 'done', 'dropped'] as const
export type PlanState = (typeof planStates)[number]
export const stepStates = ['todo', 'doing', 'done', 'dropped'] as const
export type StepState = (typeof stepStates)[number]
export const consentKinds = ['household', 'merchant', 'property', 'organisation'] as const
export type ConsentKind = (typeof consentKinds)[number]
export const consentStates = ['waiting', 'agreed', 'refused', 'waived'] as const
export type ConsentState = (typeof consentStates)[number]

export interface Plan {
  state: PlanState
  steps: readonly { unitId: string; state: StepState }[]
  consents: readonly { state: ConsentState }[]
}

export interface Planner {
  verbs: ReadonlySet<string>
  unitIds: readonly string[]
}

export type PlanRefusal =
  | 'forbidden'
  | 'plan_over'
  | 'plan_unfinished'
  | 'plan_step_not_yours'
  | 'plan_step_state'

const leads = (by: Planner) => by.verbs.has('cases.plan')

/** Whoever leads changes the plan itself. */
export function mayChangePlan(plan: Plan, by: Planner): Decision<null, PlanRefusal> {
  if (!leads(by)) return refuse('forbidden')
  return plan.state === 'open' ? accept(null) : refuse('plan_over')
}

/** Dropping a step is the leader's; everything else also the unit's whose step it is. Done may be taken back. */
const moves: Record<StepState, readonly StepState[]> = {
  todo: ['doing', 'done', 'dropped'],
  doing: ['done', 'dropped', 'todo'],
  done: ['doing'],
  dropped: ['todo'],
}

export function mayMoveStep(
  plan: Plan,
  step: { unitId: string; state: StepState },
  by: Planner,
  to: StepState,
): Decision<null, PlanRefusal> {
  if (plan.state !== 'open') return refuse('plan_over')
  const own = by.verbs.has('cases.finish') && by.unitIds.includes(step.unitId)
  if (!leads(by) && !own) return refuse('plan_step_not_yours')
  const led = to === 'dropped' || step.state === 'dropped'
  if (led && !leads(by)) return refuse('forbidden')
  return moves[step.state].includes(to) ? accept(null) : refuse('plan_step_state')
}

export const stepMoves = (
  plan: Plan,
  step: { unitId: string; state: StepState },
  by: Planner,
): StepState[] => moves[step.state].filter((to) => mayMoveStep(plan, step, by, to).ok)

/** Whoever goes from door to door: the leader, grid workers and officers, and the units of the steps. */
export function mayVisit(plan: Plan, by: Planner): Decision<null, PlanRefusal> {
  if (plan.state !== 'open') return refuse('plan_over')
  const inIt = plan.steps.some((s) => by.unitIds.includes(s.unitId))
  return leads(by) || by.verbs.has('cases.verify') || inIt ? accept(null) : refuse('forbidden')
}

/** Still to be done, or being done. */
export const isOpenStep = (state: StepState): boolean => state === 'todo' || state === 'doing'

/** What is still open: counted for whoever wants to finish. */
export function openParts(plan: Plan): { steps: number; consents: number } {
  return {
    steps: plan.steps.filter((s) => isOpenStep(s.state)).length,
    consents: plan.consents.filter((c) => c.state === 'waiting' || c.state === 'refused').length,
  }
}

/** A plan is done when every step is and everybody whose consent counts has given it; it can be dropped. */
export function mayEndPlan(
  plan: Plan,
  by: Planner,
  how: 'done' | 'dropped',
): Decision<null, PlanRefusal> {
  const may = mayChangePlan(plan, by)
  if (!may.ok) return may
  const open = openParts(plan)
  return how === 'dropped' || open.steps + open.consents === 0
    ? accept(null)
    : refuse('plan_unfinished')
}

const DAY = 86_400_000
const levels = [
  { level: 'unit', after: 1 },
  { level: 'lead', after: 3 },
  { level: 'secretary', after: 7 },
] as const
export type PlanLevel = (typeof levels)[number]['level']

/** What rings today for a step whose day has passed: its unit, who made the plan, the secretary; each once. */
export function stepRings(
  dueOn: string,
  today: string,
  rung: readonly string[],
): readonly PlanLevel[] {
  const passed = (Date.parse(today) - Date.parse(dueOn)) / DAY
  return levels.filter((l) => passed >= l.after && !rung.includes(l.level)).map((l) => l.level)
}
