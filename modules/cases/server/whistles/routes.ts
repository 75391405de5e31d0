import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/whistles.ts'
import { whistleBoard, whistlesOfCase } from './views.ts'
import * as whistle from './whistle.ts'

export function whistleRoutes(w: Wiring): void {
  const { db, clock } = w
  /** What every change is given, and what it answers with: the whistles of the case as they now stand. */
  const input = (call: {
    caller: Caller
    params: { caseId: string }
    body: { baseVersion: number }
  }) => ({
    caseId: call.params.caseId,
    caller: call.caller,
    now: clock(),
    baseVersion: call.body.baseVersion,
  })
  const answer = ({ caller, params }: { caller: Caller; params: { caseId: string } }) =>
    whistlesOfCase(db, caller, params.caseId)

  mount(w, contract.whistlesOfCase, answer)

  mount(w, contract.blowWhistle, async (call) => {
    const { baseVersion: _, reportInBy, ...given } = call.body
    await whistle.blowWhistle(db, { ...input(call), ...given, reportInBy: new Date(reportInBy) })
    return answer(call)
  })

  mount(w, contract.moveWhistleCall, async (call) => {
    const { whistleId } = call.params
    await whistle.moveCall(db, { ...input(call), ...call.body, whistleId })
    return answer(call)
  })

  mount(w, contract.judgeWhistleCall, async (call) => {
    const { whistleId } = call.params
    await whistle.judgeCall(db, { ...input(call), ...call.body, whistleId })
    return answer(call)
  })

  mount(w, contract.closeWhistle, async (call) => {
    const { whistleId } = call.params
    await whistle.closeWhistle(db, { ...input(call), whistleId, words: call.body.words })
    return answer(call)
  })

  mount(w, contract.raiseWhistle, async (call) => {
    const { whistleId } = call.params
    await whistle.raiseWhistle(db, { ...input(call), whistleId, words: call.body.words })
    return answer(call)
  })

  mount(w, contract.noteWhistle, async (call) => {
    const { heldAt, ...given } = call.body
    await whistle.noteWhistle(db, {
      ...input(call),
      ...given,
      whistleId: call.params.whistleId,
      heldAt: new Date(heldAt),
    })
    return answer(call)
  })

  mount(w, contract.whistleBoard, async ({ caller, query }) => ({
    whistles: await whistleBoard(db, caller, query.state),
    now: clock().toISOString(),
  }))
}
