import { sql, type RawBuilder } from 'kysely'
import { dateOfDay, dayAt, startOfDay } from '#kernel/zone.ts'
import { whistleBoard } from '#modules/cases/server/index.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { together, type Db } from '#platform/server/database.ts'
import type { Screen, ScreenCase } from '../../contract/screen.ts'
import { asked, counts, type Ask } from '../measured.ts'
import { measure } from '../measures.ts'

/** A wall of fourteen days, whose rates reach back thirty. */
const DAYS = 14
const RATE_DAYS = 30
const LISTED = 8
const MOST_POINTS = 1000
const AWAITED = 4
/** Before any case: what is open is counted whenever it was reported. */
const EVER = '2000-01-01'

/** When a case ran out of time, by whichever of its clocks did so first. */
const lateSince = sql<Date | null>`least(due_at, handle_due_at)`

interface Wall {
  ask: (from: string, until?: string) => Ask
  day: number
  today: string
  names: ReadonlyMap<string, string>
  districtId: string
  now: Date
}

async function wallOf(db: Db, caller: Caller, now: Date): Promise<Wall> {
  const { districtId, scope } = caller
  const { timeZone } = await readDistrict(db, districtId)
  const day = dayAt(timeZone, now.getTime())
  const today = dateOfDay(day)
  return {
    ask: (from, until = today) => ({
      districtId,
      timeZone,
      scope,
      now,
      filters: { from, until },
    }),
    day,
    today,
    names: await areaNames(db, districtId),
    districtId,
    now,
  }
}

/** What the wall of a district, street or community centre shows of the caller's scope. */
export async function readScreen(db: Db, caller: Caller, now: Date): Promise<Screen> {
  const wall = await wallOf(db, caller, now)
  const from = dateOfDay(wall.day - RATE_DAYS + 1)
  const [today, days, newest, overdue, points] = await together(
    countsByCommunity(db, wall),
    daysByCommunity(db, wall),
    listed(db, wall, { of: sql<boolean>`true`, order: sql`reported_at desc, case_id` }),
    listed(db, wall, { of: counts.overdue(now), order: sql`${lateSince} nulls last, case_id` }),
    openPoints(db, wall),
  )
  const { total } = await measure(db, wall.ask(from))
  const { response, resolution, satisfaction } = total.rates
  const sum = (of: 'reported' | 'closed' | 'open' | 'overdue') =>
    today.reduce((all, row) => all + row[of], 0)
  return {
    areas: areasOf(caller, wall),
    from,
    until: wall.today,
    today: {
      reported: sum('reported'),
      closed: sum('closed'),
      open: sum('open'),
      overdue: sum('overdue'),
    },
    rates: { response, resolution, satisfaction },
    communities: communitiesOf(wall, today, days),
    newest,
    overdue,
    awaited: await awaited(db, caller),
    points,
    asOf: now.toISOString(),
  }
}

function areasOf({ scope, districtId }: Caller, { names }: Wall): string[] {
  if (scope.areas.includes(districtId)) return []
  return scope.areas.flatMap((code) => names.get(code) ?? []).slice(0, 3)
}

interface Counted {
  code: string
  reported: number
  closed: number
  open: number
  overdue: number
}

const howMany = (of: RawBuilder<boolean>) => sql<number>`(count(*) filter (where ${of}))::int`

async function countsByCommunity(db: Db, { ask, day, now }: Wall): Promise<Counted[]> {
  const all = ask(EVER)
  const midnight = new Date(startOfDay(all.timeZone, day))
  const { rows } = await sql<Counted>`
    select community_code as code,
      ${howMany(sql<boolean>`reported_at >= ${midnight}`)} as reported,
      ${howMany(sql<boolean>`${counts.closed()} and closed_at >= ${midnight}`)} as closed,
      ${howMany(counts.open())} as open, ${howMany(counts.overdue(now))} as overdue
    from cases.v_measured_case where ${asked(all)}
    group by community_code order by community_code`.execute(db)
  return rows
}

interface Daily {
  code: string
  date: string
  count: number
}

async function daysByCommunity(db: Db, { ask, day }: Wall): Promise<Daily[]> {
  const lately = ask(dateOfDay(day - DAYS + 1))
  const { rows } = await sql<Daily>`
    select community_code as code, count(*)::int as count,
      to_char(reported_at at time zone ${lately.timeZone}, 'YYYY-MM-DD') as date
    from cases.v_measured_case where ${asked(lately)} group by 1, 3`.execute(db)
  return rows
}

/** By their codes, never by how they did; those without a case in the fourteen days and none open are left out. */
function communitiesOf(
  { names, day }: Wall,
  counted: readonly Counted[],
  daily: readonly Daily[],
): Screen['communities'] {
  const dates = Array.from({ length: DAYS }, (_, i) => dateOfDay(day - DAYS + 1 + i))
  return counted
    .filter(({ code }) => code !== '')
    .map(({ code, open, overdue }) => ({
      code,
      name: names.get(code) ?? code,
      open,
      overdue,
      days: dates.map((date) => daily.find((d) => d.code === code && d.date === date)?.count ?? 0),
    }))
    .filter(({ open, days }) => open > 0 || days.some((count) => count > 0))
}

interface Found {
  case_id: string
  short_code: string
  status: string
  reported_at: Date
  late_since: Date | null
  matter_name: string | null
  address: string | null
  community_code: string | null
}

interface Listing {
  of: RawBuilder<boolean>
  order: RawBuilder<unknown>
}

/** Matter and place come from what the public may see: a wall hangs where visitors come. */
async function listed(db: Db, wall: Wall, { of, order }: Listing): Promise<ScreenCase[]> {
  const { rows } = await sql<Found>`
    with found as (
      select district_id, case_id, short_code, status::text as status, reported_at, due_at,
        case when ${counts.overdue(wall.now)} then ${lateSince} end as late_since,
        row_number() over (order by ${order}) as place
      from cases.v_measured_case where ${asked(wall.ask(EVER))} and ${of}
      order by ${order} limit ${LISTED})
    select f.*, p.matter_name, p.address, p.community_code
    from found f left join cases.v_public_case p
      on p.district_id = f.district_id and p.case_id = f.case_id
    order by f.place`.execute(db)
  return rows.map((row) => ({
    caseId: row.case_id,
    shortCode: row.short_code,
    status: row.status,
    matterName: row.matter_name,
    place: placeOf(row, wall),
    reportedAt: row.reported_at.toISOString(),
    lateSince: row.late_since?.toISOString() ?? null,
  }))
}

/** Without the district and street, which everybody before this wall knows. */
function placeOf({ address, community_code: code }: Found, wall: Wall): string | null {
  const community = wall.names.get(code ?? '') ?? null
  if (address === null) return community
  const known = [wall.districtId, code?.slice(0, 9) ?? ''].map((one) => wall.names.get(one) ?? '')
  const rest = known.reduce(
    (text, name) => (name !== '' && text.startsWith(name) ? text.slice(name.length) : text),
    address,
  )
  return rest || community
}

interface Point {
  case_id: string
  short_code: string
  matter_name: string | null
  lon: number
  lat: number
  late: boolean
}

async function openPoints(db: Db, wall: Wall): Promise<Screen['points']> {
  const { rows } = await sql<Point>`
    with found as (
      select district_id, case_id, coalesce(${counts.overdue(wall.now)}, false) as late
      from cases.v_measured_case where ${asked(wall.ask(EVER))} and ${counts.open()})
    select p.case_id, p.short_code, p.matter_name, p.lon, p.lat, f.late
    from found f join cases.v_public_case p
      on p.district_id = f.district_id and p.case_id = f.case_id
    where p.lon is not null order by f.late desc, p.reported_at desc limit ${MOST_POINTS}`.execute(
    db,
  )
  return rows.map(({ case_id, short_code, matter_name, lon, lat, late }) => ({
    caseId: case_id,
    label: [short_code, matter_name].filter(Boolean).join(' '),
    lon,
    lat,
    late,
  }))
}

/** Units that have not come yet, the one due first on top. */
async function awaited(db: Db, caller: Caller): Promise<Screen['awaited']> {
  const open = await whistleBoard(db, caller, 'open')
  return open
    .flatMap((whistle) =>
      whistle.calls
        .filter(({ state }) => state === 'called' || state === 'acknowledged' || state === 'absent')
        .map((call) => ({
          key: `${whistle.id} ${call.unitId}`,
          shortCode: whistle.caseShortCode,
          unitName: call.unitName,
          reportInBy: whistle.reportInBy,
          late: call.state === 'absent' || call.late,
        })),
    )
    .slice(0, AWAITED)
}
