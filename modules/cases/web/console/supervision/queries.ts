import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { supervisionBoard, supervisionsOfCase } from '../../../contract/supervision.ts'
import { casesKey } from '../queries.ts'

/** Below the key of cases: whoever changes a case changes what its orders show. */
export const useSupervisions = (caseId: string) =>
  useQuery({
    queryKey: [...casesKey, 'supervisions', caseId],
    queryFn: ({ signal }) => call(supervisionsOfCase, { params: { caseId }, signal }),
  })

export const useSupervisionBoard = (state: 'open' | 'ended') =>
  useQuery({
    queryKey: [...casesKey, 'supervision-board', state],
    queryFn: ({ signal }) => call(supervisionBoard, { query: { state }, signal }),
    refetchInterval: 60_000,
  })
