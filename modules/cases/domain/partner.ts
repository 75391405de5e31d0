import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { Actor } from './actions.ts'
import type { TaskState } from './case.ts'
import { isSupported, type Duty, type Led } from './duties.ts'

/** Who works without an account: by a link to one task. */
export const partnerTrades = ['property', 'water', 'power', 'gas', 'heat', 'contractor'] as const
export type PartnerTrade = (typeof partnerTrades)[number]

export const linkStates = ['live', 'expired', 'revoked', 'over'] as const
export type LinkState = (typeof linkStates)[number]

/** What a partner's contact may do by the link, and nothing else. */
export const partnerVerbs = ['cases.read', 'cases.accept', 'cases.return', 'cases.finish'] as const

export interface Link {
  expiresAt: Date
  revokedAt: Date | null
}

/** Over is: the task has ended otherwise; done work may still come back as rework, so it is not over. */
export function linkState(
  link: Link,
  task: { state: TaskState; unitId: string },
  holds: { unitId: string; active: boolean },
  now: Date,
): LinkState {
  if (link.revokedAt !== null || !holds.active) return 'revoked'
  if (link.expiresAt <= now) return 'expired'
  const gone = task.state === 'returned' || task.state === 'cancelled'
  return gone || task.unitId !== holds.unitId ? 'over' : 'live'
}

export type LinkRefusal =
  | 'forbidden'
  | 'wrong_status'
  | 'not_your_unit'
  | 'partner_has_none'
  | 'partner_task_over'

/** Whoever dispatches gives any partner its link; the lead unit those whom it works with. */
export function mayGiveLink(
  kase: Led,
  duty: Duty,
  by: Actor,
  partner: boolean,
): Decision<null, LinkRefusal> {
  if (!by.verbs.has('cases.partner')) return refuse('forbidden')
  const leads = kase.leadUnit !== null && by.unitIds.includes(kase.leadUnit)
  if (!by.verbs.has('cases.dispatch') && !leads) return refuse('not_your_unit')
  if (!partner) return refuse('partner_has_none')
  if (!isSupported(kase.status)) return refuse('wrong_status')
  const open = duty.state === 'offered' || duty.state === 'accepted' || duty.state === 'rework'
  return open && duty.role !== 'takeover' ? accept(null) : refuse('partner_task_over')
}
