import { useQuery } from '@tanstack/react-query'
import { publicReasons } from '#modules/catalogue/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { seenOr } from './last-seen.ts'

/** Why something may be asked: fetched with the list of tasks, since in a cellar there is no line. */
export const useReasons = (districtId: string) =>
  useQuery({
    queryKey: ['reasons', districtId],
    queryFn: () => seenOr('reasons', () => call(publicReasons, { params: { districtId } })),
    staleTime: 600_000,
  })
