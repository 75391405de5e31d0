import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { daysOf } from './inspection-cap.ts'

export const planStates = ['draft', 'approved', 'withdrawn'] as const
export type PlanState = (typeof planStates)[number]

/** Of which year, and which month of it; null: the whole year. */
export interface PlanSpan {
  year: number
  month: number | null
}

export const planDays = ({ year, month }: PlanSpan) =>
  month === null ? daysOf(year, 1, 12) : daysOf(year, month, 1)

export const covers = (span: PlanSpan, day: string): boolean => {
  const { from, until } = planDays(span)
  return from <= day && day <= until
}

/**
 * The last day for the inspection after so many: what is to be done several times is spread over the
 * span, and the last of them is due on its last day. Null where all are done.
 */
export function dueBy(span: PlanSpan, times: number, done: number): string | null {
  if (done >= times) return null
  const { from, until } = planDays(span)
  const first = dayOfDate(from)
  const length = dayOfDate(until) - first + 1
  return dateOfDay(first + Math.floor(((done + 1) * length) / times) - 1)
}

export type PlanRefusal = 'plan_decided' | 'own_plan' | 'plan_reason' | 'plan_over'

/** Whether a plan may be approved or withdrawn: never by who drew it up, and with the reason where it is undone. */
export function refuseDeciding(
  plan: { state: PlanState; madeBy: string; until: string },
  wish: { to: 'approved' | 'withdrawn'; words: string },
  who: { personId: string; today: string },
): PlanRefusal | null {
  if (plan.state === 'withdrawn' || plan.state === wish.to) return 'plan_decided'
  if (wish.to === 'withdrawn') return wish.words.trim() === '' ? 'plan_reason' : null
  if (plan.madeBy === who.personId) return 'own_plan'
  return plan.until < who.today ? 'plan_over' : null
}
