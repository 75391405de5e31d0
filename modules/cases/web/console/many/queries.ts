import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { previewMany, runMany } from '../../../contract/many.ts'
import { casesKey } from '../queries.ts'

export type Order = Input<typeof previewMany.body>

/** What the order would do to each; asked anew with every change of it. */
export const usePreview = (order: Order, ready: boolean) =>
  useQuery({
    queryKey: [...casesKey, 'many', order],
    queryFn: ({ signal }) => call(previewMany, { body: order, signal }).then((r) => r.rows),
    enabled: ready,
    staleTime: 0,
  })

export function useRun() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: Order & { id: string }) => call(runMany, { body: order }),
    onSettled: () =>
      client.invalidateQueries({
        queryKey: casesKey,
        // The preview stands beside the result and tells of the moment before.
        predicate: (query) => query.queryKey[1] !== 'many',
      }),
  })
}
