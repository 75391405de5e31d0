import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/followed.ts'
import { followedPlaces, followPlace, stopFollowing } from './followed.ts'

export function followedRoutes(w: Wiring): void {
  const { db, clock } = w
  const answer = async (caller: Caller) => ({ rows: await followedPlaces(db, caller, clock()) })
  mount(w, contract.listFollowedPlaces, ({ caller }) => answer(caller))
  mount(w, contract.followPlace, async ({ caller, body }) => {
    await followPlace(db, caller, body, clock())
    return answer(caller)
  })
  mount(w, contract.stopFollowing, async ({ caller, params }) => {
    await stopFollowing(db, caller, params.placeId, clock())
    return answer(caller)
  })
}
