import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { CasesVMeasuredCase } from '#database/types.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { together, type Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { Figures, Group, MeasuredCase } from '../contract/index.ts'
import {
  callRates,
  caseRates,
  isCallRate,
  type Dimension,
  type Part,
  type RateName,
} from '../domain/measures.ts'
import {
  asked,
  countNames,
  counts,
  keyOf,
  partOf,
  rateOf,
  type Ask,
  type CountName,
} from './measured.ts'

/** A row of sums: `reported`, `rate_onTime_kept`, `rate_onTime_of`, … and the times. */
type Sums = Record<string, number | null> & {
  name: string | null
  key: string | null
}

/**
 * The figures of all asked cases, and by one dimension where it is given. Sums are counted in one pass
 * over `cases.v_measured_case`, the total out of those of the groups; times need an order, and calls
 * lie elsewhere: each is a statement of its own, beside the first.
 */
export async function measure(
  db: Db,
  ask: Ask,
  by?: Dimension,
): Promise<{ total: Figures; groups: Group[] }> {
  if (ask.filters.from > ask.filters.until) throw invalid('insight.days_reversed')
  const key = by ? keyOf(by, ask.timeZone) : sql<string>`''`
  const [rows, times, calls] = await together(
    caseSums(db, ask, key, by === 'matter'),
    closingTimes(db, ask, key),
    callSums(db, ask, key),
  )
  for (const row of rows) Object.assign(row, times.groups.get(row.key))
  const total = { ...sumsOfAll(rows), ...times.total, ...calls.total }
  const groups = by ? rows : []
  // A unit that was only called, and has no case of its own, is measured by its calls.
  for (const [called, sums] of by ? calls.groups : []) {
    const known = groups.find((row) => row.key === called)
    if (known) Object.assign(known, sums)
    else groups.push({ ...sums, key: called, name: null } as Sums) // oxlint-disable-line typescript/no-unsafe-type-assertion -- all others are read as nothing
  }
  const names = by ? await namesBy(db, ask.districtId, by, groups) : new Map<string, string>()
  return {
    total: figuresOf(total),
    groups: groups
      .map((row) => {
        const found = row.key ?? ''
        return { key: found, name: row.name ?? names.get(found) ?? null, figures: figuresOf(row) }
      })
      .toSorted((a, b) => (a.key < b.key ? -1 : 1)),
  }
}

const sumsOf = (names: readonly RateName[], now: Date): RawBuilder<unknown>[] =>
  names.flatMap((name) => {
    const { kept, of } = rateOf(name, now)
    return [
      sql`coalesce(sum(${kept}), 0)::int as ${sql.ref(`rate_${name}_kept`)}`,
      sql`coalesce(sum(${of}), 0)::int as ${sql.ref(`rate_${name}_of`)}`,
    ]
  })

/** Minutes from the report to the end of what is closed: never exact numerics, which sort slowly. */
const minutes = sql`extract(epoch from closed_at - reported_at)::float8 / 60`

async function caseSums(db: Db, ask: Ask, key: RawBuilder<string>, ofMatters: boolean) {
  const numbers = countNames.map(
    (name) => sql`(count(*) filter (where ${counts[name](ask.now)}))::int as ${sql.ref(name)}`,
  )
  const { rows } = await sql<Sums>`
    with measured as (select *, ${key} as key from cases.v_measured_case where ${asked(ask)})
    select key, ${ofMatters ? sql`max(matter_name)` : sql`null`} as name,
      ${sql.join([...sumsOf(caseRates, ask.now), ...numbers])},
      sum(${minutes}) filter (where status = 'closed') as minutes
    from measured group by key`.execute(db)
  return rows
}

function sumsOfAll(rows: readonly Sums[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const row of rows)
    for (const [name, value] of Object.entries(row))
      if (typeof value === 'number') total[name] = (total[name] ?? 0) + value
  return total
}

/** Of the closing times, how many shares of them took no longer. */
const shares = { p10: 0.1, p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9 }

async function closingTimes(db: Db, ask: Ask, key: RawBuilder<string>) {
  const atShares = Object.entries(shares).map(
    ([name, share]) =>
      sql`percentile_cont(${sql.lit(share)}) within group (order by minutes) as ${sql.ref(name)}`,
  )
  const { rows } = await sql<InSets>`
    with closed as (select ${key} as key, ${minutes} as minutes
      from cases.v_measured_case where ${asked(ask)} and status = 'closed')
    select grouping(key) as whole, key, ${sql.join(atShares)}
    from closed group by grouping sets ((key), ())`.execute(db)
  return apart(rows)
}

/** The sums over calls of whistles: of all, and by the same key, where a unit is the one that was called. */
async function callSums(db: Db, ask: Ask, key: RawBuilder<string>) {
  const { rows } = await sql<InSets>`
    with measured as (select *, ${key} as key from cases.v_measured_call where ${asked(ask)})
    select grouping(key) as whole, key, ${sql.join(sumsOf(callRates, ask.now))}
    from measured group by grouping sets ((key), ())`.execute(db)
  return apart(rows)
}

type InSets = Record<string, number | null> & { whole: number; key: string | null }

/** The grouping set with nothing in it is the total. */
function apart(rows: readonly InSets[]) {
  const figures = (row: InSets): Record<string, unknown> =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'whole' && name !== 'key'))
  const total = rows.find((r) => r.whole === 1)
  return {
    total: total ? figures(total) : {},
    groups: new Map(rows.filter((r) => r.whole === 0).map((r) => [r.key, figures(r)])),
  }
}

function figuresOf(row: Readonly<Record<string, unknown>>): Figures {
  const orNull = (name: string) => (typeof row[name] === 'number' ? row[name] : null)
  const number = (name: string) => orNull(name) ?? 0
  const rate = (name: RateName) => ({
    numerator: number(`rate_${name}_kept`),
    denominator: number(`rate_${name}_of`),
  })
  return {
    rates: {
      response: rate('response'),
      resolution: rate('resolution'),
      satisfaction: rate('satisfaction'),
      onTime: rate('onTime'),
      onTimeAfter: rate('onTimeAfter'),
      closing: rate('closing'),
      rework: rate('rework'),
      return: rate('return'),
      reopening: rate('reopening'),
      answer: rate('answer'),
      attendance: rate('attendance'),
      reportInTime: rate('reportInTime'),
    },
    reported: number('reported'),
    filed: number('filed'),
    closed: number('closed'),
    open: number('open'),
    overdue: number('overdue'),
    paused: number('paused'),
    meanMinutes: number('closed') > 0 ? number('minutes') / number('closed') : null,
    p10Minutes: orNull('p10'),
    p25Minutes: orNull('p25'),
    medianMinutes: orNull('median'),
    p75Minutes: orNull('p75'),
    p90Minutes: orNull('p90'),
  }
}

export async function namesBy(
  db: Db,
  districtId: string,
  by: Dimension,
  groups: readonly { key: string | null }[],
): Promise<Map<string, string>> {
  if (by === 'community' || by === 'street' || by === 'grid')
    return areaNames(
      db,
      districtId,
      groups.flatMap((g) => (g.key ? [g.key] : [])),
    )
  if (by !== 'unit') return new Map()
  const organisationIds = groups.flatMap((g) => (g.key ? [g.key] : []))
  return (await nameOf(db, districtId, { organisationIds })).organisations
}

export interface Behind {
  rate?: RateName | undefined
  part: Part
  count?: CountName | undefined
  after?: string | undefined
  limit: number
}

/** The cases behind a figure, newest first. */
export async function casesBehind(
  db: Db,
  ask: Ask,
  { rate, part, count, after, limit }: Behind,
): Promise<{ rows: MeasuredCase[]; next: string | null }> {
  const cursor = after === undefined ? null : cursorOf(after)
  const conditions: RawBuilder<boolean>[] = [
    ...(rate && isCallRate(rate)
      ? [
          sql<boolean>`district_id = ${ask.districtId} and case_id in (
            select case_id from cases.v_measured_call
            where ${asked(ask)} and ${partOf(rate, part, ask.now)})`,
        ]
      : [asked(ask), ...(rate ? [partOf(rate, part, ask.now)] : [])]),
    ...(count ? [counts[count](ask.now)] : []),
    ...(cursor
      ? [sql<boolean>`(reported_at, case_id) < (${cursor.at}::timestamptz, ${cursor.id}::uuid)`]
      : []),
  ]
  const found = await db
    .selectFrom('cases.v_measured_case')
    .select([
      'case_id',
      'short_code',
      'status',
      'matter_name',
      'community_code',
      'unit_id',
      'reported_at',
      'closed_at',
    ])
    .where(sql<boolean>`${sql.join(conditions, sql` and `)}`)
    .orderBy('reported_at', 'desc')
    .orderBy('case_id', 'desc')
    .limit(limit + 1)
    .execute()
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: await named(db, ask.districtId, rows),
    next:
      found.length > limit && last ? `${last.reported_at?.toISOString()}_${last.case_id}` : null,
  }
}

function cursorOf(after: string): { at: string; id: string } {
  const [at = '', id = ''] = after.split('_')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw invalid('request.malformed')
  return { at, id }
}

type Found = Pick<
  Selectable<CasesVMeasuredCase>,
  | 'case_id'
  | 'short_code'
  | 'status'
  | 'matter_name'
  | 'community_code'
  | 'unit_id'
  | 'reported_at'
  | 'closed_at'
>

async function named(db: Db, districtId: string, rows: readonly Found[]): Promise<MeasuredCase[]> {
  const units = [...new Set(rows.flatMap((r) => (r.unit_id ? [r.unit_id] : [])))]
  const [areas, { organisations }] = await Promise.all([
    areaNames(
      db,
      districtId,
      rows.flatMap((r) => r.community_code ?? []),
    ),
    nameOf(db, districtId, { organisationIds: units }),
  ])
  return rows.map((r) => ({
    caseId: r.case_id ?? '',
    shortCode: r.short_code ?? '',
    status: r.status ?? '',
    matterName: r.matter_name,
    communityName: areas.get(r.community_code ?? '') ?? null,
    unitName: organisations.get(r.unit_id ?? '') ?? null,
    reportedAt: r.reported_at?.toISOString() ?? '',
    closedAt: r.closed_at?.toISOString() ?? null,
  }))
}
