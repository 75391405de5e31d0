import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { onArrived, seenOr, useMattersAhead } from '#modules/cases/web/index.ts'
import { listAreas } from '#modules/places/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { leafletsContract, recordsContract } from '../../contract/index.ts'

const key = ['outreach work'] as const

export type Ground = ReturnType<typeof useGround>

/** Communities and grids in which the own post lies, or which lie in it. */
export const ownAreas = ({ areas }: Ground, own: readonly string[]) =>
  areas.filter(
    ({ code }) =>
      code.length >= 12 && own.some((mine) => code.startsWith(mine) || mine.startsWith(code)),
  )

/** All that a record needs, taken along for a day without signal. */
export function useGround() {
  const channels = useQuery({
    queryKey: [...key, 'channels'],
    queryFn: () => seenOr('outreach channels', () => call(recordsContract.listChannels, {})),
  })
  const areas = useQuery({
    queryKey: [...key, 'areas'],
    queryFn: () =>
      seenOr('outreach areas', async () => {
        const found = await call(listAreas, { query: {} })
        return found.areas.map(({ code, name }) => ({ code, name }))
      }),
    staleTime: 300_000,
  })
  const leaflets = useQuery({
    queryKey: [...key, 'leaflets'],
    queryFn: () =>
      seenOr('outreach leaflets', async () => {
        const { rows } = await call(leafletsContract.listLeaflets, {
          query: { state: 'shown', limit: 100 },
        })
        return rows.map(({ id, title }) => ({ id, title }))
      }),
  })
  const matters = useMattersAhead(true)
  return {
    channels: channels.data?.channels.filter(({ active }) => active) ?? [],
    areas: areas.data ?? [],
    leaflets: leaflets.data ?? [],
    matters: (matters.data ?? []).map(({ kind, code, name }) => ({ key: `${kind}/${code}`, name })),
    error: channels.data ? null : channels.error,
    again: () => void channels.refetch(),
  }
}

export const useDuePostings = () =>
  useQuery({
    queryKey: [...key, 'postings'],
    queryFn: () =>
      seenOr('outreach postings', () =>
        call(recordsContract.listPostings, { query: { show: 'due', limit: 60 } }),
      ),
  })

export const usePlansSoon = () =>
  useQuery({
    queryKey: [...key, 'plans'],
    queryFn: () =>
      seenOr('outreach plans', () => call(recordsContract.listPlans, { query: { within: 7 } })),
  })

/** What this page shows changes once something noted here has arrived. */
export function useFresh(): void {
  const client = useQueryClient()
  const renew = useEffectEvent(() => void client.invalidateQueries({ queryKey: key }))
  useEffect(() => onArrived(renew), [])
}
