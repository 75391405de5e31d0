import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import {
  listDeliveries,
  listSubscriptions,
  type saveSubscription,
  settleDelivery,
  type DeliveryView,
} from '../../../contract/index.ts'

export const webhooksKey = ['exchange', 'webhooks'] as const

export const useSubscriptions = () =>
  useQuery({
    queryKey: [...webhooksKey, 'subscriptions'],
    queryFn: ({ signal }) => call(listSubscriptions, { signal }),
  })

export type SubscriptionDraft = Input<typeof saveSubscription.body>

export const useHistory = (subscriptionId: string, state: DeliveryView['state'] | undefined) =>
  useInfiniteQuery({
    queryKey: [...webhooksKey, 'history', subscriptionId, state],
    queryFn: ({ pageParam, signal }) =>
      call(listDeliveries, {
        params: { subscriptionId },
        query: {
          limit: 20,
          ...(state ? { state } : {}),
          ...(pageParam ? { after: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

/** Whatever is done here changes both the list and the deliveries below it. */
export function useRenew() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: webhooksKey })
}

export function useSettle(deliveryId: string) {
  const renew = useRenew()
  return useMutation({
    mutationFn: (to: 'waiting' | 'dropped') =>
      call(settleDelivery, { params: { deliveryId }, body: { to } }),
    onSettled: renew,
  })
}
