import { accept, refuse, type Decision } from '#kernel/decision.ts'

/** 隐患: found, its keeper notified, fixed, and re-checked by a second person. */
export const hazardStates = ['found', 'notified', 'fixed', 'cleared', 'withdrawn'] as const
export type HazardState = (typeof hazardStates)[number]

/** What people do about a hazard once it is found. */
export const hazardVerbs = ['notify', 'move', 'regrade', 'fix', 'pass', 'fail', 'withdraw'] as const
export type HazardVerb = (typeof hazardVerbs)[number]

/** What its steps are called, with the two that are no verb: finding it, and the whistle that time blows. */
export const hazardActs = ['found', ...hazardVerbs, 'whistle'] as const
export type HazardAct = (typeof hazardActs)[number]

/**
 * The one table of moves. What is put right on the spot needs no notice, and nothing is cleared that was
 * not fixed first; what did not pass goes back to whoever was notified, with a new date.
 */
export const hazardMoves: Record<HazardState, Partial<Record<HazardVerb, HazardState>>> = {
  found: { notify: 'notified', regrade: 'found', fix: 'fixed', withdraw: 'withdrawn' },
  notified: { move: 'notified', regrade: 'notified', fix: 'fixed', withdraw: 'withdrawn' },
  fixed: { pass: 'cleared', fail: 'notified' },
  cleared: {},
  withdrawn: {},
}

/** Still asks somebody to do something. */
export const isOpen = (state: HazardState): boolean => state !== 'cleared' && state !== 'withdrawn'

/** Whom a notice went to. Their name is personal and lies sealed. */
export const addresseeKinds = ['shop', 'household', 'property', 'unit', 'other'] as const
export type AddresseeKind = (typeof addresseeKinds)[number]

export const noticeWays = ['in_person', 'left', 'phone', 'message'] as const
export type NoticeWay = (typeof noticeWays)[number]

export interface Hazard {
  state: HazardState
  foundBy: string
  /** Whoever recorded that it is fixed, last. */
  fixedBy: string | null
}

export interface HazardActor {
  personId: string
  /** Holds the verb of the field. */
  minds: boolean
  /** Plans: moves dates and takes back what others found. */
  plans: boolean
}

export interface HazardDetails {
  /** The day it is to be fixed by, where the act sets one. */
  dueOn: string | null
  words: string
}

export type HazardRefusal =
  | 'forbidden'
  | 'hazard_wrong_state'
  | 'hazard_own_recheck'
  | 'hazard_not_yours'
  | 'hazard_date_needed'
  | 'hazard_date_past'
  | 'hazard_words_needed'

const datesFor: ReadonlySet<HazardVerb> = new Set(['notify', 'move', 'fail'])
const wordsFor: ReadonlySet<HazardVerb> = new Set(['move', 'regrade', 'fail', 'withdraw'])

/** Whether somebody may do this at all now, without what it would say; pages ask the same. */
export function mayMoveHazard(
  hazard: Hazard,
  verb: HazardVerb,
  by: HazardActor,
): Decision<HazardState, HazardRefusal> {
  if (!by.minds) return refuse('forbidden')
  const to = hazardMoves[hazard.state][verb]
  if (to === undefined) return refuse('hazard_wrong_state')
  if ((verb === 'pass' || verb === 'fail') && hazard.fixedBy === by.personId)
    return refuse('hazard_own_recheck')
  if (verb === 'move' && !by.plans) return refuse('hazard_not_yours')
  if ((verb === 'withdraw' || verb === 'regrade') && !by.plans && hazard.foundBy !== by.personId)
    return refuse('hazard_not_yours')
  return accept(to)
}

/** Where the act leads, or why it is refused; dates are days of the district. */
export function moveHazard(
  hazard: Hazard,
  verb: HazardVerb,
  by: HazardActor,
  details: HazardDetails & { today: string },
): Decision<HazardState, HazardRefusal> {
  const may = mayMoveHazard(hazard, verb, by)
  if (!may.ok) return may
  if (datesFor.has(verb)) {
    if (details.dueOn === null) return refuse('hazard_date_needed')
    if (details.dueOn < details.today) return refuse('hazard_date_past')
  }
  if (wordsFor.has(verb) && details.words.trim() === '') return refuse('hazard_words_needed')
  return may
}

/** The acts that are open to somebody now. */
export const allowedVerbs = (hazard: Hazard, by: HazardActor): HazardVerb[] =>
  hazardVerbs.filter((verb) => mayMoveHazard(hazard, verb, by).ok)

/** Past its day and not fixed yet. One that nobody was notified of has no day. */
export const isOverdue = (
  hazard: { state: HazardState; dueOn: string | null },
  today: string,
): boolean => hazard.state === 'notified' && hazard.dueOn !== null && hazard.dueOn < today

/** Why time could not whistle for an overdue hazard; said on its page. */
export const ringTroubles = ['no_units', 'no_whistler', 'case_ended', 'refused'] as const
export type RingTrouble = (typeof ringTroubles)[number]
