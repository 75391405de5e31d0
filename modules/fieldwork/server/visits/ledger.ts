import { sql } from 'kysely'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { Ledger } from '../../contract/visits.ts'
import { doorKinds } from '../../domain/visits/due.ts'
import { dayIn } from '../day.ts'
import { doorWithin, visibleDoor } from '../scope.ts'
import { campaignView, concerns, type Row } from './campaigns.ts'

interface Sums {
  kind: string | null
  grid: string | null
  calls: number
  doors: number
  met: number
}

const none = { outside: 0, troubles: 0, made: 0, kept: 0, open: 0 }
type Rest = typeof none

/**
 * What a drive came to, as far as the caller sees it: every call counts among the calls, every door
 * once however often one called and under whichever entry; by kind and grid, never by person.
 */
export async function campaignLedger(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  campaignId: string,
): Promise<Ledger> {
  const { districtId } = caller
  const row = await db
    .selectFrom('fieldwork.visit_campaign')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', campaignId)
    .executeTakeFirst()
  if (!row || !concerns(caller, row)) throw notFound('fieldwork.campaign_not_found')
  const { timeZone } = await dayIn(db, districtId, now)
  const names = await areaNames(db, districtId)
  const called = sql`select v.id, v.outcome, v.case_id, s.id as door, s.kind, s.grid_code as grid,
      (v.visited_at at time zone ${timeZone})::date between ${row.starts_on}::date and ${row.ends_on}::date as inside
    from fieldwork.visit v
    join subjects.v_subject own on own.district_id = v.district_id and own.id = v.subject_id
    join subjects.v_subject s on s.district_id = own.district_id and s.id = own.root_id
    where v.district_id = ${districtId} and v.campaign_id = ${campaignId} and ${visibleDoor(caller)}`
  const { rows: sums } = await sql<Sums>`with called as (${called})
    select kind, grid, count(*)::int as calls, count(distinct door)::int as doors,
      (count(distinct door) filter (where outcome = 'met'))::int as met
    from called where inside group by grouping sets ((), (kind), (grid))`.execute(db)
  const { rows: rest } = await sql<Rest>`
    with called as (${called})
    select (count(*) filter (where not inside))::int as outside,
      (count(*) filter (where inside and case_id is not null))::int as troubles,
      coalesce(sum(p.made) filter (where inside), 0)::int as made,
      coalesce(sum(p.kept) filter (where inside), 0)::int as kept,
      coalesce(sum(p.open) filter (where inside), 0)::int as open
    from called cross join lateral (
      select count(*) as made, count(*) filter (where state = 'kept') as kept,
        count(*) filter (where state = 'open') as open
      from fieldwork.promise where district_id = ${districtId} and visit_id = called.id) p`.execute(
    db,
  )
  const { outside, troubles, made, kept, open } = rest[0] ?? none
  return {
    campaign: campaignView(row, names),
    ...summed(sums, names),
    reachable: await reachable(db, caller, row),
    troubles,
    promises: { made, kept, open },
    outside,
  }
}

function summed(sums: readonly Sums[], names: Map<string, string>) {
  const plain = ({ calls, doors, met }: Sums) => ({ calls, doors, met })
  const all = sums.find((one) => one.kind === null && one.grid === null)
  return {
    all: all ? plain(all) : { calls: 0, doors: 0, met: 0 },
    byKind: doorKinds.flatMap((kind) =>
      sums.filter((one) => one.kind === kind).map((one) => Object.assign(plain(one), { kind })),
    ),
    byGrid: sums
      .flatMap((one) => (one.grid === null ? [] : [{ gridCode: one.grid, ...plain(one) }]))
      .map((one) => Object.assign(one, { gridName: names.get(one.gridCode) ?? '' }))
      .sort((a, b) => (a.gridCode < b.gridCode ? -1 : 1)),
  }
}

async function reachable(db: Db, caller: Caller, row: Row): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from subjects.v_subject s
    where ${visibleDoor(caller)} and s.root_id = s.id and s.status = 'active'
      and s.kind = any(${row.kinds}::text[]) and ${doorWithin(row.area_code)}`.execute(db)
  return rows[0]?.n ?? 0
}
