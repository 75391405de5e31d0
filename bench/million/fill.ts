import { sql } from 'kysely'
import { listMatters } from '#modules/catalogue/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { waiting } from '#modules/cases/server/sight.ts'
import { organisationId } from '#apps/server/demo/staff.ts'
import { print } from '../ground.ts'
import {
  COMMUNITIES,
  communityCode,
  districtId,
  GRIDS_EACH,
  HIGH,
  now,
  ROW,
  SOUTH,
  timeZone,
  unitKey,
  UNITS,
  WEST,
  WIDE,
} from './place.ts'
import { complaints, slotsOf, vocabulary, type Piece } from './words.ts'
import { tokensOf } from '#kernel/text-tokens.ts'

/** Chance between 0 and 1, the same on every run: of row n, for one purpose. */
const u = (salt: number) => sql`((hashint8extended(n, ${salt}) & 1048575) / 1048576.0)`
const slot = (salt: number) => sql`(hashint8extended(n, ${salt}) & 4095)`

async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  const began = performance.now()
  await work()
  print(`${name}: ${Math.round((performance.now() - began) / 1000)} s`)
}

/**
 * A million cases of two years as the use cases would have left them: rows, clocks, tasks, reports,
 * tokens and verdicts of all; the whole story in events only of the newest 100,000, of older ones
 * the first event. Written with indexes away, in the order of time, as a district would have grown.
 */
export async function fill(db: Db, cases: number): Promise<void> {
  await step('pieces', () => makePieces(db))
  await step('plan', () => makePlan(db, cases))
  const indexes = await dropIndexes(db)
  await step('cases', () => insertCases(db))
  await step('reports', () => insertReports(db))
  await step('tasks', () => insertTasks(db))
  await step('clocks', () => insertClocks(db))
  await step('events', () => insertEvents(db))
  await step('pictures', () => insertPictures(db))
  await step('verdicts', () => insertVerdicts(db))
  await step('whistles', () => insertWhistles(db))
  await step('sight', () => insertSight(db))
  await sql`drop table made, slot_complaint, slot_time, slot_road, slot_estate, slot_shop`.execute(
    db,
  )
  await step('indexes', async () => {
    for (const { indexdef } of indexes) await sql.raw(indexdef).execute(db) // oxlint-disable-line no-await-in-loop -- one after the other spares memory
  })
  await step('measured', () => insertMeasured(db))
  await step('vacuum', () => sql`vacuum (analyze)`.execute(db))
}

const tables = ['case', 'event', 'report', 'attachment', 'task', 'clock', 'verdict', 'sight']

async function dropIndexes(db: Db): Promise<{ indexdef: string }[]> {
  const { rows } = await sql<{ name: string; indexdef: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as indexdef
    from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace s on s.oid = t.relnamespace
    where s.nspname = 'cases' and t.relname = any(${tables}::text[])
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`.execute(db)
  for (const { name } of rows) await sql.raw(`drop index ${name}`).execute(db) // oxlint-disable-line no-await-in-loop -- as above
  return rows
}

async function makePieces(db: Db): Promise<void> {
  const { rows: matters } = await listMatters(db, districtId, { limit: 1000 })
  const filed = complaints.map(([text, part], n) => {
    const matter = matters.find((m) => m.name.includes(part)) ?? matters[n]!
    const { kind, code, name, guideItemCode } = matter
    return {
      text,
      tokens: tokensOf(text),
      matter: { kind, code, name, guideItemCode, class: matter.class ?? 'management' },
      filedTokens: tokensOf(`${text} ${name}`),
      n,
    }
  })
  const save = (table: string, pieces: readonly Piece[]) =>
    sql`
    create unlogged table ${sql.table(table)} as
    select slot - 1 as slot, piece->>'text' as text,
      array(select jsonb_array_elements_text(piece->'tokens')) as tokens, piece
    from jsonb_array_elements(${JSON.stringify(slotsOf(pieces))}::jsonb) with ordinality s (piece, slot)`.execute(
      db,
    )
  await save('slot_complaint', filed)
  await save('slot_time', vocabulary.times)
  await save('slot_road', vocabulary.roads)
  await save('slot_estate', vocabulary.estates)
  await save('slot_shop', vocabulary.shops)
}

/** Everything that the tables below are derived from, one row a case. */
async function makePlan(db: Db, cases: number): Promise<void> {
  const communities = Array.from({ length: COMMUNITIES }, (_, n) => communityCode(n))
  const units = Array.from({ length: UNITS }, (_, n) => organisationId(districtId, unitKey(n)))
  await sql`
    create unlogged table made as
    with chance as (
      select n, ${u(1)} as life, ${u(2)} as stage, ${u(3)} as hour,
        floor(${COMMUNITIES}::int * power(${u(4)}, 1.7))::int as community,
        floor(${GRIDS_EACH}::int * ${u(5)})::int as grid, ${u(6)} as haste, ${u(7)} as second,
        ${u(8)} as judged, ${u(9)} as across, ${u(10)} as up, ${u(11)} as from_shop,
        ${slot(12)} as complaint, ${slot(13)} as time, ${slot(14)} as road, ${slot(15)} as estate,
        ${slot(16)} as shop, 1 + floor(300 * power(${u(17)}, 2))::int as door, ${u(18)} as way
      from generate_series(1, ${cases}::int) n
    ), timed as (
      select *, least(${now}::timestamptz - interval '20 min' * hour,
        date_trunc('day', ${now}::timestamptz - interval '730 days' * (1 - n::float8 / ${cases}))
          - interval '8 hours' + interval '6 hours' + interval '16 hours' * hour) as at
      from chance
    ), aged as (
      select *, extract(epoch from ${now}::timestamptz - at) / 86400.0 as days from timed
    ), staged as (
      select *, case
        when life > 0.964 then (array['refused', 'withdrawn', 'transferred', 'merged', 'void'])[1 + floor((life - 0.964) / 0.0072)]
        when life > 0.95 * exp(-days / 66.0) then 'closed'
        when days < 0.05 or stage < 0.03 then 'reported' when stage < 0.06 then 'verifying'
        when stage < 0.12 then 'filed' when days < 0.5 or stage < 0.25 then 'dispatched'
        when stage < 0.85 then 'handling' else 'handled' end as status
      from aged
    )
    select s.n, gen_random_uuid() as id, gen_random_uuid() as report_id, gen_random_uuid() as task_id,
      at, days, status, haste, second, judged, way,
      s.community, s.grid,
      (${communities}::text[])[1 + community] as community_code,
      ${WEST}::float8 + (community % ${ROW}::int + across) * ${WIDE}::float8 as lon,
      ${SOUTH}::float8 + (community / ${ROW}::int + up) * ${HIGH}::float8 as lat,
      (${units}::uuid[])[1 + (floor(${UNITS}::int * power((c.slot + 0.5) / 4096.0, 1.3))::int
        + community / 50) % ${UNITS}::int] as unit_id,
      (${units}::uuid[])[1 + (floor(${UNITS}::int * power(second, 2)))::int] as other_unit_id,
      r.text || door || '号' || e.text as address,
      c.text || '，' || case when from_shop < 0.15 then p.text || '门口，' else '' end || t.text as words,
      c.text as title, c.piece->'matter' as matter,
      array(select distinct unnest(c.tokens || t.tokens || r.tokens || e.tokens || door::text || array['号']
        || case when from_shop < 0.15 then p.tokens || array['门', '口', '门口'] else '{}' end)) as tokens,
      array(select distinct unnest(array(select jsonb_array_elements_text(c.piece->'filedTokens'))
        || t.tokens || r.tokens || e.tokens || door::text || array['号']
        || case when from_shop < 0.15 then p.tokens || array['门', '口', '门口'] else '{}' end)) as filed_tokens,
      to_char(at at time zone ${timeZone}, 'YYYYMMDD') as day,
      row_number() over (partition by to_char(at at time zone ${timeZone}, 'YYYYMMDD') order by at, s.n) as serial,
      interval '1 day' * (1 + (c.piece->>'n')::int % 10) as limit_span
    from staged s
    join slot_complaint c on c.slot = s.complaint join slot_time t on t.slot = s.time
    join slot_road r on r.slot = s.road join slot_estate e on e.slot = s.estate
    join slot_shop p on p.slot = s.shop
    order by at, s.n`.execute(db)
  await sql`analyze made`.execute(db)
}

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXY'
const shortCode = sql`(select string_agg(substr(${alphabet}::text, 1 + (((n::bigint * 611953) % 729000000) / power(30, k)::bigint % 30)::int, 1), '')
  from generate_series(0, 5) k)`
const isFiled = sql`status in ('filed', 'dispatched', 'handling', 'handled', 'closed', 'transferred', 'merged')`
const isSent = sql`status in ('dispatched', 'handling', 'handled', 'closed', 'transferred')`
const isTaken = sql`status in ('handling', 'handled', 'closed')`
const isDone = sql`status in ('handled', 'closed')`
/** When each step came: quickly received, handled within its limit mostly. */
const filedAt = sql`(at + interval '12 min' * (1 + haste))`
const sentAt = sql`(at + interval '20 min' * (1 + haste))`
const takenAt = sql`(at + interval '50 min' * (1 + haste))`
const doneAt = sql`least(at + limit_span * (0.2 + haste), ${now}::timestamptz - interval '2 hours')`
const closedAt = sql`least(at + limit_span * (0.2 + haste) + interval '5 hours' * (1 + haste), ${now}::timestamptz - interval '1 hour')`
const promise = sql`(${filedAt} + limit_span)`
const dueAt = sql`case status when 'reported' then at + interval '30 min' when 'verifying' then at + interval '6 hours'
  when 'filed' then ${filedAt} + interval '30 min' when 'dispatched' then ${sentAt} + interval '2 hours'
  when 'handling' then ${promise} when 'handled' then ${doneAt} + interval '2 days' end`

async function insertCases(db: Db): Promise<void> {
  await sql`
    insert into cases.case (district_id, id, number, short_code, channel, title, words, matter_kind,
      matter_code, matter_name, guide_item_code, class, urgency, status, version, head_hash, lon, lat,
      point_system, place_method, address, street_code, community_code, grid_code, unit_id, owner,
      settled_on_spot, routed_by, reported_at, received_at, filed_at, dispatched_at, accepted_at,
      handled_at, closed_at, receive_promise, handle_promise, paused, due_at, returns, reworks,
      reopenings, public, tokens)
    select ${districtId}, id, ${districtId} || day || lpad(serial::text, 5, '0'), ${shortCode},
      (array['web', 'qr', 'phone', 'patrol', 'chat', 'visit'])[1 + floor(way * way * 6)::int]::cases.channel,
      left(title, 60), words,
      case when ${isFiled} then matter->>'kind' end, case when ${isFiled} then matter->>'code' end,
      case when ${isFiled} then matter->>'name' end, case when ${isFiled} then matter->>'guideItemCode' end,
      case when ${isFiled} then matter->>'class' end,
      (case when haste > 0.97 then 'emergency' when haste > 0.85 then 'urgent' else 'routine' end)::cases.urgency,
      status::cases.status, 6, encode(sha256(n::text::bytea), 'hex'), lon, lat, 'CGCS2000',
      'map', address, left(community_code, 9), community_code,
      community_code || lpad((grid + 1)::text, 3, '0'),
      case when ${isSent} then unit_id end,
      case when status in ('reported', 'filed') then 'desk' when status in ('verifying', 'handled') then 'inspector'
        when status in ('dispatched', 'handling') then 'unit' else 'none' end,
      way > 0.96 and ${isDone},
      case when ${isFiled} then jsonb_build_object('unitId', unit_id, 'why', jsonb_build_array('matter'), 'rule', null) end,
      at, at + interval '8 min' * (1 + haste), case when ${isFiled} then ${filedAt} end,
      case when ${isSent} then ${sentAt} end, case when ${isTaken} then ${takenAt} end,
      case when ${isDone} then ${doneAt} end,
      case when status in ('closed', 'refused', 'withdrawn', 'transferred', 'merged', 'void') then ${closedAt} end,
      at + interval '30 min', case when ${isFiled} then ${promise} end,
      status = 'handling' and judged > 0.95, case when status = 'handling' and judged > 0.95 then null else ${dueAt} end,
      (second > 0.95)::int, (second < 0.06)::int, (judged < 0.01 and status = 'closed')::int,
      ${isFiled}, case when ${isFiled} then filed_tokens else tokens end
    from made order by at, n`.execute(db)
}

async function insertReports(db: Db): Promise<void> {
  await sql`
    insert into cases.report (district_id, id, case_id, source, client_id, body_hash, channel, words, at)
    select ${districtId}, report_id, id, 'web', report_id::text, encode(sha256(words::bytea), 'hex'), 'web', words, at
    from made order by at, n`.execute(db)
}

async function insertTasks(db: Db): Promise<void> {
  await sql`
    insert into cases.task (district_id, id, case_id, unit_id, state, offered_at, accepted_at, arrived_at, ended_at)
    select ${districtId}, task_id, id, unit_id,
      (case when status = 'dispatched' then 'offered' when status = 'handling' then 'accepted' else 'done' end)::cases.task_state,
      ${sentAt}, case when ${isTaken} then ${takenAt} end, case when ${isTaken} then ${takenAt} + interval '20 min' end,
      case when ${isDone} then ${doneAt} end
    from made where ${isSent} order by at, n`.execute(db)
  await sql`
    insert into cases.task (district_id, id, case_id, unit_id, state, offered_at, ended_at, words)
    select ${districtId}, gen_random_uuid(), id, other_unit_id, 'returned', ${sentAt} - interval '5 min', ${sentAt}, ''
    from made where ${isSent} and second > 0.95 order by at, n`.execute(db)
}

async function insertClocks(db: Db): Promise<void> {
  await sql`
    insert into cases.clock (district_id, id, case_id, task_id, stage, time_limit, started_at, stopped_at,
      due_at, policy_version, calendar_version, on_time, pauses, next_level, next_alarm_at)
    select ${districtId}, gen_random_uuid(), id, case when k.stage = 'accept' then task_id end,
      k.stage::cases.stage, '{"unit": "WORK_HOUR", "value": 8}', k.started, k.stopped,
      case when k.paused then null else k.due end, 1, 1, case when k.stopped is not null then k.stopped <= k.due end,
      case when k.paused then jsonb_build_array(jsonb_build_object('from', k.started + (${now}::timestamptz - k.started) / 2, 'to', null, 'reason', 'parts')) else '[]' end,
      case when k.stopped is null and not k.paused then 'overdue' end,
      -- What is long overdue has rung at every level; the rest rings at some time to come.
      case when k.stopped is null and not k.paused and k.due > ${now}::timestamptz - interval '10 days'
        then greatest(k.due, ${now}::timestamptz + interval '1 day' * (1 + haste)) end
    from made
    cross join lateral (values
      ('receive', at, at + interval '30 min', case when status <> 'reported' then at + interval '12 min' * (0.5 + 2 * haste) end, true, false),
      ('verify', at, at + interval '6 hours', null, status = 'verifying', false),
      ('dispatch', ${filedAt}, ${filedAt} + interval '30 min', case when status <> 'filed' then ${sentAt} end, ${isFiled}, false),
      ('accept', ${sentAt}, ${sentAt} + interval '2 hours', case when status <> 'dispatched' then ${takenAt} end, ${isSent}, false),
      ('handle', ${filedAt}, ${promise}, case when ${isDone} or status in ('transferred', 'merged') then ${doneAt} end, ${isFiled},
        status = 'handling' and judged > 0.95),
      ('inspect', ${doneAt}, ${doneAt} + interval '2 days', case when status = 'closed' then ${closedAt} end, ${isDone}, false)
    ) k (stage, started, due, stopped, there, paused)
    where k.there order by at, n`.execute(db)
}

async function insertEvents(db: Db): Promise<void> {
  await sql`
    insert into cases.event (district_id, case_id, seq, type, at, body, canonical, hash)
    select ${districtId}, id, e.seq, e.type, e.at, jsonb_build_object('communityCode', community_code, 'channel', 'web', 'photos', '[]'::jsonb),
      rpad(id::text || e.type, 300, '.'), encode(sha256((n * 10 + e.seq)::text::bytea), 'hex')
    from made
    cross join lateral (values (1, 'case.reported', at, true), (2, 'case.filed', ${filedAt}, ${isFiled}),
      (3, 'case.dispatched', ${sentAt}, ${isSent}), (4, 'case.accepted', ${takenAt}, ${isTaken}),
      (5, 'case.finished', ${doneAt}, ${isDone}), (6, 'case.inspected', ${closedAt}, status = 'closed')) e (seq, type, at, there)
    where e.there and (e.seq = 1 or n > (select max(n) - 100000 from made)) order by made.at, n, e.seq`.execute(
    db,
  )
}

async function insertPictures(db: Db): Promise<void> {
  await sql`
    with picture as (
      insert into files.file (district_id, id, sha256, kind, media_type, bytes, width, height, created_at, claimed_at)
      select ${districtId}, report_id, encode(sha256(report_id::text::bytea), 'hex'), 'original', 'image/jpeg', 400000, 1600, 1200, at, at
      from made where way < 0.5 and n > (select max(n) - 100000 from made) order by at, n returning 1)
    select count(*) from picture`.execute(db)
  await sql`
    insert into cases.attachment (district_id, case_id, file_id, role, event_seq)
    select ${districtId}, id, report_id, 'report', 1
    from made where way < 0.5 and n > (select max(n) - 100000 from made) order by at, n`.execute(db)
}

async function insertVerdicts(db: Db): Promise<void> {
  await sql`
    insert into cases.verdict (district_id, id, case_id, report_id, round, asked_at, answered_at, solved, satisfied, way)
    select ${districtId}, gen_random_uuid(), id, report_id, 1 + (judged < 0.01)::int, ${closedAt},
      case when judged < 0.55 then ${closedAt} + interval '3 hours' end,
      case when judged < 0.55 then haste < 0.93 end,
      case when judged < 0.55 then 3 - (haste > 0.85)::int - (haste > 0.95)::int end, 'link'
    from made where status = 'closed' and way < 0.8 order by at, n`.execute(db)
}

async function insertWhistles(db: Db): Promise<void> {
  await sql`
    with blown as (
      insert into cases.whistle (district_id, id, case_id, kind, level, state, words, report_in_by, issued_by, issued_post, issued_at, closed_by, closed_at)
      select ${districtId}, task_id, id, 'joint', 'community', case when ${isDone} then 'closed' else 'open' end,
        words, ${sentAt} + interval '2 hours', report_id, report_id, ${sentAt},
        case when ${isDone} then report_id end, case when ${isDone} then ${doneAt} end
      from made where ${isTaken} and second between 0.5 and 0.502 returning 1)
    select count(*) from blown`.execute(db)
  await sql`
    insert into cases.whistle_call (district_id, whistle_id, unit_id, state, arrived_at, judged)
    select distinct on (task_id, u.unit) ${districtId}, task_id, u.unit, case when haste < 0.9 then 'arrived' else 'absent' end,
      case when haste < 0.9 then ${sentAt} + interval '1 hour' end, 3
    from made cross join lateral (values (unit_id), (other_unit_id)) u (unit)
    where ${isTaken} and second between 0.5 and 0.502`.execute(db)
}

/** As `letSee` and `keepSight` leave it. */
async function insertSight(db: Db): Promise<void> {
  await sql`
    insert into cases.sight (district_id, case_id, unit_id, reported_at, open, waits_until)
    select c.district_id, c.id, u.unit_id, c.reported_at, o.open,
      case when o.open then ${waiting} else 'infinity' end
    from (
      select case_id, unit_id from cases.task
      union
      select w.case_id, k.unit_id from cases.whistle w
      join cases.whistle_call k on k.district_id = w.district_id and k.whistle_id = w.id) u
    join cases.case c on c.district_id = ${districtId} and c.id = u.case_id
    cross join lateral (select c.status not in
      ('closed', 'refused', 'merged', 'transferred', 'withdrawn', 'void') as open) o
    order by c.reported_at`.execute(db)
  await sql`
    update cases.case c set seen_by = s.units
    from (select case_id, array_agg(unit_id::text) as units from cases.sight group by case_id) s
    where c.district_id = ${districtId} and c.id = s.case_id`.execute(db)
}

/** From clocks and verdicts by their indexes, so after these. */
async function insertMeasured(db: Db): Promise<void> {
  await sql`
    insert into cases.measured
    select * from cases.v_measurable_case where district_id = ${districtId} order by reported_at`.execute(
    db,
  )
}
