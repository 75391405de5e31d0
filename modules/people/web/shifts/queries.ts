import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { rosterContract } from '../../contract/index.ts'
import type { SwapView } from '../../contract/rosters.ts'
import type { SwapAct } from '../../domain/roster.ts'
import { call } from '#platform/web/call.ts'

const calendars = ['people', 'calendars'] as const
/** What the own page and the page of the station both ask again after a swap or a note. */
const renewed = [
  ['people', 'rosters'],
  ['people', 'own-shifts'],
] as const

export const useOwnShifts = () =>
  useQuery({
    queryKey: ['people', 'own-shifts'],
    queryFn: ({ signal }) => call(rosterContract.readOwnShifts, { signal }),
  })

export function useSwapAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ swap, act }: { swap: SwapView; act: SwapAct }) =>
      call(rosterContract.actOnSwap, {
        params: { swapId: swap.id },
        body: { act, baseState: swap.state },
      }),
    onSettled: () => {
      for (const queryKey of renewed) void client.invalidateQueries({ queryKey })
    },
  })
}

/** The links to calendars that one has made; a new one is known in clear only until the page is left. */
export function useCalendars() {
  const client = useQueryClient()
  const links = useQuery({
    queryKey: calendars,
    queryFn: ({ signal }) =>
      call(rosterContract.listCalendarLinks, { signal }).then((reply) => reply.links),
  })
  const onSettled = () => client.invalidateQueries({ queryKey: calendars })
  const make = useMutation({
    mutationFn: (stationId: string | null) =>
      call(rosterContract.makeCalendarLink, { body: { stationId } }),
    onSettled,
  })
  const revoke = useMutation({
    mutationFn: (linkId: string) => call(rosterContract.revokeCalendarLink, { params: { linkId } }),
    onSettled: () => {
      make.reset()
      return onSettled()
    },
  })
  return { links, make, revoke }
}

export function useRenewShifts() {
  const client = useQueryClient()
  return () => {
    for (const queryKey of renewed) void client.invalidateQueries({ queryKey })
  }
}
