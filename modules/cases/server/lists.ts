import { sql, type RawBuilder } from 'kysely'
import { readShortCode } from '#kernel/short-code.ts'
import type { Caller } from '#platform/server/caller.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { CaseRow } from '../contract/shapes.ts'
import { caseStatuses, type CaseStatus } from '../domain/case.ts'
import { workTypes } from '../domain/event-types.ts'
import { firstOf, inOrder, rowsIn, type CaseQuery, type Cursor, type Order } from './in-order.ts'
import { visibleTo } from './scope.ts'
import { isNumber, isShortCode, withWords, wordsIn, wordsOf, type Words } from './search.ts'
import { isOverdue, listed, rowsOf, type Row, titleFor } from './views.ts'

export interface Filters {
  view: 'desk' | 'mine' | 'decide' | 'inspect' | 'overdue' | 'open' | 'all'
  status?: string | undefined
  community?: string | undefined
  unit?: string | undefined
  class?: string | undefined
  q?: string | undefined
  /** West, south, east, north: only what lies there. */
  window?: string | undefined
}

const openStatuses: CaseStatus[] = [
  'reported',
  'verifying',
  'filed',
  'dispatched',
  'handling',
  'handled',
]

/** The states of each view; null where any will do. */
const statusesOf: Record<Filters['view'], readonly CaseStatus[] | null> = {
  desk: ['reported', 'filed'],
  mine: ['filed', 'dispatched', 'handling'],
  decide: ['dispatched', 'handling'],
  inspect: ['handled', 'verifying'],
  overdue: openStatuses,
  open: openStatuses,
  all: null,
}

/** Those of the view that were asked for: in one list, so that the planner knows how many cases are in them. */
function inStates<O>(query: CaseQuery<O>, filters: Filters): CaseQuery<O> {
  const some = (filters.status?.split(',') ?? []).filter((s): s is CaseStatus =>
    (caseStatuses as readonly string[]).includes(s),
  )
  const all = statusesOf[filters.view]
  if (all === null) return some.length > 0 ? query.where('c.status', 'in', some) : query
  const both = some.length > 0 ? all.filter((s) => some.includes(s)) : all
  return both.length > 0 ? query.where('c.status', 'in', both) : query.where(sql<boolean>`false`)
}

/** What waits in a view, besides the states of its cases. */
function inView<O>(
  query: CaseQuery<O>,
  view: Filters['view'],
  caller: Caller,
  now: Date,
): CaseQuery<O> {
  switch (view) {
    case 'mine':
      return (
        query
          // What the own units lead, support, or were asked to take over.
          .where(sql<boolean>`exists (select from cases.task t where t.district_id = c.district_id
          and t.case_id = c.id and t.unit_id = any(${unitsOfCaller(caller)}::uuid[])
          and t.state in ('offered', 'accepted', 'rework'))`)
      )
    case 'decide':
      // As the rule of decide_request, and nobody decides what they asked themselves.
      return query.where(sql<boolean>`${caller.verbs.has('cases.decide')} and exists (
          select from cases.request r where r.district_id = c.district_id and r.case_id = c.id
            and r.state = 'asked' and r.asked_by is distinct from ${caller.personId}::uuid)`)
    case 'inspect':
      return query.where(sql<boolean>`c.handler_id is distinct from ${caller.personId}::uuid
          and not exists (select from cases.event e where e.district_id = c.district_id
            and e.case_id = c.id and e.person_id = ${caller.personId}::uuid
            and e.type = any(${[...workTypes]}::text[]))`)
    case 'overdue':
      return query.where(
        sql<boolean>`(c.due_at < ${now} or (not c.paused and c.handle_promise < ${now} and c.status <> 'handled'))`,
      )
    case 'desk':
    case 'open':
    case 'all':
      return query
    default:
      return view satisfies never
  }
}

/** Every count, map and export of cases begins here: scope first, then what was asked. */
export function filtered(db: Db, caller: Caller, filters: Filters, now: Date) {
  const scoped = db.selectFrom('cases.case as c').where(visibleTo(caller))
  return asked(scoped, filters, { caller, now, words: wordsIn(filters.q) })
}

interface Asking {
  caller: Caller
  now: Date
  words: Words | null
}

/** What was asked of the cases that the caller sees. */
function asked<O>(query: CaseQuery<O>, filters: Filters, by: Asking): CaseQuery<O> {
  let found = inView(inStates(query, filters), filters.view, by.caller, by.now)
  if (filters.community) found = found.where('c.community_code', '=', filters.community)
  if (filters.unit) found = found.where('c.unit_id', '=', filters.unit)
  if (filters.class) found = found.where('c.class', '=', filters.class)
  if (filters.window)
    found = found.where(inWindow(filters.window, statusesOf[filters.view] !== null))
  return filters.q ? searched(found, filters.q, by) : found
}

/** As the index `case_by_cell` has them: open cases by cells of about two hundred metres. */
const cell = (degrees: RawBuilder<unknown>) => sql<number>`floor(${degrees} * 500)::int`
/** What lies beyond is no place, and would not be a number of a cell. */
const onEarth = (degrees: number) => sql`${Math.min(Math.max(degrees, -360), 360)}::float8`

/** West, south, east, north in degrees; anything else is 400. */
function inWindow(window: string, open: boolean) {
  const [west, south, east, north, more] = window.split(',').map(Number)
  const bounds = [west, south, east, north]
  if (more !== undefined || bounds.some((b) => b === undefined || !Number.isFinite(b)))
    throw invalid('request.malformed')
  const exactly = sql<boolean>`(c.lon between ${west} and ${east} and c.lat between ${south} and ${north})`
  if (!open) return exactly
  const [from, to] = [bounds.slice(0, 2), bounds.slice(2)].map((corner) =>
    corner.map((degrees) => cell(onEarth(degrees ?? 0))),
  )
  return sql<boolean>`(${exactly}
    and ${cell(sql`c.lat`)} between ${from?.[1]} and ${to?.[1]}
    and ${cell(sql`c.lon`)} between ${from?.[0]} and ${to?.[0]})`
}

const nobody = '00000000-0000-0000-0000-000000000000'
const unitsOfCaller = (caller: Caller) => [caller.organisationId ?? nobody, ...caller.scope.units]

/** A number, a short code, or words. */
function searched<O>(query: CaseQuery<O>, q: string, by: Asking): CaseQuery<O> {
  const text = q.trim()
  if (by.words) return withWords(query, by.words, by.caller)
  if (isNumber(text)) return query.where('c.number', 'like', `${text}%`)
  if (isShortCode(text))
    return query.where('c.short_code', '=', readShortCode(text) ?? text.toUpperCase())
  return query
}

/** Keyset pages: a cursor is the sort key and the id of the last row. */
export async function listCases(
  db: Db,
  caller: Caller,
  ask: Filters & { after?: string | undefined; limit: number },
  now: Date,
): Promise<{ rows: CaseRow[]; next: string | null; now: string }> {
  const byDue = dueViews.has(ask.view)
  const words = await wordsOf(db, caller, ask.q, { limit: ask.limit, bounded: true })
  const order: Order = {
    byDue,
    after: readCursor(ask.after),
    limit: ask.limit + 1,
    open: statusesOf[ask.view] !== null,
    own: ask.view === 'mine' ? unitsOfCaller(caller) : undefined,
  }
  const first = (by: Words | null, how: Pick<Order, 'fenced' | 'walk'>) => {
    const narrow = <O>(query: CaseQuery<O>) => asked(query, ask, { caller, now, words: by })
    const ids = firstOf(db, caller, narrow, { ...order, ...how })
    return inOrder(rowsIn(db, caller, ids).select(listed), order).execute()
  }
  // Words that should be met soon on a walk, and are not, are looked up after all.
  const walked =
    words === null || words.common ? await first(words, { walk: words !== null && !byDue }) : []
  const enough = words === null || walked.length > ask.limit
  const found = enough ? walked : await first({ ...words, common: false }, { fenced: true })
  const page = found.slice(0, ask.limit)
  const last = page.at(-1)
  return {
    rows: await rowsOf(db, caller, page, now),
    next: found.length > ask.limit && last ? `${sortKey(last, byDue)}_${last.id}` : null,
    now: now.toISOString(),
  }
}

/** Views of what waits: ringing first, then by what is due next; what has no date comes last. */
const dueViews: ReadonlySet<Filters['view']> = new Set([
  'desk',
  'mine',
  'decide',
  'inspect',
  'overdue',
])

function sortKey(row: Pick<Row, 'reported_at' | 'rings' | 'due_at'>, byDue: boolean): string {
  if (!byDue) return row.reported_at.toISOString()
  return row.rings ? 'epoch' : (row.due_at?.toISOString() ?? 'infinity')
}

function readCursor(after: string | undefined): Cursor | null {
  if (!after) return null
  const match = /^(epoch|infinity|[0-9TZ:.-]+)_([0-9a-f-]{36})$/.exec(after)
  if (!match) throw invalid('cases.bad_cursor')
  return { key: match[1] ?? '', id: match[2] ?? '' }
}

const pointColumns = [
  'c.id',
  'c.lon',
  'c.lat',
  'c.status',
  'c.paused',
  'c.due_at',
  'c.handle_promise',
  'c.title',
  'c.confidential',
  'c.matter_name',
  'c.short_code',
] as const

/** Points for the map, 2000 at most: the newest (of a window, where one is given), and whether there are more. */
export async function casePoints(db: Db, caller: Caller, filters: Filters, now: Date) {
  const words = await wordsOf(db, caller, filters.q, { limit: 2001, bounded: false })
  const fenced = words !== null && !words.common
  const order = { byDue: false, after: null, limit: 2001, fenced }
  const narrow = <O>(query: CaseQuery<O>) =>
    asked(query, filters, { caller, now, words }).where('c.lon', 'is not', null)
  // Whoever sees the whole district walks one index anyway, and reads each row once.
  const walked = !fenced && caller.scope.areas.includes(caller.districtId)
  const found =
    filters.window || walked
      ? narrow(db.selectFrom('cases.case as c').modifyFront(plannedAnew).where(visibleTo(caller)))
      : rowsIn(db, caller, firstOf(db, caller, narrow, order))
  const rows = await inOrder(found.select(pointColumns), order).limit(order.limit).execute()
  return {
    points: rows.slice(0, 2000).map((row) => ({
      id: row.id,
      lon: row.lon ?? 0,
      lat: row.lat ?? 0,
      status: row.status,
      overdue: isOverdue(row, now),
      title: titleFor(row, caller.verbs),
    })),
    truncated: rows.length > 2000,
  }
}

/** How many wait in each view; counting ends at 1000, which the page shows as 999+. */
export async function caseCounts(db: Db, caller: Caller, now: Date) {
  const count = async (view: Filters['view'], ringing = false) => {
    const inner = filtered(db, caller, { view }, now)
      .modifyFront(plannedAnew)
      .select('c.id')
      .$if(ringing, (q) => q.where('c.rings', '=', true))
      .limit(1000)
    const { n } = await db
      .selectFrom(inner.as('found'))
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return n
  }
  const [desk, ringing, mine, decide, inspect, overdue, open] = await Promise.all([
    count('desk'),
    count('desk', true),
    count('mine'),
    count('decide'),
    count('inspect'),
    count('overdue'),
    count('open'),
  ])
  return { desk, ringing, mine, decide, inspect, overdue, open }
}

/** Tasks of the caller's units: open ones with the next deadline first, done ones newest first. */
export async function taskCases(db: Db, caller: Caller, state: 'open' | 'done') {
  const order = state === 'open' ? sql`f.waits_until, f.offered_at desc` : sql`f.ended_at desc`
  return db
    .selectFrom(firstTasks(caller, state).as('f'))
    .innerJoin('cases.task as t', (join) =>
      join.on('t.district_id', '=', caller.districtId).onRef('t.id', '=', 'f.id'),
    )
    .innerJoin('cases.case as c', (join) =>
      join.onRef('c.district_id', '=', 't.district_id').onRef('c.id', '=', 't.case_id'),
    )
    .selectAll('c')
    .select([
      't.id as task_id',
      't.state as task_state',
      't.unit_id as task_unit',
      't.role',
      't.assignee_id',
      't.offered_at',
      't.accepted_at as task_accepted_at',
      't.arrived_at',
      't.ended_at',
    ])
    .orderBy(order)
    .limit(MOST_TASKS)
    .execute()
}

const MOST_TASKS = 200

interface FirstTask {
  id: string
  offered_at: Date
  ended_at: Date | null
  waits_until: Date
}

/** The first of each unit, read in their order. */
function firstTasks({ districtId, ...caller }: Caller, state: 'open' | 'done') {
  const units = [...new Set(unitsOfCaller({ districtId, ...caller }))]
  const tasks =
    state === 'open'
      ? sql`from cases.sight s
        cross join lateral (select t.* from cases.task t
          where t.district_id = s.district_id and t.case_id = s.case_id and t.unit_id = s.unit_id
            and t.state in ('offered', 'accepted', 'rework') offset 0) t
        cross join lateral (select from cases.case c
          where c.district_id = t.district_id and c.id = t.case_id
            and c.status in ('filed', 'dispatched', 'handling') limit 1) c
        where s.district_id = ${districtId} and s.unit_id = u.id and s.open
        order by s.waits_until`
      : sql`from (select t.*, null::timestamptz as waits_until from cases.task t
          where t.district_id = ${districtId} and t.unit_id = u.id and t.state in ('done', 'returned')) t
        order by t.ended_at desc`
  return sql<FirstTask>`(select f.* from unnest(${units}::uuid[]) u (id) cross join lateral (
    select t.id, t.offered_at, t.ended_at, waits_until ${tasks} limit ${MOST_TASKS}) f)`
}
