import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import {
  alikeAtDesk,
  likelyAtEntry,
  likelyOfCase,
  mergingOfCase,
  takeApart,
} from '../../../contract/merging.ts'
import { casesKey } from '../queries.ts'

/** Cases that may tell of the same thing, most alike first. */
export const useLikelyCases = (caseId: string, wanted: boolean) =>
  useQuery({
    queryKey: [...casesKey, 'likely', caseId],
    queryFn: ({ signal }) =>
      call(likelyOfCase, { params: { caseId }, signal }).then((reply) => reply.rows),
    enabled: wanted,
    staleTime: 30_000,
  })

/** Asked when the writing rests, not at every letter. */
const RESTS_AFTER = 500

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), RESTS_AFTER)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

export type Entry = Input<typeof likelyAtEntry.body>

/** The same while a report is being written down; asked once there is a place to look around. */
export function useLikelyAtEntry(given: Entry) {
  const entry = useRested(given)
  return useQuery({
    queryKey: [...casesKey, 'likely-entry', entry],
    queryFn: ({ signal }) =>
      call(likelyAtEntry, { body: entry, signal }).then((reply) => reply.rows),
    enabled: Boolean(entry.place ?? entry.addressId),
    placeholderData: (before) => before,
    staleTime: 30_000,
  })
}

/** What waits at the desk and is likely one trouble. */
export const useAlike = (wanted: boolean) =>
  useQuery({
    queryKey: [...casesKey, 'alike'],
    queryFn: ({ signal }) => call(alikeAtDesk, { signal }).then((reply) => reply.groups),
    enabled: wanted,
    placeholderData: (before) => before,
    staleTime: 30_000,
    refetchInterval: 60_000,
  })

export const useMerging = (caseId: string) =>
  useQuery({
    queryKey: [...casesKey, 'merging', caseId],
    queryFn: ({ signal }) => call(mergingOfCase, { params: { caseId }, signal }),
  })

/** Takes a follower out of its group; everything that shows cases asks anew, done or refused. */
export function useTakeApart(follower: { id: string; version: number }) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (words: string) =>
      call(takeApart, {
        params: { caseId: follower.id },
        body: { baseVersion: follower.version, words },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: casesKey }),
  })
}
