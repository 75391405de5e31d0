import { useQuery } from '@tanstack/react-query'
import { openSteps, type OpenStep } from '#modules/cases/contract/plans.ts'
import { supervisionBoard, type SupervisionView } from '#modules/cases/contract/supervision.ts'
import { call } from '#platform/web/call.ts'
import { seenOr } from '../last-seen.ts'

export interface OwedWork {
  orders: readonly SupervisionView[]
  steps: readonly OpenStep[]
}

/**
 * What the own unit owes beside its tasks: orders of supervision to reply to, and steps of plans. Kept
 * as last seen, like the tasks.
 */
export function useOwed(): OwedWork {
  const orders = useQuery({
    queryKey: ['tasks', 'orders'],
    queryFn: () => seenOr('orders', () => call(supervisionBoard, { query: { toReply: 'true' } })),
    refetchInterval: 60_000,
  })
  const steps = useQuery({
    queryKey: ['tasks', 'steps'],
    queryFn: () => seenOr('steps', () => call(openSteps, {})),
    refetchInterval: 60_000,
  })
  return { orders: orders.data?.supervisions ?? [], steps: steps.data?.steps ?? [] }
}

/** The cases that these belong to, whose pages are fetched ahead as those of the tasks. */
export const casesOf = ({ orders, steps }: OwedWork): string[] => [
  ...orders.flatMap((order) => order.cases.map((c) => c.id)),
  ...steps.map((step) => step.caseId),
]
