import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { Id } from '#kernel/id.ts'
import type { Case, CaseStatus } from './case.ts'
import { canMove } from './lifecycle.ts'

/** Who wants to act, in the post the person acts in now. */
export interface Actor {
  personId: Id<'person'> | null
  verbs: ReadonlySet<string>
  /** Units whose tasks this post may work on. */
  unitIds: readonly string[]
}

/** What else the rules must know of the case: its open task and whether something is asked. */
export interface Around {
  taskState: 'none' | 'offered' | 'accepted' | 'rework'
  requestOpen: boolean
  suspended: boolean
  /** After a second return the coordinator designates, as after a ruling: there is no return any more. */
  designated: boolean
  /** A support unit has not finished yet and was not released. */
  supportOpen?: boolean
  /** Another unit was asked to take over, or a ruling was asked for, and neither has been answered. */
  handoverOpen?: boolean
  rulingOpen?: boolean
  /** The reporter has a phone number to call back. */
  hasContact: boolean
  judged: boolean
  /** Everybody who has ever accepted, arrived at, finished or settled it, whatever round it is in. */
  workers: readonly string[]
}

export const actionRefusals = [
  'wrong_status',
  'forbidden',
  'not_your_unit',
  'own_work',
  'already_asked',
  'nothing_asked',
  'no_return_left',
  'not_accepted',
  'suspended',
  'not_suspended',
  'already_judged',
  'no_contact',
  'support_open',
  'designate_needed',
  'merge_units_open',
] as const
export type ActionRefusal = (typeof actionRefusals)[number]

interface Rule {
  verb: string
  from: readonly CaseStatus[]
  /** The move it makes, asked of the lifecycle besides `from`. */
  to?: CaseStatus
  also?: (kase: Case, actor: Actor, around: Around) => ActionRefusal | null
}

const open: readonly CaseStatus[] = [
  'reported',
  'verifying',
  'filed',
  'dispatched',
  'handling',
  'handled',
]
const working: readonly CaseStatus[] = ['dispatched', 'handling']

const ownUnit = (kase: Case, actor: Actor): ActionRefusal | null =>
  kase.unitId !== null && actor.unitIds.includes(kase.unitId) ? null : 'not_your_unit'

/** DECISIONS 4: by person, across all their posts. */
const notOwnWork = (kase: Case, actor: Actor, around: Around): ActionRefusal | null =>
  actor.personId !== null &&
  (actor.personId === kase.handlerId || around.workers.includes(actor.personId))
    ? 'own_work'
    : null

const mayAsk = (kase: Case, actor: Actor, around: Around): ActionRefusal | null =>
  ownUnit(kase, actor) ?? (around.requestOpen ? 'already_asked' : null)

/** Every action of staff on a case: the verb, where it may start, and what else must hold. */
const rules = {
  receive: { verb: 'cases.receive', from: ['reported'] },
  refuse: { verb: 'cases.refuse', from: ['reported', 'verifying', 'filed'], to: 'refused' },
  ask_verification: { verb: 'cases.file', from: ['reported'], to: 'verifying' },
  answer_verification: { verb: 'cases.verify', from: ['verifying'] },
  file: { verb: 'cases.file', from: ['reported', 'verifying'], to: 'filed' },
  settle: { verb: 'cases.settle', from: ['reported', 'filed'], to: 'handled' },
  dispatch: {
    verb: 'cases.dispatch',
    from: ['filed', 'dispatched'],
    to: 'dispatched',
    also: (_, actor, around) =>
      around.designated && !actor.verbs.has('cases.designate') ? 'designate_needed' : null,
  },
  reclassify: { verb: 'cases.file', from: ['filed', 'dispatched', 'handling'] },
  relocate: { verb: 'cases.file', from: open },
  assign: { verb: 'cases.assign', from: working, also: ownUnit },
  accept: { verb: 'cases.accept', from: ['dispatched'], to: 'handling', also: ownUnit },
  return: {
    verb: 'cases.return',
    from: working,
    also: (kase, actor, around) =>
      mayAsk(kase, actor, around) ??
      (around.designated || kase.returns >= 2 ? 'no_return_left' : null),
  },
  ask_extension: { verb: 'cases.ask', from: ['handling'], also: mayAsk },
  ask_suspension: {
    verb: 'cases.ask',
    from: ['handling'],
    also: (kase, actor, around) =>
      mayAsk(kase, actor, around) ?? (around.suspended ? 'suspended' : null),
  },
  arrive: { verb: 'cases.finish', from: ['handling'], also: ownUnit },
  finish: {
    verb: 'cases.finish',
    from: ['handling'],
    to: 'handled',
    also: (kase, actor, around) =>
      ownUnit(kase, actor) ?? (around.supportOpen === true ? 'support_open' : null),
  },
  decide_request: {
    verb: 'cases.decide',
    from: working,
    also: (_, __, around) => (around.requestOpen ? null : 'nothing_asked'),
  },
  resume: {
    verb: 'cases.decide',
    from: ['handling'],
    also: (_, __, around) => (around.suspended ? null : 'not_suspended'),
  },
  inspect: { verb: 'cases.inspect', from: ['handled'], to: 'closed', also: notOwnWork },
  call_back: {
    verb: 'cases.call_back',
    from: ['closed'],
    also: (kase, actor, around) =>
      notOwnWork(kase, actor, around) ?? (around.judged ? 'already_judged' : null),
  },
  reopen: { verb: 'cases.reopen', from: ['closed'] },
  withdraw: {
    verb: 'cases.receive',
    from: ['reported', 'verifying', 'filed', 'dispatched', 'handling'],
    to: 'withdrawn',
  },
  transfer: {
    verb: 'cases.refuse',
    from: ['reported', 'filed', 'dispatched', 'handling'],
    to: 'transferred',
  },
  void: { verb: 'cases.void', from: ['filed', 'dispatched', 'handling'], to: 'void' },
  note: { verb: 'cases.read', from: [...open, 'closed'] },
  see_contact: {
    verb: 'cases.see_contact',
    from: [...open, 'closed', 'refused'],
    also: (_, __, around) => (around.hasContact ? null : 'no_contact'),
  },
  merge: {
    verb: 'cases.merge',
    from: ['reported', 'verifying', 'filed', 'dispatched', 'handling'],
    to: 'merged',
    // What was promised to other units, and what stands still, is ended by whoever began it.
    also: (_, __, around) =>
      around.supportOpen === true || around.handoverOpen === true || around.rulingOpen === true
        ? 'merge_units_open'
        : around.suspended
          ? 'suspended'
          : null,
  },
  reply: {
    verb: 'cases.receive',
    from: [...open, 'closed', 'refused', 'merged'],
  },
  take_apart: { verb: 'cases.merge', from: ['merged'] },
  release_photo: { verb: 'cases.release_photo', from: [...open, 'closed'] },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof rules
export const actions = Object.keys(rules) as Action[] // oxlint-disable-line typescript/no-unsafe-type-assertion -- the keys of a literal table

/** Whether this actor may do this to this case now, or the first reason why not. */
export function mayDo(
  action: Action,
  kase: Case,
  actor: Actor,
  around: Around,
): Decision<null, ActionRefusal> {
  const rule: Rule = rules[action]
  if (!actor.verbs.has(rule.verb)) return refuse('forbidden')
  if (!rule.from.includes(kase.status)) return refuse('wrong_status')
  if (rule.to && !canMove(kase.status, rule.to)) return refuse('wrong_status')
  const reason = rule.also?.(kase, actor, around)
  return reason ? refuse(reason) : accept(null)
}

/** Everything this actor may do now, in the order of the table. */
export function allowedActions(kase: Case, actor: Actor, around: Around): Action[] {
  return actions.filter((action) => mayDo(action, kase, actor, around).ok)
}
