import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../contract/index.ts'
import { listHistory, settleStuck } from './outbox/history.ts'
import type { Outgoing } from './outgoing/send.ts'
import * as webhooks from './webhooks/subscriptions.ts'

export interface ExchangeParts {
  cipher: Cipher
  outgoing: Outgoing
}

export function exchangeRoutes(w: Wiring, parts: ExchangeParts): void {
  webhookRoutes(w, parts)
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
