import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { listPools, poolEntries, poolsOfCase } from '../../../contract/pools.ts'
import { casesKey } from '../queries.ts'

export const useEntries = () =>
  useQuery({
    queryKey: [...casesKey, 'pool-entries'],
    queryFn: ({ signal }) => call(poolEntries, { signal }),
    refetchInterval: 30_000,
  })

export const usePools = () =>
  useQuery({
    queryKey: [...casesKey, 'pools'],
    queryFn: ({ signal }) => call(listPools, { signal }),
  })

export const usePoolsOfCase = (caseId: string) =>
  useQuery({
    queryKey: [...casesKey, 'pools-of', caseId],
    queryFn: ({ signal }) => call(poolsOfCase, { params: { caseId }, signal }),
  })
