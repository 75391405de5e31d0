import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import {
  caseCounts,
  casePoints,
  listCases,
  proposeRouting,
  readCase,
  verifyChain,
} from '../../contract/index.ts'

/** The key of everything about cases: a change asks all of it anew, each under its own scope. */
export const casesKey = ['cases'] as const

export type CaseFilters = Omit<Input<typeof listCases.query>, 'after' | 'limit'>

/** Pages of a list by its cursor. The server says what time it is, so that nobody's clock matters. */
export const useCases = (filters: CaseFilters, limit = 50, enabled = true) =>
  useInfiniteQuery({
    enabled,
    queryKey: [...casesKey, 'list', filters, limit],
    queryFn: ({ pageParam, signal }) =>
      call(listCases, {
        query: { ...filters, limit, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: filters.view === 'desk' ? 15_000 : false,
  })

export const useCasePoints = (filters: CaseFilters) =>
  useQuery({
    queryKey: [...casesKey, 'points', filters],
    queryFn: ({ signal }) => call(casePoints, { query: filters, signal }),
    placeholderData: keepPreviousData,
  })

export const useCaseCounts = () =>
  useQuery({
    queryKey: [...casesKey, 'counts'],
    queryFn: ({ signal }) => call(caseCounts, { signal }),
    refetchInterval: 30_000,
  })

export const casePageKey = (caseId: string) => [...casesKey, 'one', caseId] as const

export const useCasePage = (caseId: string | undefined) =>
  useQuery({
    queryKey: casePageKey(caseId ?? ''),
    queryFn: ({ signal }) => call(readCase, { params: { caseId: caseId ?? '' }, signal }),
    enabled: caseId !== undefined && caseId !== '',
  })

export const useRouting = (caseId: string, enabled = true) =>
  useQuery({
    queryKey: [...casesKey, 'routing', caseId],
    queryFn: ({ signal }) => call(proposeRouting, { params: { caseId }, signal }),
    enabled,
  })

export const useChain = (caseId: string, enabled: boolean) =>
  useQuery({
    queryKey: [...casesKey, 'chain', caseId],
    queryFn: ({ signal }) => call(verifyChain, { params: { caseId }, signal }),
    enabled,
  })
