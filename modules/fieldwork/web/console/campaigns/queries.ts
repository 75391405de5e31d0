import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { campaignsContract as contract } from '../../../contract/index.ts'

const key = ['fieldwork', 'campaigns'] as const

export const useCampaigns = (enabled = true) =>
  useQuery({
    enabled,
    queryKey: [...key, 'list'],
    queryFn: ({ signal }) => call(contract.listCampaigns, { signal }),
  })

export const useCampaign = (campaignId: string) =>
  useQuery({
    queryKey: [...key, 'one', campaignId],
    queryFn: ({ signal }) => call(contract.readCampaign, { params: { campaignId }, signal }),
  })

export type DaysAsk = Omit<Input<typeof contract.listDays.query>, 'after' | 'limit'>

export const useDays = (ask: DaysAsk) =>
  useInfiniteQuery({
    queryKey: [...key, 'days', ask],
    queryFn: ({ pageParam, signal }) =>
      call(contract.listDays, {
        query: { ...ask, limit: 20, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

export const useMeasures = () =>
  useQuery({
    queryKey: [...key, 'measures'],
    queryFn: ({ signal }) => call(contract.listMeasures, { signal }),
    staleTime: 60_000,
  })

export const useTeamPeople = (campaignId: string) =>
  useQuery({
    queryKey: [...key, 'people', campaignId],
    queryFn: ({ signal }) =>
      call(contract.teamPeople, { params: { campaignId }, signal }).then((r) => r.people),
  })
