import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { CaseRow } from '../contract/shapes.ts'
import { caseStatuses, type CaseStatus } from '../domain/case.ts'
import { workTypes } from '../domain/event-types.ts'
import { firstOf, inOrder, rowsIn, type CaseQuery, type Cursor } from './in-order.ts'
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

/** What waits in a view. */
function inView<O>(
  query: CaseQuery<O>,
  view: Filters['view'],
  caller: Caller,
  now: Date,
): CaseQuery<O> {
  switch (view) {
    case 'desk':
      return query.where('c.status', 'in', ['reported', 'filed'])
    case 'mine':
      return (
        query.where('c.status', 'in', ['filed', 'dispatched', 'handling'])
          // What the own units lead, support, or were asked to take over.
          .where(sql<boolean>`exists (select from cases.task t where t.district_id = c.district_id
          and t.case_id = c.id and t.unit_id = any(${unitsOfCaller(caller)}::uuid[])
          and t.state in ('offered', 'accepted', 'rework'))`)
      )
    case 'decide':
      // As the rule of decide_request, and nobody decides what they asked themselves.
      return query.where('c.status', 'in', ['dispatched', 'handling'])
        .where(sql<boolean>`${caller.verbs.has('cases.decide')} and exists (
          select from cases.request r where r.district_id = c.district_id and r.case_id = c.id
            and r.state = 'asked' and r.asked_by is distinct from ${caller.personId}::uuid)`)
    case 'inspect':
      return query.where('c.status', 'in', ['handled', 'verifying'])
        .where(sql<boolean>`c.handler_id is distinct from ${caller.personId}::uuid
          and not exists (select from cases.event e where e.district_id = c.district_id
            and e.case_id = c.id and e.person_id = ${caller.personId}::uuid
            and e.type = any(${[...workTypes]}::text[]))`)
    case 'overdue':
      return query
        .where('c.status', 'in', openStatuses)
        .where(
          sql<boolean>`(c.due_at < ${now} or (not c.paused and c.handle_promise < ${now} and c.status <> 'handled'))`,
        )
    case 'open':
      return query.where('c.status', 'in', openStatuses)
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
  let found = inView(query, filters.view, by.caller, by.now)
  const statuses = (filters.status?.split(',') ?? []).filter((s): s is CaseStatus =>
    (caseStatuses as readonly string[]).includes(s),
  )
  if (statuses.length > 0) found = found.where('c.status', 'in', statuses)
  if (filters.community) found = found.where('c.community_code', '=', filters.community)
  if (filters.unit) found = found.where('c.unit_id', '=', filters.unit)
  if (filters.class) found = found.where('c.class', '=', filters.class)
  if (filters.window) found = found.where(inWindow(filters.window))
  return filters.q ? searched(found, filters.q, by) : found
}

/** West, south, east, north in degrees; anything else is 400. */
function inWindow(window: string) {
  const [west, south, east, north, more] = window.split(',').map(Number)
  const bounds = [west, south, east, north]
  if (more !== undefined || bounds.some((b) => b === undefined || !Number.isFinite(b)))
    throw invalid('request.malformed')
  return sql<boolean>`(c.lon between ${west} and ${east} and c.lat between ${south} and ${north})`
}

const nobody = '00000000-0000-0000-0000-000000000000'
const unitsOfCaller = (caller: Caller) => [caller.organisationId ?? nobody, ...caller.scope.units]

/** A number, a short code, or words. */
function searched<O>(query: CaseQuery<O>, q: string, by: Asking): CaseQuery<O> {
  const text = q.trim()
  if (by.words) return withWords(query, by.words, by.caller)
  if (isNumber(text)) return query.where('c.number', 'like', `${text}%`)
  if (isShortCode(text)) return query.where('c.short_code', '=', text.toUpperCase())
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
  const words = await wordsOf(db, ask.q, ask.limit)
  const fenced = words !== null && !words.common
  const order = {
    byDue,
    after: readCursor(ask.after),
    limit: ask.limit + 1,
    fenced,
    own: ask.view === 'mine' ? unitsOfCaller(caller) : undefined,
  }
  const ids = firstOf(db, caller, (query) => asked(query, ask, { caller, now, words }), order)
  const found = await inOrder(rowsIn(db, caller, ids).select(listed), order).execute()
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
  const words = await wordsOf(db, filters.q, 2001)
  const fenced = words !== null && !words.common
  const order = { byDue: false, after: null, limit: 2001, fenced }
  const narrow = <O>(query: CaseQuery<O>) =>
    asked(query, filters, { caller, now, words }).where('c.lon', 'is not', null)
  const found = filters.window
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

/** Tasks of the caller's units, next deadline first. */
export async function taskCases(db: Db, caller: Caller, state: 'open' | 'done') {
  const states =
    state === 'open'
      ? (['offered', 'accepted', 'rework'] as const)
      : (['done', 'returned'] as const)
  return db
    .selectFrom('cases.task as t')
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
    .where('t.district_id', '=', caller.districtId)
    .where('t.unit_id', 'in', unitsOfCaller(caller))
    .where('t.state', 'in', [...states])
    .where(
      'c.status',
      'in',
      state === 'open' ? ['filed', 'dispatched', 'handling'] : [...caseStatuses],
    )
    .orderBy(sql`coalesce(c.due_at, 'infinity'::timestamptz)`)
    .orderBy('t.offered_at', 'desc')
    .limit(200)
    .execute()
}
