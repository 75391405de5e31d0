import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { planBoard, plansOfCase } from '../../../contract/plans.ts'
import { casesKey } from '../queries.ts'

/** Below the key of cases: whoever changes a case changes what its plan shows. */
export const usePlans = (caseId: string) =>
  useQuery({
    queryKey: [...casesKey, 'plans', caseId],
    queryFn: ({ signal }) => call(plansOfCase, { params: { caseId }, signal }),
  })

export const usePlanBoard = (state: 'open' | 'ended') =>
  useQuery({
    queryKey: [...casesKey, 'plan-board', state],
    queryFn: ({ signal }) => call(planBoard, { query: { state }, signal }),
  })
