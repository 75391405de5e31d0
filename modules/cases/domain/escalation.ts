import type { Stage } from './case.ts'

/**
 * The steps of one clock, each once: a reminder at half the time, yellow at 80 %, overdue, then up
 * the posts (DECISIONS 10). Shares of the limit are ours (codes/time_units: PROPOSED).
 */
export const levels = [
  { level: 'reminder', share: 0.5 },
  { level: 'yellow', share: 0.8 },
  { level: 'overdue', share: 1 },
  { level: 'manager', share: 1.1 },
  { level: 'coordinator', share: 1.25 },
  { level: 'secretary', share: 1.5 },
  { level: 'street', share: 2 },
  { level: 'district', share: 3 },
] as const
export type Level = (typeof levels)[number]['level']

export const firstLevel: Level = 'reminder'

export function shareOf(level: Level): number {
  return levels.find((l) => l.level === level)?.share ?? 1
}

/** The step after this one, or null after the last. */
export function levelAfter(level: Level): Level | null {
  return levels[levels.findIndex((l) => l.level === level) + 1]?.level ?? null
}

const desk = ['clerk', 'dispatcher', 'coordinator'] as const
const inspectors = ['grid_worker', 'officer', 'community_post'] as const
const deciders = ['dispatcher', 'coordinator'] as const
const unit = ['specialist', 'liaison', 'unit_manager'] as const

/** Whoever has the case in a stage: its desk, its inspectors, its unit. */
const holding: Record<Stage, readonly string[]> = {
  receive: desk,
  verify: inspectors,
  dispatch: desk,
  accept: unit,
  handle: unit,
  inspect: inspectors,
  // What a unit asks waits for whoever decides, not for the unit.
  request: deciders,
  // Of the unit whose task it is, which need not be the one that has the case.
  support: unit,
  handover: unit,
  ruling: ['coordinator', 'street_centre'],
  // Whoever took the order in answers to where it came from.
  order: desk,
}

/** Null: the posts that have the case in its stage. */
const hearing: Record<Level, readonly string[] | null> = {
  reminder: null,
  yellow: null,
  overdue: null,
  manager: ['unit_manager'],
  coordinator: ['coordinator'],
  secretary: ['secretary'],
  street: ['street_centre'],
  district: ['district_centre'],
}

/** Which kinds of post hear of it: first whoever has the case, then up the posts. */
export function whoHears(level: Level, stage: Stage): readonly string[] {
  return hearing[level] ?? holding[stage]
}

const ladder = ['coordinator', 'secretary', 'street_centre', 'district_centre'] as const

/** Who hears when nobody holds these posts: the next above, one rung after the other. */
export function whoHearsInstead(kinds: readonly string[]): readonly string[] {
  const highest = Math.max(...kinds.map((kind) => ladder.findIndex((rung) => rung === kind)))
  return ladder.slice(highest + 1)
}

/** Posts inside the unit that has the case; all others are posts of the place where it is. */
export const isOfUnit = (kind: string): boolean => (unit as readonly string[]).includes(kind)
