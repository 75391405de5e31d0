import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { dutiesOfCase, type DutiesView } from '../../../contract/duties.ts'
import { casesKey } from '../queries.ts'

/** Below the key of cases: whoever changes a case changes what its duties show. */
export const useDuties = (caseId: string) =>
  useQuery({
    queryKey: [...casesKey, 'duties', caseId],
    queryFn: ({ signal }) => call(dutiesOfCase, { params: { caseId }, signal }),
  })

/** Where a change goes, and on what version it stands. */
export interface At {
  params: { caseId: string }
  base: { baseVersion: number }
}

/** Changes what units have to do with one case; everything that shows the case asks anew. */
export function useDutyChange(view: DutiesView) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (make: (at: At) => Promise<unknown>) =>
      make({ params: { caseId: view.caseId }, base: { baseVersion: view.version } }),
    onSettled: () => client.invalidateQueries({ queryKey: casesKey }),
  })
}
export type DutyChanging = ReturnType<typeof useDutyChange>
