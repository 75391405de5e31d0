import { sql } from 'kysely'
import { groupBy } from '#kernel/group.ts'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { DeliveryView } from '../../contract/index.ts'
import { wake, type Target, type TargetKind } from './deliver.ts'

interface Asked {
  after?: string | undefined
  limit: number
  state?: string | undefined
  subject?: string
}

/** A page of what went to one target, newest first, with every try. */
export async function listHistory(db: Db, target: Target, asked: Asked) {
  const after = asked.after === undefined ? undefined : cursorIn(asked.after)
  const rows = await db
    .selectFrom('exchange.delivery as d')
    .selectAll('d')
    .where('d.district_id', '=', target.districtId)
    .where('d.target_kind', '=', target.targetKind)
    .where('d.target_id', '=', target.targetId)
    .$if(asked.subject !== undefined, (q) => q.where('d.subject', '=', asked.subject!))
    .$if(asked.state !== undefined, (q) => q.where('d.state', '=', asked.state!))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(d.created_at, d.id) < (${after!.at}, ${after!.id}::uuid)`),
    )
    .select(
      sql<number>`case when d.state = 'stuck' then (select count(*)::int from exchange.delivery e
        where e.district_id = d.district_id and e.target_kind = d.target_kind
          and e.target_id = d.target_id and e.subject = d.subject and e.position > d.position
          and e.state = 'waiting') else 0 end`.as('behind'),
    )
    .orderBy('d.created_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(asked.limit + 1)
    .execute()
  const page = rows.slice(0, asked.limit)
  const tries = await triesOf(db, target.districtId, page)
  const last = page.at(-1)
  return {
    rows: page.map((row): DeliveryView => {
      const { body, state } = row
      const { data } = body as { data?: { shortCode?: string } } // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by the senders
      return {
        id: row.id,
        type: row.type,
        shortCode: data?.shortCode ?? null,
        position: row.position,
        state: state as DeliveryView['state'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
        attempts: row.attempts,
        lastStatus: row.last_status,
        lastError: row.last_error,
        createdAt: row.created_at.toISOString(),
        nextAt: state === 'waiting' ? row.next_at.toISOString() : null,
        endedAt: row.ended_at?.toISOString() ?? null,
        behind: row.behind,
        tries: tries.get(row.id) ?? [],
      }
    }),
    next: rows.length > page.length && last ? `${last.created_at.toISOString()}_${last.id}` : null,
  }
}

/** Where a page ended: instants are stored to the millisecond, as they are written here. */
export function cursorIn(text: string): { at: Date; id: string } {
  const [time = '', id = ''] = text.split('_')
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw invalid('request.malformed')
  return { at, id }
}

async function triesOf(db: Db, districtId: string, page: readonly { id: string }[]) {
  if (page.length === 0) return new Map<string, DeliveryView['tries']>()
  const ids = page.map((row) => row.id)
  const rows = await db
    .selectFrom('exchange.attempt')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('delivery_id', 'in', ids)
    .orderBy('at')
    .execute()
  const byDelivery = groupBy(rows, (row) => row.delivery_id)
  return new Map(
    [...byDelivery].map(([id, tries]) => [
      id,
      tries.map(({ at, status, error, took_ms }) => ({
        at: at.toISOString(),
        status,
        error,
        tookMs: took_ms,
      })),
    ]),
  )
}

/** Takes a stuck message up again from the beginning, or gives it up; 409 where it is not stuck any more. */
export async function settleStuck(
  db: Db,
  caller: Caller,
  order: { deliveryId: string; kind: TargetKind; to: 'waiting' | 'dropped'; now: Date },
): Promise<{ state: 'waiting' | 'dropped' }> {
  const { deliveryId, kind, to, now } = order
  const { districtId } = caller
  return transact(db, async (tx) => {
    const row = await tx
      .selectFrom('exchange.delivery')
      .select(['state', 'target_id'])
      .where('district_id', '=', districtId)
      .where('id', '=', deliveryId)
      .where('target_kind', '=', kind)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound('exchange.delivery_not_found')
    if (row.state !== 'stuck') throw refused('exchange.not_stuck', { state: row.state })
    await tx
      .updateTable('exchange.delivery')
      .set(
        to === 'waiting' ? { state: to, attempts: 0, next_at: now } : { state: to, ended_at: now },
      )
      .where('district_id', '=', districtId)
      .where('id', '=', deliveryId)
      .execute()
    // Giving one up lets what waited behind it go.
    await wake(tx, { districtId, targetKind: kind, targetId: row.target_id })
    const again = to === 'waiting'
    await audit(tx, caller, {
      act: again ? 'exchange.sent_again' : 'exchange.dropped',
      subjectKind: 'delivery',
      subjectId: deliveryId,
      details: {},
      at: now,
    })
    return { state: to }
  })
}

const KEPT_DAYS = 180

/**
 * Once a day: what was sent or given up half a year ago has been looked at by whoever will. The last of
 * each subject stays: it says how far its receiver has been told.
 */
export async function sweepHistory(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  const old = sql`select d.district_id, d.id from exchange.delivery d
    where d.state in ('sent', 'dropped') and d.ended_at < ${before}
      and exists (select from exchange.delivery e
        where e.district_id = d.district_id and e.target_kind = d.target_kind
          and e.target_id = d.target_id and e.subject = d.subject and e.position > d.position)`
  await transact(db, async (tx) => {
    await sql`delete from exchange.attempt a using (${old}) old
      where a.district_id = old.district_id and a.delivery_id = old.id`.execute(tx)
    await sql`delete from exchange.delivery d using (${old}) old
      where d.district_id = old.district_id and d.id = old.id`.execute(tx)
  })
}
