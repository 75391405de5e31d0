import { sql } from 'kysely'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import type { Channel, NoticeWords } from '../contract/index.ts'
import { retryAt } from '../domain/back-off.ts'
import { digestOf } from './digest.ts'
import { RefusedForGood, type Driver } from './drivers.ts'
import { sendTo } from './notify.ts'
import { readQuiet } from './settings.ts'

export interface Delivering {
  cipher: Cipher
  drivers: readonly Driver[]
  /** Where a person is reached and in which language; undefined for whoever is not told any more. */
  addressesOf: (
    db: Db,
    districtId: string,
    personId: string,
  ) => Promise<
    { email: string | null; wecom: string | null; language: keyof NoticeWords } | undefined
  >
}

/** By which staff are told outside of their inbox; SMS is for reporters. */
const outward = ['email', 'wecom'] as const

/** The jobs of this module. `notices.deliver` is also meant for every minute. */
export const noticesJobs = (tools: Delivering): Jobs => ({
  'notices.email': async (payload, { db, clock }) => {
    const { districtId, noticeId } = payload
    if (typeof districtId === 'string' && typeof noticeId === 'string')
      await sendNotice(db, tools, { districtId, noticeId, now: clock() })
  },
  'notices.deliver': async (_payload, { db, clock }) => {
    await deliverDue(db, tools, clock)
  },
})

/** What of an inbox also goes out: by every channel that is set up and by which the person is reached. */
async function sendNotice(
  db: Db,
  { cipher, drivers, addressesOf }: Delivering,
  { districtId, noticeId, now }: { districtId: string; noticeId: string; now: Date },
): Promise<void> {
  const channels = outward.filter((channel) => drivers.some((d) => d.channel === channel))
  if (channels.length === 0) return
  const notice = await db
    .selectFrom('notices.notice')
    .where('district_id', '=', districtId)
    .where('id', '=', noticeId)
    .select((eb) => [
      'person_id',
      'fact_key',
      'urgent',
      eb.ref('words').$castTo<NoticeWords>().as('words'),
    ])
    .executeTakeFirst()
  const to = notice && (await addressesOf(db, districtId, notice.person_id))
  if (!to) return
  const { language } = to
  const { title, body } = notice.words[language]
  const factKey = `${notice.person_id} ${notice.fact_key}`
  const message = {
    districtId,
    language,
    subject: title,
    body,
    urgent: notice.urgent,
    factKey,
    now,
  }
  for (const channel of channels) {
    const address = to[channel]
    // oxlint-disable-next-line no-await-in-loop -- two at most
    if (address) await sendTo(db, cipher, { ...message, channel, address })
  }
}

/** Longer than any driver's patience: until then a claimed message is nobody else's. */
const LEASE_MS = 5 * 60_000

/**
 * Sends what is due, one after the other. A message is claimed, sent outside of any transaction, then
 * marked; should the process die between, it is sent again when the lease has passed. In quiet hours
 * what is not urgent is put off to their end; whatever waited for one recipient goes out as one.
 */
export async function deliverDue(db: Db, tools: Delivering, clock: () => Date): Promise<number> {
  const quiet = await readQuiet(db)
  let sent = 0
  /* oxlint-disable no-await-in-loop -- one by one */
  for (;;) {
    const claimed = await claimOne(db, clock())
    if (!claimed) return sent
    const until = claimed.urgent ? null : quiet(claimed.district_id, clock())
    if (until) await putOff(db, claimed, until)
    else if (await deliver(db, tools, claimed, clock)) sent++
  }
  /* oxlint-enable no-await-in-loop */
}

type Claimed = NonNullable<Awaited<ReturnType<typeof claimOne>>>

/** Messages that are due, as many as asked for, as the rows to claim. */
const dueRows = (db: Db, now: Date) =>
  db
    .selectFrom('notices.delivery')
    .select(['district_id', 'id'])
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .forUpdate()
    .skipLocked()

function claim(db: Db, due: ReturnType<typeof dueRows>, now: Date) {
  return db
    .updateTable('notices.delivery as d')
    .from(due.as('due'))
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
      'd.recipient',
      'd.language',
      'd.subject',
      'd.body',
      'd.sealed',
      'd.urgent',
      'd.held',
      'd.attempts',
      'd.created_at',
    ])
}

const claimOne = (db: Db, now: Date) => claim(db, dueRows(db, now).limit(1), now).executeTakeFirst()

/** What else waited through the quiet hours for the same recipient, oldest first. */
async function claimCompany(db: Db, one: Claimed, now: Date): Promise<Claimed[]> {
  if (!one.held || one.urgent || one.recipient === '') return []
  const company = dueRows(db, now)
    .where('district_id', '=', one.district_id)
    .where('channel', '=', one.channel)
    .where('recipient', '=', one.recipient)
    .where('held', '=', true)
    .where('urgent', '=', false)
    .limit(MOST_IN_DIGEST)
  return claim(db, company, now).execute()
}

const MOST_IN_DIGEST = 50

/** Not tried, so not counted as a failure. */
async function putOff(db: Db, claimed: Claimed, until: Date): Promise<void> {
  await db
    .updateTable('notices.delivery')
    .set({ attempts: claimed.attempts - 1, next_at: until, held: true })
    .where('district_id', '=', claimed.district_id)
    .where('id', '=', claimed.id)
    .where('state', '=', 'waiting')
    .execute()
}

async function deliver(
  db: Db,
  { cipher, drivers }: Delivering,
  claimed: Claimed,
  clock: () => Date,
): Promise<boolean> {
  const all = [claimed, ...(await claimCompany(db, claimed, clock()))].toSorted(
    (a, b) => a.created_at.getTime() - b.created_at.getTime(),
  )
  try {
    const driver = drivers.find((d) => d.channel === claimed.channel)
    if (!driver) throw new Error('this channel is not set up')
    const texts = all.map(({ subject, body, sealed }) => ({
      subject,
      body: sealed ? cipher.open(body) : body,
    }))
    await driver.send({
      address: cipher.open(claimed.address_cipher),
      ...digestOf(texts, claimed),
    })
  } catch (error) {
    for (const one of all) await failed(db, one, error, clock()) // oxlint-disable-line no-await-in-loop -- each by its own count
    return false
  }
  for (const one of all)
    await settle(db, one, { state: 'sent', sent_at: clock(), last_error: null }) // oxlint-disable-line no-await-in-loop -- a few
  return true
}

async function failed(db: Db, claimed: Claimed, error: unknown, now: Date): Promise<void> {
  const again = error instanceof RefusedForGood ? null : retryAt(claimed.attempts, now)
  const reason = error instanceof Error ? error.message : String(error)
  await settle(db, claimed, {
    state: again ? 'waiting' : 'stuck',
    last_error: reason.slice(0, 500),
    ...(again ? { next_at: again } : {}),
  })
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
