import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { recordsContract as contract } from '../../contract/index.ts'
import { ownsArea } from '../scope.ts'
import { channelsOf, saveChannel } from './channels.ts'
import { listPlans, savePlan } from './plans.ts'
import { changePosting, keepersAt, listPostings } from './postings.ts'
import { correctRecord, recordOutreach } from './record.ts'
import { listRecords } from './views.ts'

export function recordRoutes(w: Wiring): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.listChannels, async ({ caller }) => ({
    ...(await channelsOf(db, caller.districtId)),
    mayEdit: caller.verbs.has('outreach.keep') && ownsArea(caller, caller.districtId),
  }))
  mount(w, contract.saveChannel, ({ caller, body }) => saveChannel(db, asking(caller), body))
  mount(w, contract.recordOutreach, ({ caller, body }) => recordOutreach(db, asking(caller), body))
  mount(w, contract.listRecords, ({ caller, query }) => listRecords(db, asking(caller), query))
  mount(w, contract.correctRecord, ({ caller, params, body }) =>
    correctRecord(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.listPostings, ({ caller, query }) => listPostings(db, asking(caller), query))
  mount(w, contract.changePosting, ({ caller, params, body }) =>
    changePosting(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.postingKeepers, async ({ caller, query }) => ({
    people: await keepersAt(db, asking(caller), query.areaCode),
  }))
  mount(w, contract.listPlans, async ({ caller, query }) => ({
    ...(await listPlans(db, asking(caller), query)),
    mayEdit: caller.verbs.has('outreach.keep'),
  }))
  mount(w, contract.savePlan, ({ caller, body }) => savePlan(db, asking(caller), body))
}
