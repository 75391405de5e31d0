import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Output } from '#platform/web/console/say.ts'
import {
  orderTraining,
  placeModel,
  readReading,
  saveReadingSettings,
  type ProposalKind,
  type ReadingPage,
} from '../../../contract/index.ts'

const key = ['reading', 'models'] as const

/** Looked at again and again while a training is under way. */
export const useReading = () =>
  useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(readReading, { signal }),
    refetchInterval: ({ state }) => (state.data?.training === true ? 4000 : false),
  })

type Page = Output<typeof ReadingPage>

/** Every change answers with the whole page as it now stands. */
function useChanging<Order>(send: (order: Order) => Promise<Page>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: (page) => client.setQueryData(key, page),
    onError: () => client.invalidateQueries({ queryKey: key }),
  })
}

export const useTraining = () => useChanging<void>(() => call(orderTraining, {}))

export const usePlacing = () =>
  useChanging((order: { kind: ProposalKind; version: number; standing: number | null }) => {
    const { standing, ...params } = order
    return call(placeModel, { params, body: { standing } })
  })

export const useSaving = () =>
  useChanging((body: { sureFrom: number; baseVersion: number }) =>
    call(saveReadingSettings, { body }),
  )
