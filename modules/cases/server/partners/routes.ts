import { takePictures, type FileStore } from '#modules/files/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import * as contract from '../../contract/partners.ts'
import { partnerPath } from './key.ts'
import { givePartnerLink, revokePartnerLink, showPartnerLink } from './links.ts'
import { keepsPartners, listPartners, savePartner } from './partners.ts'
import { linksOfCase, partnerPageOf } from './views.ts'
import {
  acceptByKey,
  finishByKey,
  logUse,
  openLink,
  pictureByKey,
  returnByKey,
  sendPartnerPhoto,
} from './work.ts'

export interface PartnerParts {
  cipher: Cipher
  store: FileStore
  /** Told of everything that comes by a key; refuses a flood. */
  limit: (caller: Caller, from: { lon: null; lat: null }) => void
}

export function partnerRoutes(w: Wiring, parts: PartnerParts): void {
  staffRoutes(w, parts)
  keyRoutes(w, parts)
  pictureRoutes(w, parts)
}

function staffRoutes(w: Wiring, { cipher }: PartnerParts): void {
  const { db, clock } = w
  mount(w, contract.listPartners, async ({ caller }) => ({
    partners: await listPartners(db, cipher, caller.districtId),
    allowed: keepsPartners(caller) ? (['edit'] as const).slice() : [],
  }))
  mount(w, contract.savePartner, async ({ caller, params, body }) => {
    const { unitId } = params
    await savePartner(db, caller, { ...body, unitId }, { cipher, now: clock() })
    const row = (await listPartners(db, cipher, caller.districtId)).find((p) => p.unitId === unitId)
    if (!row) throw notFound('cases.partner_not_found')
    return row
  })
  mount(w, contract.partnerLinks, ({ caller, params }) =>
    linksOfCase(db, caller, params.caseId, clock()),
  )
  mount(w, contract.givePartnerLink, async ({ caller, params, body }) => {
    const now = clock()
    await givePartnerLink(db, { ...body, caller, caseId: params.caseId, now }, cipher)
    return {
      ...(await linksOfCase(db, caller, params.caseId, now)),
      path: partnerPath(cipher, caller.districtId, body.id),
    }
  })
  mount(w, contract.showPartnerLink, async ({ caller, params }) => ({
    path: await showPartnerLink(db, { ...params, caller, now: clock() }, cipher),
  }))
  mount(w, contract.revokePartnerLink, async ({ caller, params, body }) => {
    const now = clock()
    await revokePartnerLink(db, { ...body, ...params, caller, now })
    return linksOfCase(db, caller, params.caseId, now)
  })
}

/** Whoever holds the key is the partner's contact here, whoever else they may be signed in as. */
function keyRoutes(w: Wiring, { cipher, limit }: PartnerParts): void {
  const { db, clock } = w
  const byKey = (call: { caller: Caller; params: { districtId: string } }, key: string) => {
    const caller = { ...call.caller, districtId: call.params.districtId }
    limit(caller, { lon: null, lat: null })
    return { caller, cipher, key, now: clock() }
  }
  mount(w, contract.partnerPage, async (call) => {
    const by = byKey(call, call.query.key)
    const { link, caller } = await openLink(db, by)
    await logUse(db, link, { caller, now: by.now }, 'opened')
    return partnerPageOf(db, by)
  })
  mount(w, contract.partnerAccept, async (call) => {
    const by = byKey(call, call.body.key)
    await acceptByKey(db, by)
    return partnerPageOf(db, by)
  })
  mount(w, contract.partnerReturn, async (call) => {
    const by = byKey(call, call.body.key)
    const before = await partnerPageOf(db, by)
    await returnByKey(db, by, call.body)
    // A support task that is given back ends the link: what it last showed says so.
    if (!before.lead) return { ...before, state: 'returned' as const, allowed: [] }
    return partnerPageOf(db, by)
  })
  mount(w, contract.partnerFinish, async (call) => {
    const by = byKey(call, call.body.key)
    await finishByKey(db, by, call.body)
    return partnerPageOf(db, by)
  })
}

function pictureRoutes(w: Wiring, { cipher, store, limit }: PartnerParts): void {
  const { db, clock } = w
  // In a context of its own, so that no other path takes bodies this large or of these types.
  w.app.register(async (app) => {
    takePictures(app)
    mount({ ...w, app }, contract.partnerPicture, async ({ params, query, body, caller }) => {
      const { districtId, fileId } = params
      limit({ ...caller, districtId }, { lon: null, lat: null })
      if (!(body instanceof Uint8Array)) throw invalid('files.not_a_picture')
      return pictureByKey(
        db,
        store,
        { caller: { ...caller, districtId }, cipher, key: query.key, now: clock() },
        { id: fileId, bytes: body },
      )
    })
  })
  mount(w, contract.partnerPhoto, ({ params, query, caller, http }) => {
    const { districtId, fileId, kind } = params
    const by = { caller: { ...caller, districtId }, cipher, key: query.key, now: clock() }
    return sendPartnerPhoto(db, http.reply, { ...by, store, fileId, kind })
  })
}
