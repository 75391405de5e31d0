import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { whistleBoard, whistlesOfCase, type WhistleView } from '../../../contract/whistles.ts'
import { casesKey } from '../queries.ts'

/** Below the key of cases: whoever changes a case changes what its whistles show. */
export const useWhistles = (caseId: string) =>
  useQuery({
    queryKey: [...casesKey, 'whistles', caseId],
    queryFn: ({ signal }) => call(whistlesOfCase, { params: { caseId }, signal }),
  })

export const useWhistleBoard = (state: 'open' | 'closed') =>
  useQuery({
    queryKey: [...casesKey, 'whistle-board', state],
    queryFn: ({ signal }) => call(whistleBoard, { query: { state }, signal }),
    refetchInterval: 60_000,
  })

/** Where a change goes, and on what version it stands. */
export interface At {
  params: { caseId: string; whistleId: string }
  base: { baseVersion: number }
}

/** Changes one whistle; everything that shows the case asks anew, whether it was done or refused. */
export function useWhistleChange(whistle: WhistleView) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (make: (at: At) => Promise<unknown>) =>
      make({
        params: { caseId: whistle.caseId, whistleId: whistle.id },
        base: { baseVersion: whistle.caseVersion },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: casesKey }),
  })
}
