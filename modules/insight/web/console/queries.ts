import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import {
  listMeasured,
  listStatements,
  readMeasures,
  readTrends,
  readStatement,
  type MeasureFilters,
} from '../../contract/index.ts'
import type { Dimension } from '../../domain/measures.ts'

/** Below the key of cases: what changes a case changes its figures. */
const key = ['cases', 'measures'] as const

export const useMeasures = (filters: MeasureFilters, by: Dimension) =>
  useQuery({
    queryKey: [...key, filters, by],
    queryFn: ({ signal }) => call(readMeasures, { query: { ...filters, by }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

export const useTrendsOf = (ask: Input<typeof readTrends.query>) =>
  useQuery({
    queryKey: [...key, 'trends', ask],
    queryFn: ({ signal }) => call(readTrends, { query: ask, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

export type BehindAsk = Omit<Input<typeof listMeasured.query>, 'after' | 'limit'>

export const useBehind = (ask: BehindAsk) =>
  useInfiniteQuery({
    queryKey: [...key, 'behind', ask],
    queryFn: ({ pageParam, signal }) =>
      call(listMeasured, { query: { ...ask, ...(pageParam ? { after: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

export const useStatements = () =>
  useQuery({
    queryKey: ['insight', 'statements'],
    queryFn: ({ signal }) => call(listStatements, { signal }),
    staleTime: 300_000,
  })

export const useStatement = (month: string | undefined) =>
  useQuery({
    queryKey: ['insight', 'statement', month],
    queryFn: ({ signal }) => call(readStatement, { params: { month: month ?? '' }, signal }),
    enabled: month !== undefined,
    staleTime: Infinity,
  })
