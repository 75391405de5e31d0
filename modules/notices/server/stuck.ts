import { sql } from 'kysely'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { addJob } from '#platform/server/jobs.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import type { Channel } from '../contract/index.ts'
import { masked } from '../domain/back-off.ts'
import { cursorOf, readCursor } from './inbox.ts'

/** A page of what could not be delivered, newest first. Texts are left out: they may carry links. */
export async function listStuck(
  db: Db,
  cipher: Cipher,
  districtId: string,
  asked: { after?: string | undefined; limit: number },
) {
  const after = asked.after === undefined ? undefined : readCursor(asked.after)
  const rows = await db
    .selectFrom('notices.delivery')
    .where('district_id', '=', districtId)
    .where('state', '=', 'stuck')
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(created_at, id) < (${after!.at}, ${after!.id}::uuid)`),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(asked.limit + 1)
    .select((eb) => [
      'id',
      eb.ref('channel').$castTo<Channel>().as('channel'),
      'address_cipher',
      'subject',
      'attempts',
      'last_error as lastError',
      'created_at as at',
    ])
    .execute()
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ address_cipher, at, ...row }) => {
      return { ...row, address: masked(cipher.open(address_cipher)), createdAt: at.toISOString() }
    }),
    next: rows.length > page.length && last ? cursorOf(last) : null,
  }
}

/** Takes a stuck message up again, or gives it up; 409 where it is not stuck any more. */
export async function settleStuck<To extends 'waiting' | 'dropped'>(
  db: Db,
  caller: Caller,
  order: { deliveryId: string; to: To; now: Date },
): Promise<{ state: To }> {
  const { deliveryId, to, now } = order
  return transact(db, async (tx) => {
    const row = await tx
      .selectFrom('notices.delivery')
      .select('state')
      .where('district_id', '=', caller.districtId)
      .where('id', '=', deliveryId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound('notices.delivery_not_found')
    if (row.state !== 'stuck') throw refused('notices.not_stuck', { state: row.state })
    await tx
      .updateTable('notices.delivery')
      .set({ state: to, ...(to === 'waiting' ? { attempts: 0, next_at: now } : {}) })
      .where('district_id', '=', caller.districtId)
      .where('id', '=', deliveryId)
      .execute()
    if (to === 'waiting') await addJob(tx, 'notices.deliver', {}, { key: 'notices.deliver' })
    await audit(tx, caller, {
      act: to === 'waiting' ? 'notices.sent_again' : 'notices.dropped',
      subjectKind: 'delivery',
      subjectId: deliveryId,
      details: {},
      at: now,
    })
    return { state: to }
  })
}
