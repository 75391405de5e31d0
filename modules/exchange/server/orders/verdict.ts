import { createHash, randomUUID } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { judgeByOrder } from '#modules/cases/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Tx } from '#platform/server/database.ts'
import { hasVerdict, type Order } from '../../domain/order.ts'
import type { Link } from './links.ts'

/** What taking a record stands on. */
export interface Taking {
  link: Link
  caller: Caller
  cipher: Cipher
  now: Date
}

/** The same for the same values, however they were ordered. */
export const fingerprintOf = (value: unknown) =>
  createHash('sha256').update(canonicalJson(value)).digest('hex')

interface Judging {
  order: Order
  row: { id: string; case_id: string }
  again: boolean
}

/** A call-back, once, with its own values: part solved stays part solved. Answers whether it is news. */
export async function keepVerdict(
  tx: Tx,
  { order, row, again }: Judging,
  { link, caller, cipher, now }: Taking,
): Promise<boolean> {
  if (!hasVerdict(order) && !again) return false
  const said = saidIn(order)
  const { words, way, askedAt, ...told } = said
  const inserted = await tx
    .insertInto('exchange.order_verdict')
    .values({
      district_id: link.districtId,
      id: randomUUID(),
      order_id: row.id,
      fingerprint: fingerprintOf({ said, again: again ? (order.changedAt ?? true) : false }),
      asked_at: askedAt ?? now,
      came_at: now,
      way,
      ...told,
      words_cipher: words === '' ? null : cipher.seal(words),
      again,
    })
    .onConflict((c) => c.constraint('verdict_once').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  const verdict = { ...told, words: words || (order.stateWords ?? ''), again }
  await judgeByOrder(tx, { caseId: row.case_id, caller, now, link: link.code, verdict })
  return true
}

const saidIn = (order: Order) => ({
  contacted: order.contacted ?? null,
  solved: order.solved ?? null,
  satisfied: order.satisfied ?? null,
  words: order.callbackWords ?? '',
  way: order.callbackWay ?? '',
  askedAt: order.callbackAt ?? null,
})
