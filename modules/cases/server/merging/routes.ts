import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/merging.ts'
import { casePage } from '../case-page.ts'
import { alikeAtDesk } from './alike.ts'
import { likelyAtEntry, likelyOfCase, nearbyPublic } from './likely.ts'
import { mergeCase, takeApart } from './merge.ts'
import { mergingOfCase } from './views.ts'

export function mergingRoutes(
  w: Wiring,
  { limitAsking }: { limitAsking: (caller: Caller) => void },
): void {
  const { db, clock } = w
  mount(w, contract.likelyOfCase, async ({ caller, params }) => ({
    rows: await likelyOfCase(db, caller, params.caseId, clock()),
  }))
  mount(w, contract.likelyAtEntry, async ({ caller, body }) => ({
    rows: await likelyAtEntry(db, caller, body, clock()),
  }))
  mount(w, contract.alikeAtDesk, async ({ caller }) => ({
    groups: await alikeAtDesk(db, caller, clock()),
  }))
  mount(w, contract.nearbyCases, async ({ caller, params, body }) => {
    limitAsking(caller)
    const now = clock()
    return {
      rows: await nearbyPublic(db, params.districtId, body, now),
      now: now.toISOString(),
      timeZone: (await readDistrict(db, params.districtId)).timeZone,
    }
  })
  mount(w, contract.mergingOfCase, ({ caller, params }) =>
    mergingOfCase(db, caller, params.caseId, clock()),
  )
  mount(w, contract.mergeCase, async ({ caller, params, body }) => {
    const now = clock()
    await mergeCase(db, { ...body, caseId: params.caseId, caller, now })
    return casePage(db, caller, params.caseId, now)
  })
  mount(w, contract.takeApart, async ({ caller, params, body }) => {
    const now = clock()
    await takeApart(db, { ...body, caseId: params.caseId, caller, now })
    return casePage(db, caller, params.caseId, now)
  })
}
