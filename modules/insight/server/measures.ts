import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { CasesVMeasuredCase } from '#database/types.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
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
  whole: number
  name: string | null
  key: string | null
}

/** Of the closing times, how many shares of them took no longer. */
const shares = { p10: 0.1, p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9 }

/**
 * The figures of all asked cases, and by one dimension where it is given, in one pass over
 * `cases.v_measured_case`. The grouping set with nothing in it is the total.
 */
export async function measure(
  db: Db,
  ask: Ask,
  by?: Dimension,
): Promise<{ total: Figures; groups: Group[] }> {
  if (ask.filters.from > ask.filters.until) throw invalid('insight.days_reversed')
  const key = by ? keyOf(by, ask.timeZone) : sql<string>`''`
  const minutes = sql`extract(epoch from closed_at - reported_at) / 60.0`
  const closed = sql`filter (where status = 'closed')`
  const rates = sumsOf(caseRates, ask.now)
  const numbers = countNames.map(
    (name) => sql`(count(*) filter (where ${counts[name](ask.now)}))::int as ${sql.ref(name)}`,
  )
  const { rows } = await sql<Sums>`
    with measured as (select *, ${key} as key from cases.v_measured_case where ${asked(ask)})
    select grouping(key) as whole, key,
      ${by === 'matter' ? sql`max(matter_name)` : sql`null`} as name,
      ${sql.join([...rates, ...numbers])},
      (avg(${minutes}) ${closed})::float8 as mean,
      ${sql.join(Object.entries(shares).map(([name, share]) => sql`percentile_cont(${sql.lit(share)}) within group (order by ${minutes}) ${closed} as ${sql.ref(name)}`))}
    from measured
    group by grouping sets ((key), ())`.execute(db)
  const calls = await callSums(db, ask, key)
  const total = { ...rows[0], ...rows.find((r) => r.whole === 1), ...calls.total }
  const groups = by ? rows.filter((r) => r.whole === 0) : []
  // A unit that was only called, and has no case of its own, is measured by its calls.
  for (const [called, sums] of by ? calls.groups : []) {
    const known = groups.find((row) => row.key === called)
    if (known) Object.assign(known, sums)
    else groups.push({ ...sums, whole: 0, key: called, name: null } as Sums) // oxlint-disable-line typescript/no-unsafe-type-assertion -- all others are read as nothing
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

/** The sums over calls of whistles: of all, and by the same key, where a unit is the one that was called. */
async function callSums(db: Db, ask: Ask, key: RawBuilder<string>) {
  const { rows } = await sql<Sums>`
    with measured as (select *, ${key} as key from cases.v_measured_call where ${asked(ask)})
    select grouping(key) as whole, key, ${sql.join(sumsOf(callRates, ask.now))}
    from measured group by grouping sets ((key), ())`.execute(db)
  const sums = (row: Sums) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith('rate_')))
  const total = rows.find((r) => r.whole === 1)
  return {
    total: total ? sums(total) : {},
    groups: new Map(rows.filter((r) => r.whole === 0).map((r) => [r.key, sums(r)])),
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
    meanMinutes: orNull('mean'),
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
  if (by === 'community' || by === 'street' || by === 'grid') return areaNames(db, districtId)
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
    areaNames(db, districtId),
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
