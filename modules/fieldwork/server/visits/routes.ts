import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { visitsContract as contract } from '../../contract/index.ts'
import { dayIn } from '../day.ts'
import { ownsArea } from '../scope.ts'
import { listCampaigns, saveCampaign } from './campaigns.ts'
import { dueDoors } from './doors.ts'
import { campaignLedger } from './ledger.ts'
import { plansOf, savePlan } from './plans.ts'
import { listPromises, movePromise, promiseOwners, settlePromise } from './promises.ts'
import { recordVisit } from './record.ts'
import { listVisits } from './views.ts'

export function visitRoutes(w: Wiring, { cipher }: { cipher: Cipher }): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.listDoors, ({ caller, query }) => dueDoors(db, asking(caller), query))
  mount(w, contract.recordVisit, ({ caller, body }) =>
    recordVisit(db, { ...asking(caller), cipher }, body),
  )
  mount(w, contract.listVisits, ({ caller, query }) => listVisits(db, asking(caller), query))
  mount(w, contract.listPromises, ({ caller, query }) => listPromises(db, asking(caller), query))
  mount(w, contract.settlePromise, ({ caller, params, body }) =>
    settlePromise(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.movePromise, ({ caller, params, body }) =>
    movePromise(db, asking(caller), { ...params, ...body }),
  )
  mount(w, contract.promiseOwners, ({ caller, params }) =>
    promiseOwners(db, asking(caller), params.promiseId),
  )
  mount(w, contract.listPlans, async ({ caller }) => ({
    ...(await plansOf(db, caller.districtId)),
    mayEdit: caller.verbs.has('fieldwork.plan') && ownsArea(caller, caller.districtId),
  }))
  mount(w, contract.savePlan, ({ caller, body }) => savePlan(db, asking(caller), body))
  mount(w, contract.listCampaigns, async ({ caller }) => ({
    campaigns: await listCampaigns(db, caller),
    mayEdit: caller.verbs.has('fieldwork.plan'),
    today: (await dayIn(db, caller.districtId, clock())).today,
  }))
  mount(w, contract.saveCampaign, ({ caller, body }) => saveCampaign(db, asking(caller), body))
  mount(w, contract.readLedger, ({ caller, params }) =>
    campaignLedger(db, asking(caller), params.campaignId),
  )
}
