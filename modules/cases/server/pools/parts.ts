import { sql, type Selectable } from 'kysely'
import type { CasesPool, CasesPoolEntry } from '#database/types.ts'
import type { Decision } from '#kernel/decision.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import {
  isAbsent,
  offersFor,
  type Member,
  type PoolMode,
  type PoolRefusal,
} from '../../domain/pool.ts'

export type PoolRow = Selectable<CasesPool>
export type EntryRow = Selectable<CasesPoolEntry>

export interface Counted extends Member {
  ownCap: number | null
  absentFrom: string | null
  absentUntil: string | null
  claimed: number
  done: number
}

interface CountedRow extends Omit<Counted, 'absent' | 'cap'> {
  pool_id: string
  poolCap: number
}

export function orRefuse<Fact>(decision: Decision<Fact, PoolRefusal>): Fact {
  if (decision.ok) return decision.fact
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`)
}

/**
 * The members of these pools with what they were offered, claimed and did, and what they have in hand
 * from any pool. Units, teams and companies only: no person is counted.
 */
export async function membersOf(
  db: Db,
  districtId: string,
  { poolIds, now }: { poolIds: readonly string[]; now: Date },
): Promise<Map<string, Counted[]>> {
  const { timeZone } = await readDistrict(db, districtId)
  const today = dateOfDay(dayAt(timeZone, now.getTime()))
  const { rows } = await sql<CountedRow>`
    select m.pool_id, m.unit_id as "unitId", m.position, m.cap as "ownCap", p.cap as "poolCap",
      m.absent_from as "absentFrom", m.absent_until as "absentUntil",
      coalesce(o.offered, 0)::int as offered, coalesce(o.claimed, 0)::int as claimed,
      coalesce(o.done, 0)::int as done, o.last as "lastOffered",
      (select count(*)::int from cases.pool_entry e
        join cases.case c on c.district_id = e.district_id and c.id = e.case_id
        where e.district_id = m.district_id and e.claimed_unit = m.unit_id
          and c.unit_id = m.unit_id and c.status in ('dispatched', 'handling')) as load
    from cases.pool_member m
    join cases.pool p on p.district_id = m.district_id and p.id = m.pool_id
    left join lateral (
      select count(*) as offered, count(*) filter (where o.answer = 'claimed') as claimed,
        count(*) filter (where o.answer = 'claimed' and c.status in ('handled', 'closed')) as done,
        extract(epoch from max(o.offered_at))::float8 as last
      from cases.pool_offer o
      join cases.pool_entry e on e.district_id = o.district_id and e.id = o.entry_id
      join cases.case c on c.district_id = e.district_id and c.id = e.case_id
      where o.district_id = m.district_id and o.unit_id = m.unit_id and e.pool_id = m.pool_id
    ) o on true
    where m.district_id = ${districtId} and m.pool_id = any(${[...poolIds]}::uuid[]) and m.active
    order by m.position`.execute(db)
  const found = new Map<string, Counted[]>()
  for (const { pool_id, poolCap, ...row } of rows) {
    const absent = isAbsent({ from: row.absentFrom, until: row.absentUntil }, today)
    const member = { ...row, absent, cap: row.ownCap ?? poolCap }
    found.set(pool_id, [...(found.get(pool_id) ?? []), member])
  }
  return found
}

export const offersOf = (db: Db, entry: { district_id: string; id: string }) =>
  db
    .selectFrom('cases.pool_offer')
    .selectAll()
    .where('district_id', '=', entry.district_id)
    .where('entry_id', '=', entry.id)
    .orderBy('offered_at')
    .execute()

/** Offers the entry to whoever is next, and says to whom; nobody is left where it says nothing. */
export async function offerNext(
  tx: Tx,
  entry: { district_id: string; id: string; pool_id: string },
  { pool, now }: { pool: PoolRow; now: Date },
): Promise<string[]> {
  const { district_id: districtId } = entry
  const members = await membersOf(tx, districtId, { poolIds: [entry.pool_id], now })
  const asked = new Set((await offersOf(tx, entry)).map((o) => o.unit_id))
  const mode = pool.mode as PoolMode // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  const next = offersFor(mode, members.get(entry.pool_id) ?? [], asked)
  if (next.length === 0) return []
  await tx
    .insertInto('cases.pool_offer')
    .values(
      next.map((unitId) => ({
        district_id: districtId,
        entry_id: entry.id,
        unit_id: unitId,
        offered_at: now,
      })),
    )
    .execute()
  await tx
    .updateTable('cases.pool_entry')
    .set({ until: new Date(now.getTime() + pool.claim_minutes * 60_000) })
    .where('district_id', '=', districtId)
    .where('id', '=', entry.id)
    .execute()
  return next
}

export async function answerOffers(
  tx: Tx,
  entry: { district_id: string; id: string },
  answer: { answer: 'claimed' | 'passed' | 'lapsed' | 'taken'; unitIds?: string[]; now: Date },
): Promise<void> {
  await tx
    .updateTable('cases.pool_offer')
    .set({ answer: answer.answer, answered_at: answer.now })
    .where('district_id', '=', entry.district_id)
    .where('entry_id', '=', entry.id)
    .where('answer', 'is', null)
    .$if(answer.unitIds !== undefined, (q) => q.where('unit_id', 'in', answer.unitIds!))
    .execute()
}

/** An entry that is held for change, whatever its state. */
export const lockEntry = (
  tx: Tx,
  districtId: string,
  entryId: string,
): Promise<EntryRow | undefined> =>
  tx
    .selectFrom('cases.pool_entry')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', entryId)
    .forUpdate()
    .executeTakeFirst()

export const readPool = (
  tx: Db,
  districtId: string,
  poolId: string,
): Promise<PoolRow | undefined> =>
  tx
    .selectFrom('cases.pool')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', poolId)
    .executeTakeFirst()

export async function endEntry(
  tx: Tx,
  entry: EntryRow,
  set: { state: 'claimed' | 'returned' | 'withdrawn'; now: Date; unitId?: string; by?: string },
): Promise<void> {
  await tx
    .updateTable('cases.pool_entry')
    .set({
      state: set.state,
      ended_at: set.now,
      claimed_unit: set.unitId ?? null,
      claimed_by: set.by ?? null,
    })
    .where('district_id', '=', entry.district_id)
    .where('id', '=', entry.id)
    .execute()
}
