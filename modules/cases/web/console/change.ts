import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { call, CallError } from '#platform/web/call.ts'
import { readCase, type CasePage, type EventView } from '../../contract/index.ts'
import { casePageKey, casesKey } from './queries.ts'

/** Makes one change: the caller puts where (`params`) and what was seen (`base`) into its call. */
export type Make = (at: {
  params: { caseId: string }
  base: { baseVersion: number }
}) => Promise<CasePage>

export interface Changing {
  send: (make: Make) => Promise<boolean>
  busy: boolean
  error: unknown
  /** What others did since this page was read; set when the server says that the page is out of date. */
  since: EventView[] | null
  forget: () => void
}

const outOfDate = 'cases.out_of_date'

/** What others did since this version, from the case's own story: who, when, and in which words. */
async function eventsAfter(page: CasePage): Promise<{ now: CasePage; since: EventView[] } | null> {
  const now = await call(readCase, { params: { caseId: page.id } }).catch(() => null)
  return now && { now, since: now.events.filter((e) => e.seq > page.version) }
}

/** Sends changes of one case, keeps its page fresh, and tells what happened when somebody was faster. */
export function useChange(page: CasePage, done?: (after: CasePage) => void): Changing {
  const client = useQueryClient()
  const [since, setSince] = useState<EventView[] | null>(null)
  const mutation = useMutation({
    mutationFn: (make: Make) =>
      make({ params: { caseId: page.id }, base: { baseVersion: page.version } }),
    onSuccess: (after) => {
      setSince(null)
      client.setQueryData(casePageKey(after.id), after)
      void client.invalidateQueries({
        queryKey: casesKey,
        predicate: (q) => q.queryKey[1] !== 'one',
      })
      done?.(after)
    },
    onError: async (error) => {
      if (!(error instanceof CallError) || error.code !== outOfDate) return
      const late = await eventsAfter(page)
      setSince(late?.since ?? [])
      if (late) client.setQueryData(casePageKey(page.id), late.now)
      await client.invalidateQueries({ queryKey: casesKey })
    },
  })
  const { mutateAsync, reset } = mutation
  const send = useCallback(
    (make: Make) =>
      mutateAsync(make).then(
        () => true,
        () => false,
      ),
    [mutateAsync],
  )
  const forget = useCallback(() => {
    reset()
    setSince(null)
  }, [reset])
  return { send, busy: mutation.isPending, error: mutation.error, since, forget }
}
