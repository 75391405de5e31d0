/** The door of exchange: what the program wires, and what it runs. */
import type { FileStore } from '#modules/files/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import { httpOrderDriver, orderCarrier } from './orders/carry.ts'
import { pictureJobs } from './orders/pictures.ts'
import { outboxJobs } from './outbox/deliver.ts'
import { sweepHistory } from './outbox/history.ts'
import type { Outgoing } from './outgoing/send.ts'
import { webhookCarrier } from './webhooks/carry.ts'

export { hearForOrders } from './orders/answers.ts'
export { answerFile, takeFile } from './orders/files.ts'
export { forgetOrders } from './orders/forget.ts'
export { linksOf, saveLink, type Link } from './orders/links.ts'
export { takeOrder, takeOrders } from './orders/take.ts'
export { mappingPresets } from '../domain/presets.ts'
export { areNetworks } from './outgoing/addresses.ts'
export type { Outgoing } from './outgoing/send.ts'
export { exchangeRoutes, type ExchangeParts } from './routes.ts'
export { hearForWebhooks } from './webhooks/hear.ts'
export { saveSubscription } from './webhooks/subscriptions.ts'

export interface ExchangeJobParts {
  cipher: Cipher
  store: FileStore
  outgoing: Outgoing
}

/** `exchange.deliver` and `exchange.fetch_pictures` every minute, `exchange.sweep` once a day. */
export const exchangeJobs = ({ cipher, store, outgoing }: ExchangeJobParts): Jobs => ({
  ...outboxJobs([
    webhookCarrier(cipher, outgoing),
    orderCarrier({ cipher, store, driver: httpOrderDriver(outgoing) }),
  ]),
  ...pictureJobs({ store, outgoing }),
  'exchange.sweep': (_, { db, clock }) => sweepHistory(db, clock()),
})
