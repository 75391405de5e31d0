import { Webhook } from 'standardwebhooks'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { NotTaken, type Carrier } from '../outbox/deliver.ts'
import { send, type Outgoing } from '../outgoing/send.ts'

/** Signs and sends webhooks as the Standard Webhooks specification has it. */
export const webhookCarrier = (cipher: Cipher, outgoing: Outgoing): Carrier => ({
  kind: 'subscription',
  async ready(db, { districtId, targetId }) {
    const row = await db
      .selectFrom('exchange.subscription')
      .select('active')
      .where('district_id', '=', districtId)
      .where('id', '=', targetId)
      .executeTakeFirst()
    return row?.active ?? false
  },
  async carry(db, message, now) {
    const to = { districtId: message.district_id, subscriptionId: message.target_id, now }
    const { url, secrets } = await readySubscription(db, cipher, to)
    const body = JSON.stringify(message.body)
    return sendSigned({ id: message.id, url, secrets, body, now }, outgoing)
  },
})

/** Where a subscriber is reached, and the secrets that sign at an instant, the newest first. */
export async function readySubscription(
  db: Db,
  cipher: Cipher,
  of: { districtId: string; subscriptionId: string; now: Date },
) {
  const { url } = await db
    .selectFrom('exchange.subscription')
    .select('url')
    .where('district_id', '=', of.districtId)
    .where('id', '=', of.subscriptionId)
    .executeTakeFirstOrThrow()
  const secrets = await db
    .selectFrom('exchange.subscription_secret')
    .select('secret_cipher')
    .where('district_id', '=', of.districtId)
    .where('subscription_id', '=', of.subscriptionId)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', of.now)]))
    .orderBy('made_at', 'desc')
    .execute()
  return { url, secrets: secrets.map((s) => cipher.open(s.secret_cipher)) }
}

export interface Signed {
  /** The same on every try: by it a receiver knows what it has already. */
  id: string
  url: string
  secrets: readonly string[]
  body: string
  now: Date
}

/** Any 2xx is taken; everything else, a redirect too, is not. Answers the status. */
export async function sendSigned(message: Signed, outgoing: Outgoing): Promise<number> {
  const { id, url, secrets, body, now } = message
  const answer = await send(
    {
      url,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': secrets.map((s) => new Webhook(s).sign(id, now, body)).join(' '),
      },
      body,
    },
    outgoing,
  )
  const { status, retryAfter } = answer
  if (status >= 200 && status < 300) return status
  // 410: the receiver is gone for good and says so.
  throw new NotTaken(`answered ${status}`, { status, retryAfter, forGood: status === 410 })
}
