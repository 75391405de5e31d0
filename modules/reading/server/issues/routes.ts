import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/issues.ts'
import { joinIssues, takeOut } from './change.ts'
import { issueOfCase, issuePage, listIssues } from './views.ts'

export function issueRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listIssues, ({ caller, query }) =>
    listIssues(db, caller, { ...query, now: clock() }),
  )
  mount(w, contract.readIssue, ({ caller, params }) =>
    issuePage(db, caller, { ...params, now: clock() }),
  )
  mount(w, contract.issueOfCase, async ({ caller, params }) => ({
    issue: await issueOfCase(db, caller, { ...params, now: clock() }),
  }))
  mount(w, contract.takeOutOfIssue, async ({ caller, params, body }) => {
    const now = clock()
    await takeOut(db, { ...params, ...body, caller, now })
    return issuePage(db, caller, { ...params, now })
  })
  mount(w, contract.joinIssues, async ({ caller, params, body }) => {
    const now = clock()
    await joinIssues(db, { ...params, ...body, caller, now })
    return issuePage(db, caller, { ...params, now })
  })
}
