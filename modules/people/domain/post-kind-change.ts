import type { Reach } from './scope.ts'

/** What a kind of post means: what it may do, how far it sees, and whether it opens by a second step. */
export interface KindMeaning {
  verbs: readonly string[]
  reach: Reach
  secondFactor: boolean
}

export interface KindChange {
  gained: string[]
  lost: string[]
  /** How far it saw before, where that changes. */
  reachBefore: Reach | null
  /** Whether a second step is asked for from now on, or no longer; null where that stays. */
  secondFactor: boolean | null
}

/** What everybody in a post of this kind gains and loses. */
export function kindChange(before: KindMeaning, after: KindMeaning): KindChange {
  const had = new Set(before.verbs)
  const has = new Set(after.verbs)
  return {
    gained: [...has].filter((verb) => !had.has(verb)).sort(),
    lost: [...had].filter((verb) => !has.has(verb)).sort(),
    reachBefore: before.reach === after.reach ? null : before.reach,
    secondFactor: before.secondFactor === after.secondFactor ? null : after.secondFactor,
  }
}

export const changesNothing = ({ gained, lost, reachBefore, secondFactor }: KindChange) =>
  gained.length + lost.length === 0 && reachBefore === null && secondFactor === null
