import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/personal.ts'
import { copyPage } from './copy-page.ts'
import type { ForgettingParts } from './forgetting.ts'
import * as items from './items.ts'
import * as requests from './requests.ts'
import { actElsewhere } from './elsewhere.ts'
import type { PersonalSource } from './sources.ts'
import { retentionOf, saveRule, tryRule } from './retention.ts'

export interface PersonalParts extends ForgettingParts {
  cipher: Cipher
  /** Where personal data lies beside the cases; the program wires them. */
  personalSources?: readonly PersonalSource[]
}

export function personalRoutes(w: Wiring, parts: PersonalParts): void {
  queueRoutes(w, parts)
  stepRoutes(w, parts)
  itemRoutes(w, parts)
  elsewhereRoutes(w, parts)
  retentionRoutes(w, parts)
}

function queueRoutes(w: Wiring, parts: PersonalParts): void {
  const { db, clock } = w
  const tools = () => ({ ...parts, sources: parts.personalSources, now: clock() })
  mount(w, contract.listPersonalRequests, async ({ caller, query }) => ({
    requests: await requests.listRequests(db, caller.districtId, { ...query, ...tools() }),
  }))
  mount(w, contract.takePersonalRequest, async ({ caller, body }) => {
    await requests.takeRequest(db, caller, tools(), body)
    return requests.requestPage(db, caller, body.id, tools())
  })
  mount(w, contract.readPersonalRequest, ({ caller, params }) =>
    requests.requestPage(db, caller, params.requestId, tools()),
  )
  mount(w, contract.askAboutOwnData, ({ caller, params, body }) => {
    const asker = { ...caller, districtId: params.districtId }
    return requests.askWithKey(db, asker, tools(), { ...body, shortCode: params.shortCode })
  })
}

function stepRoutes(w: Wiring, parts: PersonalParts): void {
  const { db, clock } = w
  const tools = () => ({ ...parts, sources: parts.personalSources, now: clock() })
  mount(w, contract.checkIdentity, async ({ caller, params: { requestId: id }, body }) => {
    await requests.checkIdentity(db, caller, { ...body, id, now: clock() })
    return requests.requestPage(db, caller, id, tools())
  })
  mount(w, contract.closePersonalRequest, async ({ caller, params: { requestId: id }, body }) => {
    await requests.closeRequest(db, caller, { ...body, id, now: clock() })
    return requests.requestPage(db, caller, id, tools())
  })
  mount(w, contract.copyPersonal, async ({ caller, params: { requestId: id } }) => {
    const { reports, elsewhere } = await items.copyOf(db, caller, id, tools())
    const { name: districtName } = await readDistrict(db, caller.districtId)
    const day = clock().toISOString().slice(0, 10)
    return {
      name: `personal-data-${day}`,
      json: JSON.stringify({ district: districtName, day, reports, elsewhere }, null, 2),
      page: copyPage(reports, { districtName, day, elsewhere }),
    }
  })
  mount(w, contract.readPersonalHold, async ({ caller, params: { caseId } }) => ({
    hold: await items.holdOf(db, caller.districtId, caseId),
  }))
  mount(w, contract.holdPersonal, async ({ caller, params: { caseId }, body }) => {
    await items.holdCase(db, caller, { ...body, caseId, now: clock() })
    return {}
  })
}

function itemRoutes(w: Wiring, parts: PersonalParts): void {
  const { db, clock } = w
  const tools = () => ({ ...parts, sources: parts.personalSources, now: clock() })
  const again = (caller: Caller, id: string) => requests.requestPage(db, caller, id, tools())
  mount(w, contract.erasePersonal, async ({ caller, params: { requestId: id }, body }) => {
    await items.eraseItem(db, caller, tools(), { ...body, id, now: clock() })
    return again(caller, id)
  })
  mount(w, contract.mendPersonal, async ({ caller, params: { requestId: id }, body }) => {
    await items.mendItem(db, caller, tools(), { ...body, id, now: clock() })
    return again(caller, id)
  })
  mount(w, contract.refusePersonal, async ({ caller, params: { requestId: id }, body }) => {
    await items.refuseItem(db, caller, tools(), { ...body, id, now: clock() })
    return again(caller, id)
  })
}

function elsewhereRoutes(w: Wiring, parts: PersonalParts): void {
  const { db, clock } = w
  mount(w, contract.actElsewhere, async ({ caller, params: { requestId: id }, body }) => {
    const tools = { ...parts, sources: parts.personalSources, now: clock() }
    await actElsewhere(db, caller, tools, { ...body, id, now: clock() })
    return requests.requestPage(db, caller, id, tools)
  })
}

function retentionRoutes(w: Wiring, parts: PersonalParts): void {
  const { db, clock } = w
  mount(w, contract.readRetention, ({ caller }) => retentionOf(db, caller.districtId))
  mount(w, contract.tryRetention, ({ caller, body }) =>
    tryRule(db, { ...parts, caller }, { ...body, now: clock() }),
  )
  mount(w, contract.saveRetention, ({ caller, body }) =>
    saveRule(db, caller, { ...body, now: clock() }),
  )
}
