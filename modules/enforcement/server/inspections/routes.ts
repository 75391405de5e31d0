import type { FileStore } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import { forbidden } from '#platform/server/problem.ts'
import * as contract from '../../contract/inspections.ts'
import { seesNames } from '../files/views.ts'
import { listCaps, saveCap } from './caps.ts'
import { dueInspections } from './due.ts'
import { openCaseOf, openFileOf, voidInspection } from './follow.ts'
import { recordPaper } from './paper.ts'
import { sendInspectionOriginal } from './pictures.ts'
import { decidePlan, listPlans, savePlan } from './plans.ts'
import { recordInspection } from './record.ts'
import { findInspection } from './rows.ts'
import { inspectionPage, inspectionsOfSubject, listInspections } from './views.ts'

interface Parts {
  cipher: Cipher
  store: FileStore
}

export function inspectionRoutes(w: Wiring, parts: Parts): void {
  planRoutes(w)
  recordRoutes(w, parts)
  followRoutes(w, parts)
}

function planRoutes(w: Wiring): void {
  const { db, clock } = w
  const by = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.listInspectionPlans, ({ caller }) => listPlans(db, by(caller)))
  mount(w, contract.saveInspectionPlan, ({ caller, params, body }) =>
    savePlan(db, { ...params, ...body }, by(caller)),
  )
  mount(w, contract.decideInspectionPlan, ({ caller, params, body }) =>
    decidePlan(db, { ...params, ...body }, by(caller)),
  )
  mount(w, contract.listInspectionCaps, ({ caller }) => listCaps(db, caller))
  mount(w, contract.saveInspectionCap, ({ caller, params, body }) =>
    saveCap(db, { ...body, id: params.capId }, by(caller)),
  )
}

function recordRoutes(w: Wiring, { cipher, store }: Parts): void {
  const { db, clock } = w
  const by = (caller: Caller) => ({ caller, cipher, now: clock() })
  mount(w, contract.dueInspections, ({ caller, query }) => dueInspections(db, by(caller), query))
  mount(w, contract.recordInspection, ({ caller, body }) => recordInspection(db, by(caller), body))
  mount(w, contract.listInspections, ({ caller, query }) => listInspections(db, query, by(caller)))
  mount(w, contract.readInspection, ({ caller, params }) =>
    inspectionPage(db, params.inspectionId, by(caller)),
  )
  mount(w, contract.inspectionsOfSubject, ({ caller, params }) =>
    inspectionsOfSubject(db, params.subjectId, by(caller)),
  )
  mount(w, contract.printInspection, async ({ caller, params, query, http }) => {
    const row = await findInspection(db, caller, params.inspectionId)
    if (!seesNames(caller)) throw forbidden('request.forbidden')
    const { paper, name } = recordPaper(row, cipher)
    await audit(db, caller, {
      act: 'enforcement.inspection_printed',
      subjectKind: 'enforcement.admin_inspection',
      subjectId: row.id,
      details: { number: row.number },
      at: clock(),
    })
    return sendPaper(http.reply, paper, { format: query.format, name })
  })
  mount(w, contract.sendInspectionOriginal, ({ caller, params, query, http }) =>
    sendInspectionOriginal(db, http.reply, { ...params, ...query, caller, store, now: clock() }),
  )
}

function followRoutes(w: Wiring, { cipher }: Parts): void {
  const { db, clock } = w
  const by = (caller: Caller) => ({ caller, cipher, now: clock() })
  const answer = (caller: Caller, id: string) => inspectionPage(db, id, by(caller))
  mount(w, contract.openFileOfInspection, async ({ caller, params, body }) => {
    await openFileOf(db, { ...params, ...body }, by(caller))
    return answer(caller, params.inspectionId)
  })
  mount(w, contract.openCaseOfInspection, async ({ caller, params, body }) => {
    await openCaseOf(db, { ...params, ...body }, by(caller))
    return answer(caller, params.inspectionId)
  })
  mount(w, contract.voidInspection, async ({ caller, params, body }) => {
    await voidInspection(db, { ...params, ...body }, by(caller))
    return answer(caller, params.inspectionId)
  })
}
