import type { Allowance } from '#kernel/working-time.ts'
import { itemClasses, urgencies, type Urgency } from './matter.ts'
import { deskStages, stages, type PolicyLimits, type Stage } from './policy.ts'

/** Where one limit of a policy stands: `all` or a class or `kind/code`; a matter's own holds for all urgencies. */
export interface LimitPlace {
  readonly subject: string
  readonly stage: Stage
  readonly urgency: Urgency | 'all'
}

export interface LimitLine extends LimitPlace {
  readonly limit: Allowance
}

const handled = [...itemClasses, 'other'] as const
type Handled = (typeof handled)[number]
export const isOwn = ({ subject }: Pick<LimitPlace, 'subject'>): boolean => subject.includes('/')
const isHandled = (subject: string): subject is Handled => handled.some((h) => h === subject)
const isDesk = (stage: Stage): stage is (typeof deskStages)[number] =>
  deskStages.some((s) => s === stage)

/** All limits of a policy, one after the other: of the desk, of handling by class, of single matters. */
export function linesOf(limits: PolicyLimits): LimitLine[] {
  return [
    ...deskStages.flatMap((stage) =>
      urgencies.map((urgency) => ({
        subject: 'all',
        stage,
        urgency,
        limit: limits.desk[stage][urgency],
      })),
    ),
    ...handled.flatMap((subject) =>
      urgencies.map((urgency) => ({
        subject,
        stage: 'handle' as const,
        urgency,
        limit: limits.handling[subject][urgency],
      })),
    ),
    ...Object.keys(limits.own)
      .toSorted()
      .flatMap((subject) =>
        stages.flatMap((stage) => {
          const limit = limits.own[subject]?.[stage]
          return limit ? [{ subject, stage, urgency: 'all' as const, limit }] : []
        }),
      ),
  ]
}

/** Whether a policy has such a place at all. */
export function isPlace({ subject, stage, urgency }: LimitPlace): boolean {
  if (isOwn({ subject })) return urgency === 'all'
  if (urgency === 'all') return false
  return stage === 'handle' ? isHandled(subject) : subject === 'all'
}

/** The policy with another limit in one place; without one, a matter's own limit goes. */
export function withLimit(
  limits: PolicyLimits,
  { subject, stage, urgency }: LimitPlace,
  limit: Allowance | null,
): PolicyLimits {
  if (isOwn({ subject })) {
    const { [subject]: standard = {}, ...others } = limits.own
    const { [stage]: _, ...rest } = standard
    const after = limit ? { ...rest, [stage]: limit } : rest
    const own = Object.keys(after).length === 0 ? others : { ...others, [subject]: after }
    return { ...limits, own }
  }
  if (limit === null || urgency === 'all') return limits
  if (isDesk(stage))
    return {
      ...limits,
      desk: { ...limits.desk, [stage]: { ...limits.desk[stage], [urgency]: limit } },
    }
  if (!isHandled(subject)) return limits
  return {
    ...limits,
    handling: { ...limits.handling, [subject]: { ...limits.handling[subject], [urgency]: limit } },
  }
}
