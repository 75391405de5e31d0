import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import * as contract from '#modules/cases/contract/personal.ts'
import { call, CallError } from '#platform/web/call.ts'

export const keys = {
  list: ['personal', 'requests'],
  one: (id: string) => ['personal', 'request', id],
  retention: ['personal', 'retention'],
} as const

export const useRequests = (state: 'open' | 'closed') =>
  useQuery({
    queryKey: [...keys.list, state],
    queryFn: ({ signal }) => call(contract.listPersonalRequests, { query: { state }, signal }),
  })

export const useRequest = (requestId: string) =>
  useQuery({
    queryKey: keys.one(requestId),
    queryFn: ({ signal }) => call(contract.readPersonalRequest, { params: { requestId }, signal }),
    // Every look is logged: none that nobody asked for.
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  })

export const useRetention = () =>
  useQuery({
    queryKey: keys.retention,
    queryFn: ({ signal }) => call(contract.readRetention, { signal }),
  })

/** One step of a request; the page shows what came back, or why not. */
export function useStep<In>(send: (input: In) => Promise<contract.RequestPage>, onDone = () => {}) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (page) => {
      client.setQueryData(keys.one(page.id), page)
      void client.invalidateQueries({ queryKey: keys.list })
      onDone()
    },
  })
}

/** Why something was refused, in words. */
export function useSay(): (error: unknown) => string {
  const { t } = useTranslation('said')
  return (error) => {
    const code = error instanceof CallError ? error.code : ''
    const details = error instanceof CallError ? error.details : {}
    return t([`error.${code}`, 'error.other'], { code, ...details })
  }
}
