import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { publicPlaces } from '#modules/places/contract/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { checksContract as contract } from '../../../contract/index.ts'

const key = ['fieldwork', 'checks'] as const

export const useLists = () =>
  useQuery({
    queryKey: [...key, 'lists'],
    queryFn: ({ signal }) => call(contract.listLists, { signal }),
  })

export type LedgerAsk = Omit<Input<typeof contract.listRounds.query>, 'after' | 'limit'>

export const useLedgerOfRounds = (ask: LedgerAsk) =>
  useInfiniteQuery({
    queryKey: [...key, 'rounds', ask],
    queryFn: ({ pageParam, signal }) =>
      call(contract.listRounds, {
        query: { ...ask, limit: 40, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

export const useOneRound = (roundId: string) =>
  useQuery({
    queryKey: [...key, 'round', roundId],
    queryFn: ({ signal }) => call(contract.readRound, { params: { roundId }, signal }),
  })

export const useAddresses = (districtId: string, q: string) =>
  useQuery({
    queryKey: ['places', 'addresses', districtId, q],
    queryFn: ({ signal }) =>
      call(publicPlaces.searchAddresses, { params: { districtId }, query: { q }, signal }).then(
        (r) => r.addresses,
      ),
    enabled: q.length > 0,
    placeholderData: (before) => before,
  })
