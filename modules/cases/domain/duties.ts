import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { Actor } from './actions.ts'
import type { CaseStatus, TaskRole, TaskState } from './case.ts'

export const handoverStates = ['asked', 'accepted', 'refused', 'withdrawn'] as const
export type HandoverState = (typeof handoverStates)[number]

export type DutyRefusal =
  | 'forbidden'
  | 'wrong_status'
  | 'not_your_unit'
  | 'support_of_oneself'
  | 'support_called'
  | 'support_wrong_state'
  | 'no_return_left'
  | 'handover_to_oneself'
  | 'handover_open'
  | 'handover_over'

/** As much of a case as these rules need. */
export interface Led {
  status: CaseStatus
  leadUnit: string | null
}

/** The task of one unit. */
export interface Duty {
  unitId: string
  role: TaskRole
  state: TaskState
  /** By a ruling: it cannot be given back. */
  bound: boolean
}

const working: readonly CaseStatus[] = ['dispatched', 'handling']
/** Between two leads a support unit goes on with its own part. */
const supported: ReadonlySet<CaseStatus> = new Set(['filed', ...working])

export const isWorking = (status: CaseStatus): boolean => working.includes(status)
export const isSupported = (status: CaseStatus): boolean => supported.has(status)
export const isOpenDuty = (state: TaskState): boolean => state === 'offered' || state === 'accepted'

const leads = (kase: Led, by: Actor): boolean =>
  kase.leadUnit !== null && by.unitIds.includes(kase.leadUnit)

/**
 * Whoever dispatches calls any unit to support; the lead itself only a partner without an account,
 * which works for it: one unit orders no other.
 */
export function mayCallSupport(
  kase: Led,
  by: Actor,
  unit: { id: string; partner: boolean },
  there: readonly Duty[],
): Decision<null, DutyRefusal> {
  const dispatches = by.verbs.has('cases.dispatch')
  const own = by.verbs.has('cases.ask') && leads(kase, by) && unit.partner
  if (!dispatches && !own) return refuse('forbidden')
  if (!isWorking(kase.status)) return refuse('wrong_status')
  if (unit.id === kase.leadUnit) return refuse('support_of_oneself')
  const called = there.some((d) => d.unitId === unit.id && isOpenDuty(d.state))
  return called ? refuse('support_called') : accept(null)
}

export const supportActs = ['accept', 'finish', 'return', 'release'] as const
export type SupportAct = (typeof supportActs)[number]

/** What becomes of the task. */
export const supportAfter = {
  accept: 'accepted',
  finish: 'done',
  return: 'returned',
  release: 'cancelled',
} as const satisfies Record<SupportAct, TaskState>

const supportVerbs = { accept: 'cases.accept', finish: 'cases.finish', return: 'cases.return' }

/**
 * The support unit takes, finishes or gives back its own part; the lead or whoever dispatches
 * releases it. What a ruling has given is not given back.
 */
export function mayDoSupport(
  kase: Led,
  duty: Duty,
  by: Actor,
  act: SupportAct,
): Decision<null, DutyRefusal> {
  if (duty.role !== 'support' || !supportFrom[act].includes(duty.state))
    return refuse('support_wrong_state')
  const not = act === 'release' ? mayRelease(kase, by) : mayWorkOn(duty, by, act)
  if (not) return refuse(not)
  if (!isSupported(kase.status)) return refuse('wrong_status')
  return act === 'return' && duty.bound ? refuse('no_return_left') : accept(null)
}

const supportFrom: Record<SupportAct, readonly TaskState[]> = {
  accept: ['offered'],
  finish: ['accepted'],
  return: ['offered', 'accepted'],
  release: ['offered', 'accepted'],
}

function mayRelease(kase: Led, by: Actor): DutyRefusal | null {
  const lead = by.verbs.has('cases.ask') && leads(kase, by)
  return by.verbs.has('cases.dispatch') || lead ? null : 'forbidden'
}

function mayWorkOn(duty: Duty, by: Actor, act: keyof typeof supportVerbs): DutyRefusal | null {
  if (!by.verbs.has(supportVerbs[act])) return 'forbidden'
  return by.unitIds.includes(duty.unitId) ? null : 'not_your_unit'
}

/** The unit that has the case asks another to take it over. It keeps it, and its clock runs. */
export function mayAskHandover(
  kase: Led,
  by: Actor,
  to: string | null,
  open: boolean,
): Decision<null, DutyRefusal> {
  if (!by.verbs.has('cases.ask')) return refuse('forbidden')
  if (!leads(kase, by)) return refuse('not_your_unit')
  if (!isWorking(kase.status)) return refuse('wrong_status')
  if (to !== null && by.unitIds.includes(to)) return refuse('handover_to_oneself')
  return open ? refuse('handover_open') : accept(null)
}

export interface Handover {
  fromUnit: string
  toUnit: string
  state: HandoverState
}

/** Only whoever was asked answers; only whoever asked takes the question back. Nothing else ends it. */
export function mayAnswerHandover(
  kase: Led,
  handover: Handover,
  by: Actor,
  to: Exclude<HandoverState, 'asked'>,
): Decision<null, DutyRefusal> {
  const verb = { accepted: 'cases.accept', refused: 'cases.return', withdrawn: 'cases.ask' }[to]
  if (!by.verbs.has(verb)) return refuse('forbidden')
  const asker = to === 'withdrawn'
  if (!by.unitIds.includes(asker ? handover.fromUnit : handover.toUnit))
    return refuse('not_your_unit')
  if (handover.state !== 'asked') return refuse('handover_over')
  return isWorking(kase.status) ? accept(null) : refuse('wrong_status')
}
