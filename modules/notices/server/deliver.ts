import { sql } from 'kysely'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import type { Channel, NoticeWords } from '../contract/index.ts'
import { retryAt } from '../domain/back-off.ts'
import type { Driver } from './drivers.ts'
import { sendTo } from './notify.ts'

export interface Delivering {
  cipher: Cipher
  drivers: readonly Driver[]
  /** Where a person reads mail and in which language; undefined where they have no address. */
  emailOf: (
    db: Db,
    districtId: string,
    personId: string,
  ) => Promise<{ address: string; language: keyof NoticeWords } | undefined>
}

/** The jobs of this module. `notices.deliver` is also meant for every minute. */
export const noticesJobs = (tools: Delivering): Jobs => ({
  'notices.email': async (payload, { db, clock }) => {
    const { districtId, noticeId } = payload
    if (typeof districtId === 'string' && typeof noticeId === 'string')
      await mailNotice(db, tools, { districtId, noticeId, now: clock() })
  },
  'notices.deliver': async (_payload, { db, clock }) => {
    await deliverDue(db, tools, clock)
  },
})

async function mailNotice(
  db: Db,
  { cipher, drivers, emailOf }: Delivering,
  { districtId, noticeId, now }: { districtId: string; noticeId: string; now: Date },
): Promise<void> {
  if (!drivers.some((d) => d.channel === 'email')) return
  const notice = await db
    .selectFrom('notices.notice')
    .where('district_id', '=', districtId)
    .where('id', '=', noticeId)
    .select((eb) => ['person_id', 'fact_key', eb.ref('words').$castTo<NoticeWords>().as('words')])
    .executeTakeFirst()
  const to = notice && (await emailOf(db, districtId, notice.person_id))
  if (!to) return
  const { title, body } = notice.words[to.language]
  const factKey = `${notice.person_id} ${notice.fact_key}`
  const message = { channel: 'email' as const, address: to.address, subject: title, body }
  await sendTo(db, cipher, { districtId, ...message, factKey, now })
}

/** Longer than any driver's patience: until then a claimed message is nobody else's. */
const LEASE_MS = 5 * 60_000

/**
 * Sends what is due, one after the other. A message is claimed, sent outside of any transaction, then
 * marked; should the process die between, it is sent again when the lease has passed.
 */
export async function deliverDue(db: Db, tools: Delivering, clock: () => Date): Promise<number> {
  let sent = 0
  for (;;) {
    const claimed = await claimOne(db, clock()) // oxlint-disable-line no-await-in-loop -- one by one
    if (!claimed) return sent
    // oxlint-disable-next-line no-await-in-loop
    if (await deliver(db, tools, claimed, clock)) sent++
  }
}

type Claimed = NonNullable<Awaited<ReturnType<typeof claimOne>>>

async function claimOne(db: Db, now: Date) {
  return db
    .updateTable('notices.delivery as d')
    .from(
      db
        .selectFrom('notices.delivery')
        .select(['district_id', 'id'])
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .as('due'),
    )
    .whereRef('d.district_id', '=', 'due.district_id')
    .whereRef('d.id', '=', 'due.id')
    .set({
      attempts: sql<number>`d.attempts + 1`,
      next_at: new Date(now.getTime() + LEASE_MS),
    })
    .returning((eb) => [
      'd.district_id',
      'd.id',
      eb.ref('d.channel').$castTo<Channel>().as('channel'),
      'd.address_cipher',
      'd.subject',
      'd.body',
      'd.attempts',
    ])
    .executeTakeFirst()
}

async function deliver(
  db: Db,
  { cipher, drivers }: Delivering,
  claimed: Claimed,
  clock: () => Date,
): Promise<boolean> {
  try {
    const driver = drivers.find((d) => d.channel === claimed.channel)
    if (!driver) throw new Error('this channel is not set up')
    const { subject, body } = claimed
    await driver.send({ address: cipher.open(claimed.address_cipher), subject, body })
  } catch (error) {
    const again = retryAt(claimed.attempts, clock())
    const reason = error instanceof Error ? error.message : String(error)
    await settle(db, claimed, {
      state: again ? 'waiting' : 'stuck',
      last_error: reason.slice(0, 500),
      ...(again ? { next_at: again } : {}),
    })
    return false
  }
  await settle(db, claimed, { state: 'sent', sent_at: clock(), last_error: null })
  return true
}

async function settle(
  db: Db,
  { district_id, id }: Claimed,
  to: { state: string; last_error: string | null; next_at?: Date; sent_at?: Date },
): Promise<void> {
  await db
    .updateTable('notices.delivery')
    .set(to)
    .where('district_id', '=', district_id)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}
