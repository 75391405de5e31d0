import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listMatters } from '#modules/catalogue/contract/index.ts'
import { listAreas } from '#modules/places/contract/index.ts'
import { call, sendFile } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import type { Upload } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import {
  eventsContract,
  figuresContract,
  leafletsContract,
  questionsContract,
  recordsContract as contract,
} from '../../contract/index.ts'

export const outreachKey = ['outreach'] as const

const nextPage = {
  initialPageParam: '',
  getNextPageParam: (page: { next: string | null }) => page.next,
}
const paged = (after: string) => ({ limit: 30, ...(after ? { after } : {}) })

export type RecordsAsk = Omit<Input<typeof contract.listRecords.query>, 'after' | 'limit'>

export const useRecords = (ask: RecordsAsk) =>
  useInfiniteQuery({
    queryKey: [...outreachKey, 'records', ask],
    queryFn: ({ pageParam, signal }) =>
      call(contract.listRecords, { query: { ...ask, ...paged(pageParam) }, signal }),
    ...nextPage,
  })

export type PostingsAsk = Omit<Input<typeof contract.listPostings.query>, 'after' | 'limit'>

export const usePostings = (ask: PostingsAsk) =>
  useInfiniteQuery({
    queryKey: [...outreachKey, 'postings', ask],
    queryFn: ({ pageParam, signal }) =>
      call(contract.listPostings, { query: { ...ask, ...paged(pageParam) }, signal }),
    ...nextPage,
  })

export type LibraryAsk = Omit<Input<typeof leafletsContract.listLeaflets.query>, 'after' | 'limit'>

export const useLibrary = (ask: LibraryAsk) =>
  useInfiniteQuery({
    queryKey: [...outreachKey, 'leaflets', ask],
    queryFn: ({ pageParam, signal }) =>
      call(leafletsContract.listLeaflets, { query: { ...ask, ...paged(pageParam) }, signal }),
    ...nextPage,
  })

export const useLeaflet = (leafletId: string) =>
  useQuery({
    queryKey: [...outreachKey, 'leaflet', leafletId],
    queryFn: ({ signal }) => call(leafletsContract.readLeaflet, { params: { leafletId }, signal }),
  })

export const useEvents = (ask: { show: 'coming' | 'over'; month?: string }) =>
  useInfiniteQuery({
    queryKey: [...outreachKey, 'events', ask],
    queryFn: ({ pageParam, signal }) =>
      call(eventsContract.listEvents, { query: { ...ask, ...paged(pageParam) }, signal }),
    ...nextPage,
  })

export const useEvent = (eventId: string) =>
  useQuery({
    queryKey: [...outreachKey, 'event', eventId],
    queryFn: ({ signal }) => call(eventsContract.readEvent, { params: { eventId }, signal }),
  })

type QuestionsAsk = Omit<Input<typeof questionsContract.listQuestions.query>, 'after' | 'limit'>

export const useQuestions = (ask: QuestionsAsk, enabled = true) =>
  useInfiniteQuery({
    queryKey: [...outreachKey, 'questions', ask],
    queryFn: ({ pageParam, signal }) =>
      call(questionsContract.listQuestions, { query: { ...ask, ...paged(pageParam) }, signal }),
    enabled,
    ...nextPage,
  })

export const useReturning = () =>
  useQuery({
    queryKey: [...outreachKey, 'returning'],
    queryFn: ({ signal }) => call(questionsContract.listReturning, { signal }),
  })

export const useOutreachSettings = () =>
  useQuery({
    queryKey: [...outreachKey, 'settings'],
    queryFn: ({ signal }) => call(questionsContract.readSettings, { signal }),
  })

export const useFigures = (month: string | undefined) =>
  useQuery({
    queryKey: [...outreachKey, 'figures', month],
    queryFn: ({ signal }) =>
      call(figuresContract.readFigures, { query: month ? { month } : {}, signal }),
  })

export const useChannels = () =>
  useQuery({
    queryKey: [...outreachKey, 'channels'],
    queryFn: ({ signal }) => call(contract.listChannels, { signal }),
    staleTime: 60_000,
  })

export const usePlans = (state: 'open' | 'done' | 'dropped') =>
  useQuery({
    queryKey: [...outreachKey, 'plans', state],
    queryFn: ({ signal }) => call(contract.listPlans, { query: { state }, signal }),
  })

export const useKeepers = (areaCode: string) =>
  useQuery({
    queryKey: [...outreachKey, 'keepers', areaCode],
    queryFn: ({ signal }) =>
      call(contract.postingKeepers, { query: { areaCode }, signal }).then((r) => r.people),
    enabled: areaCode !== '',
  })

export const useAreas = () =>
  useQuery({
    queryKey: ['places', 'areas'],
    queryFn: ({ signal }) => call(listAreas, { query: {}, signal }).then((r) => r.areas),
    staleTime: 300_000,
  })

/** The whole catalogue of the district: a few hundred rows, asked for once. */
export const useMatters = () =>
  useQuery({
    queryKey: ['catalogue', 'matters', 'all'],
    queryFn: ({ signal }) =>
      call(listMatters, { query: { limit: 500 }, signal }).then((r) => r.rows),
    staleTime: 1_800_000,
    select: (rows) => rows.filter(({ active }) => active),
  })

/** The id is made here, so that the same picture sent twice is one file. */
export function useUpload(): Upload {
  const { districtId } = useConsoleSetting()
  return async (blob, { onProgress, signal }) => {
    const id = newId()
    await sendFile(`/api/public/${districtId}/files/${id}`, blob, { onProgress, signal })
    return id
  }
}

/** Any change of outreach; what is shown of it is asked anew. */
export function useOutreachChange<Vars, Reply>(change: (vars: Vars) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: outreachKey }),
  })
}
