import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { dutiesOfCase } from '#modules/cases/contract/duties.ts'
import { readCase } from '#modules/cases/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { seenOr } from './last-seen.ts'

const shift = 12 * 3_600_000
const atOnce = 20

const fetchCase = (caseId: string) =>
  seenOr(`case ${caseId}`, () => call(readCase, { params: { caseId } }))

const fetchDuties = (caseId: string) =>
  seenOr(`duties ${caseId}`, () => call(dutiesOfCase, { params: { caseId } }))

export const dutiesKey = (caseId: string) => ['duties', caseId] as const

/** While there is a line, the pages of what lies ahead are fetched, since in a cellar there is none. */
export function usePagesAhead(caseIds: readonly string[]): void {
  const client = useQueryClient()
  const wanted = caseIds.slice(0, atOnce).join(' ')
  useEffect(() => {
    let left = false
    const fetchAll = async () => {
      for (const caseId of wanted.split(' ').filter(Boolean)) {
        if (left) return
        // oxlint-disable-next-line no-await-in-loop -- one after the other: the list comes first
        await client.prefetchQuery({
          queryKey: ['case', caseId],
          queryFn: () => fetchCase(caseId),
          staleTime: 300_000,
          gcTime: shift,
        })
        // oxlint-disable-next-line no-await-in-loop -- after the page that it belongs to
        await client.prefetchQuery({
          queryKey: dutiesKey(caseId),
          queryFn: () => fetchDuties(caseId),
          staleTime: 300_000,
          gcTime: shift,
        })
      }
    }
    void fetchAll()
    return () => {
      left = true
    }
  }, [client, wanted])
}

export const useCase = (caseId: string) =>
  useQuery({
    queryKey: ['case', caseId],
    queryFn: () => fetchCase(caseId),
    refetchInterval: 30_000,
  })

/** Who leads, who supports and what is asked: as the server says it, without a line as it said it last. */
export const useDuties = (caseId: string) =>
  useQuery({
    queryKey: dutiesKey(caseId),
    queryFn: () => fetchDuties(caseId),
    refetchInterval: 30_000,
  })
