import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/duties.ts'
import { demandReader, dutyChanges, listDuties, saveDuty } from './duty-list.ts'
import { answerHandover, askHandover } from './handover.ts'
import { askRuling, rule } from './ruling.ts'
import { callSupport, finishSupport, moveSupport } from './support.ts'
import { dutiesOfCase } from './views.ts'

export function dutyRoutes(w: Wiring): void {
  caseRoutes(w)
  listRoutes(w)
}

function caseRoutes(w: Wiring): void {
  const { db, clock } = w
  /** What every change is given, and what it answers with: the duties of the case as they now stand. */
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
    dutiesOfCase(db, caller, params.caseId, clock())

  mount(w, contract.dutiesOfCase, answer)

  mount(w, contract.callSupport, async (call) => {
    const { dueBy, ...given } = call.body
    const by = dueBy === null ? null : new Date(dueBy)
    await callSupport(db, { ...given, ...input(call), dueBy: by })
    return answer(call)
  })

  mount(w, contract.moveSupport, async (call) => {
    const { taskId } = call.params
    await moveSupport(db, { ...call.body, ...input(call), taskId })
    return answer(call)
  })

  mount(w, contract.finishSupport, async (call) => {
    const { taskId } = call.params
    await finishSupport(db, { ...call.body, ...input(call), taskId })
    return answer(call)
  })

  mount(w, contract.askHandover, async (call) => {
    await askHandover(db, { ...call.body, ...input(call) })
    return answer(call)
  })

  mount(w, contract.answerHandover, async (call) => {
    const { handoverId } = call.params
    await answerHandover(db, { ...call.body, ...input(call), handoverId })
    return answer(call)
  })

  mount(w, contract.askRuling, async (call) => {
    await askRuling(db, { ...call.body, ...input(call) })
    return answer(call)
  })

  mount(w, contract.ruleOnCase, async (call) => {
    const { rulingId } = call.params
    await rule(db, { ...call.body, ...input(call), rulingId })
    return answer(call)
  })
}

function listRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listDuties, async ({ caller }) => {
    demandReader(caller)
    return {
      entries: await listDuties(db, caller.districtId),
      allowed: caller.verbs.has('settings.edit') ? (['edit'] as const).slice() : [],
    }
  })
  mount(w, contract.saveDutyEntry, ({ caller, params, body }) =>
    saveDuty(db, caller, { ...body, id: params.entryId }, clock()),
  )
  mount(w, contract.listDutyChanges, async ({ caller }) => ({
    rows: await dutyChanges(db, caller.districtId),
  }))
}
