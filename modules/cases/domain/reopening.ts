import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { Case } from './case.ts'

/** DECISIONS 7: within 7 days of closing, twice. District data may change both. */
export interface ReopeningLimits {
  days: number
  times: number
}

export const reopeningRefusals = ['wrong_status', 'window_over', 'reopened_enough'] as const
export type ReopeningRefusal = (typeof reopeningRefusals)[number]

export function reopenUntil(closedAt: Date, limits: ReopeningLimits): Date {
  return new Date(closedAt.getTime() + limits.days * 86_400_000)
}

/** Whether the reporter may reopen now; by the server's own clock. */
export function mayReopen(
  kase: Case,
  limits: ReopeningLimits,
  now: Date,
): Decision<{ until: Date }, ReopeningRefusal> {
  if (kase.status !== 'closed' || !kase.closedAt) return refuse('wrong_status')
  if (kase.reopenings >= limits.times) return refuse('reopened_enough')
  const until = reopenUntil(kase.closedAt, limits)
  return now > until ? refuse('window_over') : accept({ until })
}
