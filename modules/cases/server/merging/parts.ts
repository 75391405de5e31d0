import { sql, type Selectable } from 'kysely'
import type { CasesMerge } from '#database/types.ts'
import type { Decision } from '#kernel/decision.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import type { MergeRefusal } from '../../domain/merging.ts'
import type { Row } from '../views.ts'

export type MergeRow = Selectable<CasesMerge>

export function orRefuse(decision: Decision<null, MergeRefusal>): void {
  if (!decision.ok) throw refused(`cases.${decision.refusal}`)
}

/** The merge by which this case follows another now. */
export const mergeOf = (db: Db, districtId: string, caseId: string) =>
  db
    .selectFrom('cases.merge')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** Those that follow this case now, in the order in which they were joined. */
export const followersOf = (db: Db, districtId: string, masterId: string) =>
  db
    .selectFrom('cases.merge')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('master_id', '=', masterId)
    .where('ended_at', 'is', null)
    .orderBy('merged_at')
    .orderBy('id')
    .execute()

/** Of a case that follows another, the one at the end of the chain; of any other, itself. */
export async function lastMaster(db: Db, row: Row): Promise<Row> {
  const { rows } = await sql<{ id: string }>`
    with recursive chain as (
      select ${row.id}::uuid as id, 0 as step
      union all
      select m.master_id, chain.step + 1 from chain join cases.merge m
        on m.district_id = ${row.district_id} and m.case_id = chain.id and m.ended_at is null
      where chain.step < 50)
    select id from chain order by step desc limit 1`.execute(db)
  const last = rows[0]?.id ?? row.id
  if (last === row.id) return row
  return db
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('id', '=', last)
    .executeTakeFirstOrThrow()
}

/** Cases that change together are locked in the order of their ids, so that two merges never wait for each other. */
export async function holdTogether(
  tx: Tx,
  districtId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`select id from cases.case where district_id = ${districtId}
    and id = any(${[...ids]}::uuid[]) order by id for no key update`.execute(tx)
}
