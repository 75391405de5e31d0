import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { Actor } from './actions.ts'
import { isSupported, type Led } from './duties.ts'
import { levelOf, type WhistleLevel } from './whistle.ts'

/** 裁定: where units dispute whose work it is, a post above them decides, with reasons and in time. */
export const rulingStates = ['asked', 'ruled', 'withdrawn'] as const
export type RulingState = (typeof rulingStates)[number]

export type RulingRefusal =
  | 'forbidden'
  | 'wrong_status'
  | 'not_your_unit'
  | 'ruling_open'
  | 'ruling_made'
  | 'ruling_own'
  | 'ruling_over'

export interface Disputed {
  open: boolean
  /** Already ruled on once: there is no second dispute, as there is no return. */
  ruled: boolean
  /** Every unit that has or had a task in it. */
  parties: readonly string[]
}

/** A party that does not take it for its own, or whoever dispatches, puts the question. */
export function mayAskRuling(
  kase: Led,
  disputed: Disputed,
  by: Actor,
): Decision<null, RulingRefusal> {
  const party = by.verbs.has('cases.return') && disputed.parties.some((p) => by.unitIds.includes(p))
  if (!by.verbs.has('cases.dispatch') && !party)
    return refuse(by.verbs.has('cases.return') ? 'not_your_unit' : 'forbidden')
  if (!isSupported(kase.status)) return refuse('wrong_status')
  if (disputed.ruled) return refuse('ruling_made')
  return disputed.open ? refuse('ruling_open') : accept(null)
}

export interface Ruling {
  state: RulingState
  parties: readonly string[]
  askedBy: string
}

/**
 * Whoever designates decides, at the level that the post reaches; never over the own unit's dispute,
 * nor over a question put by oneself.
 */
export function mayRule(
  kase: Led,
  ruling: Ruling,
  by: Actor,
  areas: readonly string[],
): Decision<WhistleLevel, RulingRefusal> {
  const level = levelOf(areas)
  if (!by.verbs.has('cases.designate') || level === null) return refuse('forbidden')
  if (ruling.state !== 'asked') return refuse('ruling_over')
  if (!isSupported(kase.status)) return refuse('wrong_status')
  if (by.personId === ruling.askedBy) return refuse('ruling_own')
  if (by.unitIds.some((unit) => ruling.parties.includes(unit))) return refuse('ruling_own')
  return accept(level)
}
