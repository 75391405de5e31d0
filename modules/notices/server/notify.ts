import { createHash, randomUUID } from 'node:crypto'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { addJob, addJobs } from '#platform/server/jobs.ts'
import type { Channel, NoticeWords } from '../contract/index.ts'

export interface Notice {
  districtId: string
  personId: string
  kind: string
  words: NoticeWords
  link?: string
  urgent?: boolean
  /** The same however often it is told: one notice per person and fact. */
  factKey: string
  at: Date
}

/**
 * Tells a person something, in the caller's transaction: in their inbox, and by e-mail where they
 * have an address and this installation can send. The same fact again changes nothing.
 */
export const notify = (tx: Tx, notice: Notice): Promise<void> => notifyAll(tx, [notice])

/** As `notify`, many in one statement. */
export async function notifyAll(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  const added = await tx
    .insertInto('notices.notice')
    .values(
      notices.map((notice) => ({
        district_id: notice.districtId,
        id: randomUUID(),
        person_id: notice.personId,
        kind: notice.kind,
        urgent: notice.urgent ?? false,
        words: JSON.stringify(notice.words),
        link: notice.link ?? null,
        fact_key: notice.factKey,
        at: notice.at,
      })),
    )
    .onConflict((c) => c.constraint('notice_once_per_fact').doNothing())
    .returning(['district_id', 'id'])
    .execute()
  if (added.length === 0) return
  await addJobs(
    tx,
    'notices.email',
    added.map((row) => ({ districtId: row.district_id, noticeId: row.id })),
  )
}

export interface Message {
  districtId: string
  channel: Channel
  address: string
  subject: string
  body: string
  factKey: string
  now: Date
  /** Of the digest that it may become part of. */
  language?: keyof NoticeWords
  /** Goes out in quiet hours, too. */
  urgent?: boolean
}

/**
 * Puts a message to an address into the outbox, in the caller's transaction. Once per channel,
 * address and fact; delivered at least once. Address and text are encrypted where they lie: a text
 * may carry a link that opens something.
 */
export async function sendTo(tx: Db, cipher: Cipher, message: Message): Promise<void> {
  const { districtId, channel, address, factKey, now } = message
  const recipient = cipher.blindIndex(address)
  await tx
    .insertInto('notices.delivery')
    .values({
      district_id: districtId,
      id: idFor(JSON.stringify([channel, recipient, factKey])),
      channel,
      address_cipher: cipher.seal(address),
      subject: message.subject,
      body: cipher.seal(message.body),
      sealed: true,
      recipient,
      language: message.language ?? 'zh-CN',
      urgent: message.urgent ?? false,
      fact_key: factKey,
      next_at: now,
      created_at: now,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .execute()
  await addJob(tx, 'notices.deliver', {}, { key: 'notices.deliver' })
}

/** Sealing differs every time, so sameness is in the id: a UUID (version 8) made from the key. */
function idFor(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
