import { accept, refuse, type Decision } from '#kernel/decision.ts'

/** 逾期申诉: a unit says why it was late through no fault of its own. Two people review it. */
export const appealStates = ['asked', 'reviewed', 'granted', 'denied'] as const
export type AppealState = (typeof appealStates)[number]

/** What a unit answers for by the clock; the other stages are the desk's and the inspectors'. */
export const appealStages: readonly string[] = ['accept', 'handle']

export interface LateClock {
  stage: string
  /** False: the raw fact that it was late. */
  onTime: boolean | null
  stoppedAt: Date | null
  /** The unit of the task the clock ran for. */
  unitId: string | null
}

export interface Appellant {
  personId: string
  verbs: ReadonlySet<string>
  unitIds: readonly string[]
}

export type AppealRefusal =
  | 'forbidden'
  | 'not_your_unit'
  | 'appeal_not_late'
  | 'appeal_too_late'
  | 'appeal_wrong_state'
  | 'own_work'

const DAY = 86_400_000

/** A stage that ended late, of the own unit, within so many days of its end. */
export function mayAppeal(
  clock: LateClock,
  by: Appellant,
  { days, now }: { days: number; now: Date },
): Decision<null, AppealRefusal> {
  if (!by.verbs.has('cases.ask')) return refuse('forbidden')
  if (clock.unitId === null || !by.unitIds.includes(clock.unitId)) return refuse('not_your_unit')
  if (clock.onTime !== false || clock.stoppedAt === null || !appealStages.includes(clock.stage))
    return refuse('appeal_not_late')
  return now.getTime() - clock.stoppedAt.getTime() <= days * DAY
    ? accept(null)
    : refuse('appeal_too_late')
}

export interface Appeal {
  state: AppealState
  unitId: string
  askedBy: string
  firstBy: string | null
}

/**
 * First an assessor, then another person, who decides. Nobody reviews what they asked, what their own
 * unit asked, or what they worked on, and nobody reviews twice.
 */
export function mayReview(
  appeal: Appeal,
  by: Appellant,
  workers: readonly string[],
): Decision<'first' | 'second', AppealRefusal> {
  if (!by.verbs.has('cases.assess')) return refuse('forbidden')
  if (appeal.state !== 'asked' && appeal.state !== 'reviewed') return refuse('appeal_wrong_state')
  const own =
    by.personId === appeal.askedBy ||
    by.personId === appeal.firstBy ||
    by.unitIds.includes(appeal.unitId) ||
    workers.includes(by.personId)
  if (own) return refuse('own_work')
  return accept(appeal.state === 'asked' ? 'first' : 'second')
}
