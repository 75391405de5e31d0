import { sql, type Insertable } from 'kysely'
import type { CasesMeasured } from '#database/types.ts'
import type { Tx } from '#platform/server/database.ts'

/**
 * Writes down anew what is measured of a case, from its clocks and verdicts as they now are. To be sent
 * after whatever changes them: `changeCase` and `reportCase` do.
 */
export async function measureCase(
  tx: Tx,
  kase: { district_id: string; id: string },
): Promise<void> {
  await sql`
    with gone as (
      delete from cases.measured m where m.district_id = ${kase.district_id} and m.case_id = ${kase.id}
        and not exists (select from cases.case c where c.district_id = m.district_id
          and c.id = m.case_id and c.status not in ('void', 'merged')))
    insert into cases.measured
    select * from cases.v_measurable_case v
    where v.district_id = ${kase.district_id} and v.case_id = ${kase.id}
    on conflict (district_id, case_id) do update set ${updates}`.execute(tx)
}

type New = Pick<
  Insertable<CasesMeasured>,
  | 'district_id'
  | 'short_code'
  | 'channel'
  | 'urgency'
  | 'street_code'
  | 'community_code'
  | 'grid_code'
  | 'reported_at'
> & { id: string }

/** The same of a case that was just reported, out of what is known without asking. */
export async function measureNew(tx: Tx, kase: New, receiveBy: Date | null): Promise<void> {
  await tx
    .insertInto('cases.measured')
    .values({
      district_id: kase.district_id,
      case_id: kase.id,
      short_code: kase.short_code,
      channel: kase.channel,
      status: 'reported',
      urgency: kase.urgency,
      street_code: kase.street_code,
      community_code: kase.community_code,
      grid_code: kase.grid_code,
      reported_at: kase.reported_at,
      paused: false,
      due_at: receiveBy,
      returns: 0,
      reworks: 0,
      reopenings: 0,
      settled_on_spot: false,
      receive_due_at: receiveBy,
      receive_stopped: false,
      asked: 0,
      answered: 0,
      solved: 0,
      satisfied: 0,
    })
    .execute()
}

/** All columns that a change can touch; what was reported, when and through what, stays. */
const columns = [
  'status',
  'urgency',
  'class',
  'matter_kind',
  'matter_code',
  'matter_name',
  'street_code',
  'community_code',
  'grid_code',
  'unit_id',
  'filed_at',
  'dispatched_at',
  'handled_at',
  'closed_at',
  'paused',
  'due_at',
  'returns',
  'reworks',
  'reopenings',
  'settled_on_spot',
  'receive_due_at',
  'receive_stopped',
  'receive_on_time',
  'handle_due_at',
  'handle_stopped',
  'handle_on_time',
  'asked',
  'answered',
  'solved',
  'satisfied',
] as const

const updates = sql.join(columns.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))
