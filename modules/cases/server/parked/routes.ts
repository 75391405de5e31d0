import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/parked.ts'
import { parkCase, reviewParked } from './park.ts'
import { parkedLedger, parkedOfCase } from './views.ts'

export function parkedRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.parkedOfCase, ({ caller, params }) =>
    parkedOfCase(db, caller, { ...params, now: clock() }),
  )
  mount(w, contract.parkCase, async ({ caller, params, body }) => {
    const now = clock()
    await parkCase(db, { ...params, ...body, caller, now })
    return parkedOfCase(db, caller, { ...params, now })
  })
  mount(w, contract.reviewParked, async ({ caller, params, body }) => {
    const now = clock()
    await reviewParked(db, { ...params, ...body, caller, now })
    return parkedOfCase(db, caller, { ...params, now })
  })
  mount(w, contract.parkedLedger, ({ caller, query }) =>
    parkedLedger(db, caller, { filters: query, now: clock() }),
  )
}
