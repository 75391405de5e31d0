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

/** Which kinds of post hear of it. `owner` is whoever has the case: its unit, its desk, its inspectors. */
export function whoHears(level: Level, stage: Stage): readonly string[] {
  switch (level) {
    case 'reminder':
    case 'yellow':
    case 'overdue':
      return stage === 'receive' || stage === 'dispatch'
        ? ['clerk', 'dispatcher', 'coordinator']
        : stage === 'verify' || stage === 'inspect'
          ? ['grid_worker', 'officer']
          : ['specialist', 'liaison', 'unit_manager']
    case 'manager':
      return ['unit_manager']
    case 'coordinator':
      return ['coordinator']
    case 'secretary':
      return ['secretary']
    case 'street':
      return ['street_centre']
    case 'district':
      return ['district_centre']
  }
}
