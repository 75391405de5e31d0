import { visibleCases } from '#modules/cases/server/index.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound } from '#platform/server/problem.ts'
import * as contract from '../../contract/proposals.ts'
import { orderByPerson, placeModel } from '../models/place.ts'
import { readingPage } from './page.ts'
import { propose, reportedText } from './propose.ts'
import { saveSettings } from './settings.ts'

export function proposalRoutes(w: Wiring): void {
  const { db, clock } = w

  mount(w, contract.readProposals, async ({ caller, params: { caseId } }) => {
    const seen = await visibleCases(db, caller, [caseId])
    if (seen.length === 0) throw notFound('reading.case_not_found')
    const text = await reportedText(db, caller.districtId, caseId)
    return propose(db, caller.districtId, { text: text ?? '', caseId })
  })

  mount(w, contract.readReading, ({ caller }) => readingPage(db, caller, clock()))

  mount(w, contract.orderTraining, async ({ caller }) => {
    await orderByPerson(db, caller, clock())
    return readingPage(db, caller, clock())
  })

  mount(w, contract.placeModel, async ({ caller, params, body }) => {
    await placeModel(db, caller, { ...params, ...body, now: clock() })
    return readingPage(db, caller, clock())
  })

  mount(w, contract.saveReadingSettings, async ({ caller, body }) => {
    await saveSettings(db, caller, { ...body, now: clock() })
    return readingPage(db, caller, clock())
  })
}
