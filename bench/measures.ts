import { sql } from 'kysely'
import { listCases } from '#modules/cases/server/lists.ts'
import { measure } from '#modules/insight/server/measures.ts'
import type { Db } from '#platform/server/database.ts'
import { member } from '#apps/server/demo/staff.ts'
import { saveBenchDistrict } from './district.ts'
import { calibrate, option, print, withDatabase } from './ground.ts'
import { quantile } from './town.ts'

const districtId = '990002'
const timeZone = 'Asia/Shanghai'
const now = new Date('2026-11-25T04:00:00Z')
const MONTHS = [4, 5, 6, 7, 8, 9, 10]

/**
 * A year of cases as rows, so that it is made in a minute: 40 communities, most closed, two clocks and
 * mostly one verdict each. What is measured reads nothing else of a case.
 */
async function makeYear(db: Db, cases: number, unitId: string): Promise<void> {
  await sql`
    insert into cases.case (district_id, id, number, short_code, channel, title, matter_kind,
      matter_code, matter_name, class, status, street_code, community_code, grid_code, unit_id, owner,
      reported_at, received_at, filed_at, dispatched_at, accepted_at, handled_at, closed_at,
      handle_promise, due_at, reworks)
    select ${districtId}, gen_random_uuid(), lpad(n::text, 19, '0'),
      upper(lpad(to_hex(n), 6, '0')), (array['web', 'qr', 'phone'])[1 + n % 3]::cases.channel,
      'Lamp ' || n, 'matter', '0103' || n % 8, 'Lamp', 'management',
      (case when n % 50 = 0 then 'handling' else 'closed' end)::cases.status,
      ${`${districtId}001`}, ${`${districtId}001`} || lpad((n % 40)::text, 3, '0'),
      ${`${districtId}001`} || lpad((n % 40)::text, 3, '0') || '001', ${unitId}::uuid,
      case when n % 50 = 0 then 'unit' else 'none' end, at, at + interval '10 min',
      at + interval '15 min', at + interval '20 min', at + interval '40 min',
      case when n % 50 = 0 then null else at + interval '20 hours' end,
      case when n % 50 = 0 then null else at + interval '22 hours' end,
      at + interval '1 day', at + interval '1 day', (n % 20 = 0)::int
    from (select n, ${now}::timestamptz - interval '365 days' * ((n * 7919) % ${cases}) / ${cases} as at
      from generate_series(1, ${cases}::int) n) made`.execute(db)
  await sql`
    insert into cases.clock (district_id, id, case_id, stage, time_limit, started_at, stopped_at, due_at,
      policy_version, calendar_version, on_time)
    select c.district_id, gen_random_uuid(), c.id, s.stage::cases.stage, '{}', c.reported_at,
      case when s.stage = 'receive' then c.received_at else c.closed_at end,
      c.reported_at + s.due, 1, 1, c.closed_at is not null or s.stage = 'receive'
    from cases.case c, (values ('receive', interval '15 min'), ('dispatch', interval '30 min'),
      ('accept', interval '1 hour'), ('handle', interval '1 day'), ('inspect', interval '2 days')) s (stage, due)`.execute(
    db,
  )
  await sql`
    insert into cases.verdict (district_id, id, case_id, report_id, round, asked_at, answered_at, solved,
      satisfied)
    select district_id, gen_random_uuid(), id, id, 1, closed_at, closed_at + interval '2 hours', true,
      1 + (case_index % 3)
    from (select *, abs(hashtext(id::text)) as case_index from cases.case) c
    where closed_at is not null and case_index % 4 > 0`.execute(db)
  await sql`vacuum analyze`.execute(db)
}

async function timed(times: number, work: (n: number) => Promise<unknown>) {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    const began = performance.now()
    await work(n) // oxlint-disable-line no-await-in-loop -- one question at a time is what is measured
    took.push(performance.now() - began)
  }
  const round = (share: number) => Math.round(quantile(took, share) * 10) / 10
  return { p50: round(0.5), p95: round(0.95) }
}

/** The first and the last day of a month of that year. */
function month(n: number) {
  const last = new Date(Date.UTC(2026, n, 0)).getUTCDate()
  const of = `2026-${String(n).padStart(2, '0')}`
  return { from: `${of}-01`, until: `${of}-${last}` }
}

/** A month by community out of a year of cases, and the pages of the list that staff look at. */
export async function measures(args: readonly string[]): Promise<void> {
  const cases = Number(option(args, 'cases') ?? 200_000)
  await withDatabase('measures', async (db) => {
    const crew = await saveBenchDistrict(db, { districtId, timeZone, units: ['unit'], now })
    const caller = member(crew, 'desk')
    const began = performance.now()
    await makeYear(db, cases, member(crew, 'unit').organisationId ?? '')
    const madeSeconds = Math.round((performance.now() - began) / 100) / 10
    const ask = { districtId, timeZone, scope: caller.scope, now }
    const monthAt = (n: number) => ({ ...ask, filters: month(MONTHS[n % MONTHS.length] ?? 4) })
    const { total } = await measure(db, monthAt(0), 'community')
    const list = (view: 'all' | 'open' | 'overdue') => () =>
      listCases(db, caller, { view, limit: 50 }, now)
    print(
      JSON.stringify({
        bench: 'measures',
        cases,
        madeSeconds,
        inAMonth: total.reported,
        month: await timed(21, (n) => measure(db, monthAt(n), 'community')),
        listAll: await timed(40, list('all')),
        listOpen: await timed(40, list('open')),
        listOverdue: await timed(40, list('overdue')),
        calibration: calibrate(),
      }),
    )
  })
}
