import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import {
  listOrders,
  ordersOfCase,
  readOrderPage,
  settleAnswer,
  settlePictures,
  takeAnswers,
  uploadOrders,
} from '../../../contract/index.ts'

/** Below the key of cases: what changes a case moves its order on. */
const key = ['cases', 'orders'] as const

export type OrdersAsk = Omit<Input<typeof listOrders.query>, 'after' | 'limit'>

export const useOrders = (ask: OrdersAsk) =>
  useInfiniteQuery({
    queryKey: [...key, ask],
    queryFn: ({ pageParam, signal }) =>
      call(listOrders, {
        query: { ...ask, limit: 30, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

export const useOrder = (orderId: string) =>
  useQuery({
    queryKey: [...key, 'page', orderId],
    queryFn: ({ signal }) => call(readOrderPage, { params: { orderId }, signal }),
  })

export const useOrdersOfCase = (caseId: string) =>
  useQuery({
    queryKey: [...key, 'case', caseId],
    queryFn: ({ signal }) => call(ordersOfCase, { params: { caseId }, signal }),
  })

function useRenewing() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: key })
}

export function useSettleAnswer() {
  const onSettled = useRenewing()
  return useMutation({
    mutationFn: ({ deliveryId, to }: { deliveryId: string; to: 'waiting' | 'dropped' }) =>
      call(settleAnswer, { params: { deliveryId }, body: { to } }),
    onSettled,
  })
}

export function useSettlePictures(orderId: string) {
  const onSettled = useRenewing()
  return useMutation({
    mutationFn: (to: 'waiting' | 'dropped') =>
      call(settlePictures, { params: { orderId }, body: { to } }),
    onSettled,
  })
}

export function useUpload(linkId: string) {
  const onSettled = useRenewing()
  return useMutation({
    mutationFn: (body: { csv: string; dryRun: boolean }) =>
      call(uploadOrders, { params: { linkId }, body }),
    onSettled,
  })
}

export function useTakeAnswers(linkId: string) {
  const onSettled = useRenewing()
  return useMutation({
    mutationFn: () => call(takeAnswers, { params: { linkId }, body: {} }),
    onSettled,
  })
}
