import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import {
  followPlace,
  listFollowedPlaces,
  stopFollowing,
  type Place,
} from '../../../contract/followed.ts'
import { casesKey } from '../queries.ts'

const key = [...casesKey, 'followed'] as const

export const useFollowedPlaces = () =>
  useQuery({ queryKey: key, queryFn: ({ signal }) => call(listFollowedPlaces, { signal }) })

export function useFollowPlace() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (given: { name: string; place: Place }) =>
      call(followPlace, { body: { id: newId(), ...given } }),
    onSuccess: (now) => client.setQueryData(key, now),
  })
}

export function useStopFollowing() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (placeId: string) => call(stopFollowing, { params: { placeId } }),
    onSuccess: (now) => client.setQueryData(key, now),
  })
}
