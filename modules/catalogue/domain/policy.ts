import { isUsableLimit, type Allowance } from '#kernel/working-time.ts'
import { itemClasses, matterKey, urgencies } from './matter.ts'
import type { ItemClass, MatterRef, Urgency } from './matter.ts'

/** What a case waits for in turn; each has a greatest age. */
export const stages = ['receive', 'verify', 'dispatch', 'accept', 'handle', 'inspect'] as const
export type Stage = (typeof stages)[number]

export const deskStages = ['receive', 'verify', 'dispatch', 'accept', 'inspect'] as const
export type DeskStage = (typeof deskStages)[number]

export type ByUrgency = Readonly<Record<Urgency, Allowance>>

/** All limits of one version of a district's policy. It is complete: every question has an answer. */
export interface PolicyLimits {
  readonly desk: Readonly<Record<DeskStage, ByUrgency>>
  /** Handling where a matter has no standard of its own; `other` where even the class is unknown. */
  readonly handling: Readonly<Record<ItemClass | 'other', ByUrgency>>
  /** A matter's own standards, by `kind/code`. */
  readonly own: Readonly<Record<string, OwnStandard>>
}

export type OwnStandard = Readonly<Partial<Record<Stage, Allowance>>>

export interface LimitQuestion {
  readonly stage: Stage
  readonly matter?: MatterRef | undefined
  readonly class?: ItemClass | undefined
  readonly urgency: Urgency
}

/**
 * The limit of a stage: the matter's own standard where the district has set one, otherwise the
 * default by class and urgency. A matter's own standard holds whatever the urgency is.
 */
export function chooseLimit(limits: PolicyLimits, question: LimitQuestion): Allowance {
  const { stage, matter, urgency } = question
  const own = matter && limits.own[matterKey(matter)]?.[stage]
  if (own) return own
  return stage === 'handle'
    ? limits.handling[question.class ?? 'other'][urgency]
    : limits.desk[stage][urgency]
}

/** The longest single limit that is plausible, in units; beyond it somebody mistyped. */
const LONGEST = 10_000

const usable = (limit: Allowance) =>
  isUsableLimit(limit) && limit.value > 0 && limit.value <= LONGEST

const unusableIn = (path: string, row: ByUrgency) =>
  urgencies.filter((u) => !usable(row[u])).map((u) => `${path}.${u}`)

/** Where a policy cannot be used, as paths like `handling.service.urgent`; empty when it is good. */
export function policyProblems(limits: PolicyLimits): string[] {
  return [
    ...deskStages.flatMap((stage) => unusableIn(`desk.${stage}`, limits.desk[stage])),
    ...([...itemClasses, 'other'] as const).flatMap((c) =>
      unusableIn(`handling.${c}`, limits.handling[c]),
    ),
    ...Object.entries(limits.own).flatMap(([key, standard]) =>
      stages
        .filter((stage) => {
          const limit = standard[stage]
          return limit !== undefined && !usable(limit)
        })
        .map((stage) => `own.${key}.${stage}`),
    ),
  ]
}
