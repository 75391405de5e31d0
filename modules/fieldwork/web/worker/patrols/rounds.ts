import { useQuery } from '@tanstack/react-query'
import { seenOr } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { patrolsContract } from '../../../contract/index.ts'
import { fieldKey } from '../visits/doors.ts'

/** The rounds of the own area, taken along for a day without signal. */
export const useRounds = (enabled = true) =>
  useQuery({
    queryKey: [...fieldKey, 'rounds'],
    queryFn: () => seenOr('field rounds', () => call(patrolsContract.listRoutes, {})),
    staleTime: 60_000,
    enabled,
  })

/** The own walks: nobody else is shown them. */
export const useOwnPatrols = () =>
  useQuery({
    queryKey: [...fieldKey, 'own patrols'],
    queryFn: () => seenOr('field own patrols', () => call(patrolsContract.readOwnPatrols, {})),
    retry: false,
  })
