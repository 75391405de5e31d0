import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely'
import type { DB } from '#database/types.ts'
import type { Caller } from '#platform/server/caller.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import { isOneUnit, visibleTo } from './scope.ts'
import { waiting } from './sight.ts'

export type CaseQuery<O> = SelectQueryBuilder<DB & { c: DB['cases.case'] }, 'c', O>

export interface Cursor {
  key: string
  id: string
}

export interface Order {
  /** What waits: ringing first, then by what is due next; what has no date comes last. Else the newest first. */
  byDue: boolean
  after: Cursor | null
  limit: number
  /** Whether all that is found is put in order, rather than the order walked until enough is found. */
  fenced?: boolean
  /** Whether only some of the newest are looked at; what is found then may be too little. */
  walk?: boolean | undefined
  /** Whether only open cases are asked for: of what a unit sees, few are. */
  open?: boolean
  /** Where only what these units have to do is asked for: read in their own order, whoever asks. */
  own?: readonly string[] | undefined
}

const newest = sql<Date>`c.reported_at`

/** More places than these are so much of a district that its newest are soon found among all. */
const MOST_BRANCHES = 60

/**
 * The ids of the first cases in an order that the caller sees and `narrow` lets through. Whoever sees
 * a whole district reads one index; whoever sees a few places or units reads the first of each from
 * an index of its own, and the first of those are taken: as quick as for the district, however rare
 * one's own cases are among all. The rows are those of `visibleTo`.
 */
export function firstOf(
  db: Db,
  caller: Caller,
  narrow: <O>(query: CaseQuery<O>) => CaseQuery<O>,
  order: Order,
): RawBuilder<{ id: string }> {
  const all = cases(db, caller)
  const one = (where: RawBuilder<boolean>) => branch(narrow(all.where(where)), order)
  const { areas, units } = caller.scope
  if (order.own) {
    const seen = order.own.every((unit) => units.includes(unit))
    const own = narrow(seen ? all : all.where(visibleTo(caller)))
    return firstOfAll([ofUnits(own, caller, order.own, order)], order)
  }
  const few = areas.length + units.length <= MOST_BRANCHES
  if (areas.includes(caller.districtId) || !few || areas.length + units.length === 0) {
    const found = order.walk
      ? branch(narrow(newestFew(db, caller, order).where(visibleTo(caller))), order)
      : one(visibleTo(caller))
    return sql<{ id: string }>`(select id from ${found} b)`
  }
  if (order.walk && isOneUnit(caller.scope))
    return firstOfAll(
      [sql`select p.* from ${branch(narrow(newestFew(db, caller, order)), order)} p`],
      order,
    )
  // Words are looked up together with what the caller sees.
  if (order.fenced && !order.byDue)
    return firstOfAll(
      [sql`select p.* from ${one(sql<boolean>`${standsIn} && ${[...areas, ...units]}::text[]`)} p`],
      order,
    )
  const places = { 9: 'c.street_code', 12: 'c.community_code', 15: 'c.grid_code' }
  const parts = Object.entries(places).flatMap(([length, column]) => {
    const codes = areas.filter((code) => code.length === Number(length))
    if (codes.length === 0) return []
    const inner = one(sql<boolean>`${sql.ref(column)} = s.code`)
    return [
      sql`select distinct p.* from unnest(${codes}::text[]) s (code) cross join lateral ${inner} p`,
    ]
  })
  if (units.length > 0) parts.push(ofUnits(narrow(cases(db, caller)), caller, units, order))
  return firstOfAll(parts, order)
}

/** The first of the first of each. */
function firstOfAll(parts: RawBuilder<unknown>[], order: Order): RawBuilder<{ id: string }> {
  const direction = directionOf(order)
  return sql<{ id: string }>`(select id from (${sql.join(parts, sql` union `)}) b
    order by b.key ${direction}, b.id ${direction} limit ${order.limit})`
}

const directionOf = ({ byDue }: Pick<Order, 'byDue'>) => sql.raw(byDue ? 'asc' : 'desc')

const cases = (db: Db, caller: Caller) =>
  db.selectFrom('cases.case as c').where('c.district_id', '=', caller.districtId)

/** In order, after the cursor, no more than asked for: the id and what it is ordered by. */
function branch<O>(query: CaseQuery<O>, order: Order): RawBuilder<unknown> {
  const key = (order.byDue ? waiting : newest).as('key')
  if (!order.fenced) return sql`${inOrder(query, order).select(['c.id', key]).limit(order.limit)}`
  const all = afterCursor(query, order).select(['c.id', key]).offset(0)
  const direction = directionOf(order)
  return sql`(select f.* from ${all} f
    order by f.key ${direction}, f.id ${direction} limit ${order.limit})`
}

/** Those of a district lie side by side, those of a unit all over. */
const WALKED = { district: 30_000, unit: 600 }

/** The newest cases, as far as a walk goes: of a district as they lie, or of one unit. */
function newestFew<O>(db: Db, { districtId, scope }: Caller, order: Order): CaseQuery<O> {
  const few = isOneUnit(scope)
    ? sql`select c.* from (select s.case_id from cases.sight s
        where s.district_id = ${districtId} and s.unit_id = ${scope.units[0]}::uuid
          ${afterIn(sql`s.reported_at, s.case_id`, order)}
        order by s.reported_at desc, s.case_id desc limit ${WALKED.unit}) s
      join cases.case c on c.district_id = ${districtId} and c.id = s.case_id`
    : sql`select * from cases.case c where c.district_id = ${districtId}
        ${afterIn(sql`c.reported_at, c.id`, order)}
      order by c.reported_at desc, c.id desc limit ${WALKED.district}`
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns are those of the table
  return db.selectFrom(sql`(${few})`.as('c')) as unknown as CaseQuery<O>
}

const afterIn = (key: RawBuilder<unknown>, { after }: Order) =>
  after ? sql`and (${key}) < (${after.key}::timestamptz, ${after.id}::uuid)` : sql``

/** As the index `case_by_words` has it: the places of a case, and the units that see it. */
const standsIn = sql`(array[c.street_code, c.community_code, c.grid_code] || c.seen_by)`

/** Whether the case of a sight is asked for: the limit keeps the planner from finding all that are first. */
const byKey = <O>(query: CaseQuery<O>): RawBuilder<unknown> =>
  sql`${query
    .where(sql<boolean>`c.id = s.case_id`)
    .select('c.id')
    .limit(1)}`

/** What a unit sees has an index of its own in each of the two orders. */
function ofUnits<O>(
  query: CaseQuery<O>,
  { districtId }: Pick<Caller, 'districtId'>,
  units: readonly string[],
  order: Order,
) {
  const sights = order.byDue ? sql`and s.open` : sql``
  if (order.fenced)
    return sql`select p.* from ${branch(
      query.where(sql<boolean>`exists (select from cases.sight s where s.district_id = c.district_id
        and s.case_id = c.id and s.unit_id = any(${units}::uuid[]) ${sights})`),
      order,
    )} p`
  const inner =
    order.byDue || order.open ? openOf(query, districtId, order) : newestOf(query, order)
  return sql`select distinct p.* from unnest(${[...new Set(units)]}::uuid[]) u (id) cross join lateral ${inner} p`
}

function newestOf<O>(query: CaseQuery<O>, order: Order): RawBuilder<unknown> {
  const found = inOrder(query, order)
    .innerJoin('cases.sight as s', (join) =>
      join
        .onRef('s.district_id', '=', 'c.district_id')
        .onRef('s.case_id', '=', 'c.id')
        .onRef('s.reported_at', '=', 'c.reported_at'),
    )
    .where(sql<boolean>`s.unit_id = u.id`)
    .select(['c.id', newest.as('key')])
    .limit(order.limit)
  return sql`${found}`
}

/**
 * Few of what a unit sees is open, and nearly all of that is what it asks for: one after the other
 * is looked at, in their order, until there are enough. The limit keeps the planner from gathering all
 * of them first, which it takes to be fewer than they are.
 */
function openOf<O>(query: CaseQuery<O>, districtId: string, order: Order): RawBuilder<unknown> {
  const key = order.byDue ? sql`s.waits_until` : sql`s.reported_at`
  const direction = directionOf(order)
  const beyond = sql.raw(order.byDue ? '>' : '<')
  const after = order.after
    ? sql`and (${key}, s.case_id) ${beyond} (${order.after.key}::timestamptz, ${order.after.id}::uuid)`
    : sql``
  return sql`(select s.case_id as id, ${key} as key from cases.sight s
    cross join lateral ${byKey(query)} k
    where s.district_id = ${districtId} and s.unit_id = u.id and s.open ${after}
    order by ${key} ${direction}, s.case_id ${direction} limit ${order.limit})`
}

/** Sorts, and goes on after the cursor. */
export function inOrder<O>(
  query: CaseQuery<O>,
  order: Pick<Order, 'byDue' | 'after'>,
): CaseQuery<O> {
  const found = afterCursor(query, order)
  if (order.byDue) return found.orderBy(waiting).orderBy('c.id')
  return found.orderBy('c.reported_at', 'desc').orderBy('c.id', 'desc')
}

function afterCursor<O>(
  query: CaseQuery<O>,
  { byDue, after }: Pick<Order, 'byDue' | 'after'>,
): CaseQuery<O> {
  if (!after) return query
  const last = sql`(${after.key}::timestamptz, ${after.id}::uuid)`
  return query.where(
    byDue
      ? sql<boolean>`(${waiting}, c.id) > ${last}`
      : sql<boolean>`(c.reported_at, c.id) < ${last}`,
  )
}

/** The rows of these ids, planned for the values of the question. */
export function rowsIn(db: Db, caller: Caller, ids: RawBuilder<{ id: string }>) {
  return db
    .selectFrom('cases.case as c')
    .modifyFront(plannedAnew)
    .where('c.district_id', '=', caller.districtId)
    .where(sql<boolean>`c.id in ${ids}`)
}
