import { useQuery } from '@tanstack/react-query'
import { seenOr } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { checksContract, type DueRound } from '../../../contract/index.ts'
import { placeIn } from '../../../domain/today/order.ts'
import { fieldKey } from '../visits/doors.ts'

/** Rounds that the own post works today, taken along for a day without signal. */
export const useDueRounds = (enabled = true) =>
  useQuery({
    queryKey: [...fieldKey, 'checks'],
    queryFn: () => seenOr('field checks', () => call(checksContract.dueRounds, {})),
    staleTime: 60_000,
    enabled,
  })

/** Rounds by building, in the order in which they come. */
export function roundsByBuilding(rounds: readonly DueRound[]) {
  const groups = new Map<string, DueRound[]>()
  for (const round of rounds) {
    const building = placeIn(round.place.addressText)
    groups.set(building, [...(groups.get(building) ?? []), round])
  }
  return [...groups].map(([building, here]) => ({ building, rounds: here }))
}
