import { programsOf } from '#modules/people/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { mountSheet } from '#platform/server/spreadsheet/index.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import * as contract from '../contract/index.ts'
import { listHistory, settleStuck } from './outbox/history.ts'
import { open311Routes } from './open311/routes.ts'
import { openDataRoutes } from './open-data/routes.ts'
import { answerFile, takeFile } from './orders/files.ts'
import { linkForProgram, listLinks, readLink, saveLink } from './orders/links.ts'
import { listOrders, orderPage, ordersOfCase, settlePictures } from './orders/reconcile.ts'
import { ordersSheetOf } from './orders/sheet.ts'
import { takeOrders } from './orders/take.ts'
import type { Outgoing } from './outgoing/send.ts'
import { mappingPresets } from '../domain/presets.ts'
import * as webhooks from './webhooks/subscriptions.ts'

export interface ExchangeParts {
  cipher: Cipher
  outgoing: Outgoing
  /** Where this server is reached, for addresses of pictures. */
  publicUrl: string
}

export function exchangeRoutes(w: Wiring, parts: ExchangeParts): void {
  webhookRoutes(w, parts)
  orderRoutes(w, parts)
  reconciling(w, parts)
  openDataRoutes(w)
  open311Routes(w, parts)
}

/** Who is told of facts, for the system administrator. */
function webhookRoutes(w: Wiring, parts: ExchangeParts): void {
  const { db, clock } = w
  mount(w, contract.listSubscriptions, async ({ caller }) => ({
    subscriptions: await webhooks.listSubscriptions(db, caller.districtId, clock()),
    httpsOnly: parts.outgoing.production,
  }))
  mount(w, contract.saveSubscription, ({ caller, body }) =>
    webhooks.saveSubscription(db, caller, { ...body, now: clock() }, parts),
  )
  mount(w, contract.makeSecret, ({ caller, params, body }) =>
    webhooks.makeSecret(db, caller, { ...params, ...body, now: clock() }, parts),
  )
  mount(w, contract.sendTest, ({ caller, params }) =>
    webhooks.sendTest(db, caller, { ...params, now: clock() }, parts),
  )
  mount(w, contract.listDeliveries, ({ caller, params, query }) =>
    listHistory(
      db,
      {
        districtId: caller.districtId,
        targetKind: 'subscription',
        targetId: params.subscriptionId,
      },
      query,
    ),
  )
  mount(w, contract.settleDelivery, ({ caller, params, body }) =>
    settleStuck(db, caller, { ...params, ...body, kind: 'subscription', now: clock() }),
  )
}

/** Orders in and answers out, both by program and by file. */
function orderRoutes(w: Wiring, parts: ExchangeParts): void {
  const { db, clock } = w
  const { cipher } = parts
  mount(w, contract.listLinks, async ({ caller }) => ({
    links: await listLinks(db, caller.districtId),
    presets: mappingPresets,
    programs: await programsOf(db, caller.districtId),
  }))
  mount(w, contract.saveLink, ({ caller, body }) =>
    saveLink(db, caller, { ...body, now: clock() }, parts),
  )
  mount(w, contract.sendOrders, async ({ caller, params, body }) => {
    const link = await linkForProgram(db, caller, params.linkCode)
    return { orders: await takeOrders(db, body.orders, { link, caller, cipher, now: clock() }) }
  })
  mount(w, contract.uploadOrders, async ({ caller, params, body }) => {
    const link = await openLink(w, caller, params.linkId)
    return takeFile(db, body, { link, caller, cipher, now: clock() })
  })
  mountSheet(w, contract.ordersSheet(':linkId'), async (caller, params) => {
    const { linkId } = contract.uploadOrders.params.parse(params)
    return ordersSheetOf(await openLink(w, caller, linkId), cipher)
  })
  mount(w, contract.takeAnswers, async ({ caller, params, body }) => {
    const link = await openLink(w, caller, params.linkId)
    const again = body.again === undefined ? undefined : new Date(body.again)
    const { csv, rows, takenAt } = await answerFile(db, caller, { link, now: clock(), again })
    return { csv, rows, takenAt }
  })
}

function demandDistrict(caller: Caller): void {
  if (!caller.scope.areas.includes(caller.districtId)) throw forbidden('request.forbidden')
}

/** Files of a whole link are for whoever sees the whole district. */
async function openLink({ db }: Wiring, caller: Caller, linkId: string) {
  demandDistrict(caller)
  const link = await readLink(db, caller.districtId, linkId)
  if (!link.active) throw refused('exchange.link_stopped')
  return link
}

function reconciling(w: Wiring, { cipher }: ExchangeParts): void {
  const { db, clock } = w
  mount(w, contract.listOrders, ({ caller, query }) => listOrders(db, caller, query, clock()))
  mount(w, contract.readOrderPage, ({ caller, params }) =>
    orderPage(db, caller, params.orderId, cipher),
  )
  mount(w, contract.ordersOfCase, async ({ caller, params }) => ({
    orders: await ordersOfCase(db, caller, params.caseId),
  }))
  mount(w, contract.settleAnswer, async ({ caller, params, body }) => {
    demandDistrict(caller)
    return settleStuck(db, caller, { ...params, ...body, kind: 'link', now: clock() })
  })
  mount(w, contract.settlePictures, ({ caller, params, body }) =>
    settlePictures(db, caller, { ...params, ...body, now: clock() }),
  )
}
