import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/appeals.ts'
import { makeAppeal, reviewAppeal } from './appeal.ts'
import { appealBoard, appealsOfCase } from './views.ts'

export function appealRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.appealsOfCase, ({ caller, params }) =>
    appealsOfCase(db, caller, { ...params, now: clock() }),
  )
  mount(w, contract.makeAppeal, async ({ caller, params, body }) => {
    const now = clock()
    await makeAppeal(db, { ...params, ...body, caller, now })
    return appealsOfCase(db, caller, { ...params, now })
  })
  mount(w, contract.reviewAppeal, async ({ caller, params, body }) => {
    const now = clock()
    await reviewAppeal(db, { ...params, ...body, caller, now })
    return appealsOfCase(db, caller, { ...params, now })
  })
  mount(w, contract.appealBoard, async ({ caller, query }) => ({
    appeals: await appealBoard(db, caller, query.state),
  }))
}
