import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { WhistleLevel } from './whistle.ts'

/** 督办: an order of a community, a street or the district to one unit, over one case or several. */
export const supervisionGrades = ['ordinary', 'urgent', 'listed'] as const
export type SupervisionGrade = (typeof supervisionGrades)[number]

export const supervisionStates = ['open', 'replied', 'accepted', 'withdrawn'] as const
export type SupervisionState = (typeof supervisionStates)[number]

/** The steps of an order that waits for its unit, as shares of the time it was given (ours). */
const steps = [
  { level: 'reminder', share: 0.5 },
  { level: 'soon', share: 0.8 },
  { level: 'overdue', share: 1 },
  { level: 'manager', share: 1.1 },
  { level: 'secretary', share: 1.5 },
  { level: 'street', share: 2 },
  { level: 'district', share: 3 },
] as const
export type WaitingLevel = (typeof steps)[number]['level']
/** `judge` rings whoever issued: a reply waits for them. */
export type SupervisionRing = WaitingLevel | 'judge'

/** An order rings upward from where it was issued, never below. */
const issuers: Record<WhistleLevel, readonly WaitingLevel[]> = {
  community: ['secretary', 'street', 'district'],
  street: ['street', 'district'],
  district: ['district'],
}

export interface Term {
  /** When this round began: the order itself, or its being sent back. */
  from: Date
  dueAt: Date
  level: WhistleLevel
}

/** The levels of an order in the order in which they ring. */
export const ringsOf = (level: WhistleLevel): WaitingLevel[] =>
  steps
    .map((s) => s.level)
    .filter((l) => !['secretary', 'street', 'district'].includes(l) || issuers[level].includes(l))

export function ringAt(term: Term, level: WaitingLevel): Date {
  const share = steps.find((s) => s.level === level)?.share ?? 1
  const given = term.dueAt.getTime() - term.from.getTime()
  return new Date(term.from.getTime() + share * given)
}

/** The step after this one and when it comes; the first one for null; null after the last. */
export function nextRing(
  term: Term,
  after: WaitingLevel | null,
): { level: WaitingLevel; at: Date } | null {
  const levels = ringsOf(term.level)
  const level = levels[after === null ? 0 : levels.indexOf(after) + 1]
  return level === undefined ? null : { level, at: ringAt(term, level) }
}

/** A reply that nobody has judged is brought up after a day. */
export const judgeAt = (repliedAt: Date): Date => new Date(repliedAt.getTime() + 86_400_000)

const MINUTE = 60_000
const leastMinutes = 30
const mostDays = 90

/** A deadline that a unit can keep, and that is one. */
export function isUsableDeadline(now: Date, dueAt: Date): boolean {
  const given = dueAt.getTime() - now.getTime()
  return given >= leastMinutes * MINUTE && given <= mostDays * 86_400_000
}

export interface Supervision {
  state: SupervisionState
  unitId: string
  issuedPost: string
}

export interface Supervisor {
  personId: string
  postId: string
  verbs: ReadonlySet<string>
  unitIds: readonly string[]
}

export type SupervisionRefusal =
  | 'forbidden'
  | 'supervision_not_yours'
  | 'supervision_not_addressed'
  | 'supervision_wrong_state'

/** Only the unit it was issued to, by a post that works. */
export function mayReplyTo(order: Supervision, by: Supervisor): Decision<null, SupervisionRefusal> {
  if (!by.verbs.has('cases.finish') && !by.verbs.has('cases.receive')) return refuse('forbidden')
  if (!by.unitIds.includes(order.unitId)) return refuse('supervision_not_addressed')
  return order.state === 'open' ? accept(null) : refuse('supervision_wrong_state')
}

const mayAsIssuer = (
  order: Supervision,
  by: Supervisor,
  from: readonly SupervisionState[],
): Decision<null, SupervisionRefusal> => {
  if (!by.verbs.has('cases.supervise')) return refuse('forbidden')
  // The post, not the person: a change of holder loses nothing.
  if (order.issuedPost !== by.postId) return refuse('supervision_not_yours')
  return from.includes(order.state) ? accept(null) : refuse('supervision_wrong_state')
}

/** A reply is accepted, which ends the order, or sent back with a new deadline. */
export const mayAnswerReply = (order: Supervision, by: Supervisor) =>
  mayAsIssuer(order, by, ['replied'])

/** An order that has become pointless is taken back, with a reason. */
export const mayWithdraw = (order: Supervision, by: Supervisor) =>
  mayAsIssuer(order, by, ['open', 'replied'])
