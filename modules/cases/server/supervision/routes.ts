import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/supervision.ts'
import * as supervise from './supervise.ts'
import { supervisionBoard, supervisionsOfCase, supervisionView } from './views.ts'

export function supervisionRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.supervisionsOfCase, ({ caller, params }) =>
    supervisionsOfCase(db, caller, { caseId: params.caseId, now: clock() }),
  )
  mount(w, contract.supervisionBoard, async ({ caller, query }) => {
    const now = clock()
    const supervisions = await supervisionBoard(db, caller, { ...query, now })
    return { supervisions, now: now.toISOString() }
  })
  mount(w, contract.issueSupervision, async ({ caller, body }) => {
    const now = clock()
    const dueAt = new Date(body.dueAt)
    await supervise.issueSupervision(db, { ...body, caller, now, dueAt })
    return supervisionView(db, caller, { id: body.id, now })
  })
  mount(w, contract.replySupervision, async ({ caller, params, body }) => {
    const now = clock()
    await supervise.replySupervision(db, { ...params, ...body, caller, now })
    return supervisionView(db, caller, { id: params.supervisionId, now })
  })
  mount(w, contract.answerSupervision, async ({ caller, params, body }) => {
    const now = clock()
    const dueAt = body.dueAt === null ? null : new Date(body.dueAt)
    await supervise.answerSupervision(db, { ...params, ...body, caller, now, dueAt })
    return supervisionView(db, caller, { id: params.supervisionId, now })
  })
  mount(w, contract.withdrawSupervision, async ({ caller, params, body }) => {
    const now = clock()
    await supervise.withdrawSupervision(db, { ...params, ...body, caller, now })
    return supervisionView(db, caller, { id: params.supervisionId, now })
  })
}
