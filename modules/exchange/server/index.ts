/** The door of exchange: what the program wires, and what it runs. */
import type { Cipher } from '#platform/server/cipher.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import { outboxJobs } from './outbox/deliver.ts'
import { sweepHistory } from './outbox/history.ts'
import type { Outgoing } from './outgoing/send.ts'
import { webhookCarrier } from './webhooks/carry.ts'

export { areNetworks } from './outgoing/addresses.ts'
export type { Outgoing } from './outgoing/send.ts'
export { exchangeRoutes, type ExchangeParts } from './routes.ts'
export { hearForWebhooks } from './webhooks/hear.ts'
export { saveSubscription } from './webhooks/subscriptions.ts'

/** `exchange.deliver` every minute, `exchange.sweep` once a day. */
export const exchangeJobs = (parts: { cipher: Cipher; outgoing: Outgoing }): Jobs => ({
  ...outboxJobs([webhookCarrier(parts.cipher, parts.outgoing)]),
  'exchange.sweep': (_, { db, clock }) => sweepHistory(db, clock()),
})
