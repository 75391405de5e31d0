import { isUsableLimit, type Allowance } from '#kernel/working-time.ts'
import { itemClasses, matterKey, urgencies } from './matter.ts'
import type { ItemClass, MatterRef, Urgency } from './matter.ts'

/** What a case waits for in turn; each has a greatest age. */
export const stages = ['receive', 'verify', 'dispatch', 'accept', 'handle', 'inspect'] as const
export type Stage = (typeof stages)[number]

export const deskStages = ['receive', 'verify', 'dispatch', 'accept', 'inspect'] as const
export type DeskStage = (typeof deskStages)[number]

/** The two readings of 工作日: so many hours of duty, or the end of the n-th day. */
export const workDayReadings = ['ROLLING', 'END_OF_DAY'] as const
export type WorkDayReading = (typeof workDayReadings)[number]

export type ByUrgency = Readonly<Record<Urgency, Allowance>>

/** All limits of one version of a district's policy. It is complete: every question has an answer. */
export interface PolicyLimits {
  readonly desk: Readonly<Record<DeskStage, ByUrgency>>
  /** Handling where a matter has no standard of its own; `other` where even the class is unknown. */
  readonly handling: Readonly<Record<ItemClass | 'other', ByUrgency>>
  /** A matter's own standards, by `kind/code`. */
  readonly own: Readonly<Record<string, OwnStandard>>
  /** How 工作日 is read where a limit does not say it itself; `ROLLING` unless the district chose. */
  readonly workDay?: WorkDayReading
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
  const byDefault =
    stage === 'handle'
      ? limits.handling[question.class ?? 'other'][urgency]
      : limits.desk[stage][urgency]
  return asRead(limits, own ?? byDefault)
}

/** A limit with the district's reading of 工作日 written into it, as a clock keeps it. */
const asRead = ({ workDay }: PolicyLimits, limit: Allowance): Allowance =>
  workDay && limit.unit === 'WORK_DAY' && limit.reading === undefined
    ? { ...limit, reading: workDay }
    : limit

/** The longest single limit that is plausible, in units; beyond it somebody mistyped. */
const LONGEST = 10_000

/** Whether a clock can be bound by it. */
export const isUsable = (limit: Allowance): boolean =>
  isUsableLimit(limit) && limit.value > 0 && limit.value <= LONGEST

/** Where a policy cannot be used, as paths like `handling.service.urgent`; empty when it is good. */
export function policyProblems(limits: PolicyLimits): string[] {
  const good = (limit: Allowance) => isUsable(asRead(limits, limit))
  const unusableIn = (path: string, row: ByUrgency) =>
    urgencies.filter((u) => !good(row[u])).map((u) => `${path}.${u}`)
  return [
    ...deskStages.flatMap((stage) => unusableIn(`desk.${stage}`, limits.desk[stage])),
    ...([...itemClasses, 'other'] as const).flatMap((c) =>
      unusableIn(`handling.${c}`, limits.handling[c]),
    ),
    ...Object.entries(limits.own).flatMap(([key, standard]) =>
      stages
        .filter((stage) => {
          const limit = standard[stage]
          return limit !== undefined && !good(limit)
        })
        .map((stage) => `own.${key}.${stage}`),
    ),
  ]
}
