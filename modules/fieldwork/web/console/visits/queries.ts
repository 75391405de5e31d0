import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listAreas } from '#modules/places/contract/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { visitsContract as contract } from '../../../contract/index.ts'

const key = ['fieldwork'] as const

export const useDoors = (within: number) =>
  useQuery({
    queryKey: [...key, 'doors', within],
    queryFn: ({ signal }) => call(contract.listDoors, { query: { within }, signal }),
  })

export type VisitsAsk = Omit<Input<typeof contract.listVisits.query>, 'after' | 'limit'>

export const useVisits = (ask: VisitsAsk) =>
  useInfiniteQuery({
    queryKey: [...key, 'visits', ask],
    queryFn: ({ pageParam, signal }) =>
      call(contract.listVisits, {
        query: { ...ask, limit: 30, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

type PromisesAsk = Omit<Input<typeof contract.listPromises.query>, 'after' | 'limit'>

export const usePromises = (ask: PromisesAsk) =>
  useInfiniteQuery({
    queryKey: [...key, 'promises', ask],
    queryFn: ({ pageParam, signal }) =>
      call(contract.listPromises, {
        query: { ...ask, limit: 30, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

export const useOwners = (promiseId: string) =>
  useQuery({
    queryKey: [...key, 'owners', promiseId],
    queryFn: ({ signal }) =>
      call(contract.promiseOwners, { params: { promiseId }, signal }).then((r) => r.people),
  })

export const useDrives = () =>
  useQuery({
    queryKey: [...key, 'drives'],
    queryFn: ({ signal }) => call(contract.listCampaigns, { signal }),
  })

export const useLedger = (campaignId: string) =>
  useQuery({
    queryKey: [...key, 'ledger', campaignId],
    queryFn: ({ signal }) => call(contract.readLedger, { params: { campaignId }, signal }),
  })

export const usePlans = () =>
  useQuery({
    queryKey: [...key, 'plans'],
    queryFn: ({ signal }) => call(contract.listPlans, { signal }),
  })

export const useAreas = () =>
  useQuery({
    queryKey: ['places', 'areas'],
    queryFn: ({ signal }) => call(listAreas, { query: {}, signal }).then((r) => r.areas),
    staleTime: 300_000,
  })

/** Any change in the field; what is shown of it is asked anew. */
export function useFieldChange<Vars, Reply>(change: (vars: Vars) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}
