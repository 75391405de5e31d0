import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { listAreas, publicPlaces } from '#modules/places/contract/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { registerContract as contract } from '../../contract/index.ts'

export const subjectsKey = ['subjects'] as const

export type SubjectsAsk = Omit<Input<typeof contract.listSubjects.query>, 'after' | 'limit'>

export const useSubjects = (ask: SubjectsAsk) =>
  useInfiniteQuery({
    queryKey: [...subjectsKey, 'list', ask],
    queryFn: ({ pageParam, signal }) =>
      call(contract.listSubjects, {
        query: { ...ask, limit: 40, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

/** The first few that fit, for choosing one. */
export const useFound = (ask: SubjectsAsk) =>
  useQuery({
    queryKey: [...subjectsKey, 'found', ask],
    queryFn: ({ signal }) =>
      call(contract.listSubjects, { query: { ...ask, limit: 8 }, signal }).then((r) => r.rows),
    enabled: (ask.q ?? '').trim() !== '',
    placeholderData: (before) => before,
  })

export const useSubject = (subjectId: string) =>
  useQuery({
    queryKey: [...subjectsKey, 'one', subjectId],
    queryFn: ({ signal }) => call(contract.readSubject, { params: { subjectId }, signal }),
  })

type Like = Input<typeof contract.likeSubject.body>

/** What may be the same, asked while it is typed. */
export const useLike = (given: Like | null) =>
  useQuery({
    queryKey: [...subjectsKey, 'like', given],
    queryFn: ({ signal }) =>
      given === null
        ? Promise.resolve([])
        : call(contract.likeSubject, { body: given, signal }).then((r) => r.like),
    enabled: given !== null,
    placeholderData: (before) => before,
  })

/** Any change of the register; what is shown of it is asked anew. */
export function useSubjectChange<Vars, Reply>(change: (vars: Vars) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: subjectsKey }),
  })
}

export const useAreas = () =>
  useQuery({
    queryKey: ['places', 'areas'],
    queryFn: ({ signal }) => call(listAreas, { query: {}, signal }).then((r) => r.areas),
    staleTime: 300_000,
  })

export function useAddresses(text: string) {
  const { districtId } = useConsoleSetting()
  const q = text.trim().slice(0, 60)
  return useQuery({
    queryKey: ['places', 'addresses', districtId, q],
    queryFn: ({ signal }) =>
      call(publicPlaces.searchAddresses, { params: { districtId }, query: { q }, signal }).then(
        (r) => r.addresses,
      ),
    enabled: q.length > 1 && districtId !== '',
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
}
