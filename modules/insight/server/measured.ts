import { sql, type RawBuilder } from 'kysely'
import { dayOfDate, startOfDay } from '#kernel/zone.ts'
import type { Scope } from '#platform/server/caller.ts'
import type { MeasureFilters } from '../contract/index.ts'
import {
  dimensions,
  isCallRate,
  type CallRate,
  type CaseRate,
  type Dimension,
  type Part,
  type RateName,
} from '../domain/measures.ts'

/** What a question about measures stands on. */
export interface Ask {
  districtId: string
  timeZone: string
  scope: Scope
  now: Date
  filters: MeasureFilters
}

const ended = sql`status in ('closed', 'refused', 'transferred', 'withdrawn')`

/** By what each dimension groups; an empty text where the case has none yet. */
export const keyOf = (dimension: Dimension, timeZone: string): RawBuilder<string> =>
  ({
    community: sql<string>`community_code`,
    street: sql<string>`street_code`,
    grid: sql<string>`grid_code`,
    unit: sql<string>`coalesce(unit_id::text, '')`,
    matter: sql<string>`coalesce(matter_kind || ':' || matter_code, '')`,
    class: sql<string>`coalesce(class, '')`,
    channel: sql<string>`channel::text`,
    week: sql<string>`to_char(date_trunc('week', reported_at at time zone ${timeZone}), 'YYYY-MM-DD')`,
    month: sql<string>`to_char(reported_at at time zone ${timeZone}, 'YYYY-MM')`,
  })[dimension]

const one = (condition: RawBuilder<unknown>) => sql<number>`(${condition})::int`

/**
 * Of each rate, what one case brings to the numerator and the denominator. The sums and the lists
 * behind them are both made of these, so a figure and its cases cannot disagree.
 */
export const rateOf = (name: RateName, now: Date): Share =>
  isCallRate(name) ? callRateOf(name, now) : caseRateOf(name, now)

interface Share {
  kept: RawBuilder<number>
  of: RawBuilder<number>
}

/** Of `cases.v_measured_call`: excused units are in neither part; their calls stay in the record. */
const callRateOf = (name: CallRate, now: Date): Share => {
  const come = sql`(state in ('arrived', 'absent') or (state <> 'excused' and report_in_by < ${now}))`
  const arrived = sql`state = 'arrived'`
  return {
    kept: one(name === 'attendance' ? arrived : sql`${arrived} and not late`),
    of: one(come),
  }
}

const caseRateOf = (name: CaseRate, now: Date): Share => {
  const receiveOver = sql`(receive_stopped or receive_due_at < ${now})`
  const handleOver = sql`(handle_stopped or (handle_due_at < ${now}))`
  const handled = sql`(handled_at is not null or closed_at is not null or reworks > 0) and filed_at is not null`
  const dispatched = sql`(dispatched_at is not null)`
  const closedOnce = sql`(status = 'closed' or reopenings > 0)`
  return {
    response: {
      kept: one(sql`coalesce(receive_stopped and receive_on_time, false)`),
      of: one(sql`coalesce(${receiveOver}, false)`),
    },
    resolution: { kept: sql<number>`solved`, of: sql<number>`answered` },
    satisfaction: { kept: sql<number>`satisfied`, of: sql<number>`answered` },
    onTime: {
      kept: one(sql`coalesce(handle_stopped and handle_on_time, false)`),
      of: one(sql`coalesce(${handleOver}, false)`),
    },
    onTimeAfter: {
      kept: one(sql`coalesce(handle_stopped and (handle_on_time or (district_id, case_id) in (
        select a.district_id, a.case_id from cases.v_excused_case a)), false)`),
      of: one(sql`coalesce(${handleOver}, false)`),
    },
    closing: {
      kept: one(sql`filed_at is not null and status = 'closed'`),
      of: one(sql`filed_at is not null and status <> 'withdrawn'`),
    },
    rework: { kept: one(sql`${handled} and reworks > 0`), of: one(handled) },
    return: { kept: one(sql`${dispatched} and returns > 0`), of: one(dispatched) },
    reopening: { kept: one(sql`reopenings > 0`), of: one(closedOnce) },
    answer: { kept: sql<number>`answered`, of: sql<number>`asked` },
  }[name]
}

export const counts = {
  reported: () => sql<boolean>`true`,
  filed: () => sql<boolean>`filed_at is not null`,
  closed: () => sql<boolean>`status = 'closed'`,
  open: () => sql<boolean>`not (${ended})`,
  overdue: (now: Date) =>
    sql<boolean>`not (${ended}) and (due_at < ${now}
      or (not paused and status <> 'handled' and not coalesce(handle_stopped, true) and handle_due_at < ${now}))`,
  paused: () => sql<boolean>`not (${ended}) and paused`,
} satisfies Record<string, (now: Date) => RawBuilder<boolean>>
export type CountName = keyof typeof counts
export const countNames = ['reported', 'filed', 'closed', 'open', 'overdue', 'paused'] as const

/** Cases of which some went into the numerator (`kept`), or some of the denominator did not (`missed`). */
export function partOf(name: RateName, part: Part, now: Date): RawBuilder<boolean> {
  const { kept, of } = rateOf(name, now)
  if (part === 'kept') return sql<boolean>`${kept} > 0`
  if (part === 'missed') return sql<boolean>`${of} > ${kept}`
  return sql<boolean>`${of} > 0`
}

/** The scope as a condition on measured cases: by length of each place code, or by the unit. */
function within({ areas, units }: Scope): RawBuilder<boolean> {
  const columns = { 6: 'district_id', 9: 'street_code', 12: 'community_code', 15: 'grid_code' }
  const any = Object.entries(columns).flatMap(([length, column]) => {
    const codes = areas.filter((code) => code.length === Number(length))
    return codes.length > 0 ? [sql`${sql.ref(column)} = any(${codes}::text[])`] : []
  })
  if (units.length > 0) any.push(sql`unit_id = any(${units}::uuid[])`)
  return any.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(any, sql` or `)})`
}

/** District, scope, days and filters together. */
export function asked({ districtId, timeZone, scope, filters }: Ask): RawBuilder<boolean> {
  const { from, until } = filters
  const start = (date: string, after = 0) => new Date(startOfDay(timeZone, dayOfDate(date) + after))
  const conditions = [
    sql`district_id = ${districtId}`,
    within(scope),
    sql`reported_at >= ${start(from)} and reported_at < ${start(until, 1)}`,
    ...dimensions.flatMap((dimension) => {
      const value = filters[dimension]
      return value === undefined ? [] : [sql`${keyOf(dimension, timeZone)} = ${value}`]
    }),
  ]
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}
