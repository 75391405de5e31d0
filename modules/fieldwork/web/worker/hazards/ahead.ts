import { useQuery } from '@tanstack/react-query'
import { seenOr, useOutbox } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { hazardsContract as contract } from '../../../contract/index.ts'
import { fieldKey } from '../visits/doors.ts'

/** Hazards to re-check and to look at, with what the form asks; taken along for a day without signal. */
export const useAhead = (enabled = true) =>
  useQuery({
    queryKey: [...fieldKey, 'hazards'],
    queryFn: () => seenOr('field hazards', () => call(contract.hazardsAhead, {})),
    staleTime: 60_000,
    enabled,
  })

/** One hazard with its steps, kept once it was looked at. */
export const useHazardHere = (hazardId: string) =>
  useQuery({
    queryKey: [...fieldKey, 'hazard', hazardId],
    queryFn: () =>
      seenOr(`field hazard ${hazardId}`, () => call(contract.readHazard, { params: { hazardId } })),
    retry: false,
  })

/** Hazards of which a step waits on this phone. */
export function useWaiting(): ReadonlySet<string> {
  const { works } = useOutbox()
  return new Set(works.map((work) => work.lane))
}
