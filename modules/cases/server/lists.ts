import { sql, type SelectQueryBuilder } from 'kysely'
import type { DB } from '#database/types.ts'
import { tokensOf } from '#kernel/text-tokens.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { CaseRow } from '../contract/shapes.ts'
import { caseStatuses, type CaseStatus } from '../domain/case.ts'
import { workTypes } from '../domain/event-types.ts'
import { visibleTo } from './scope.ts'
import { isOverdue, rowsOf, type Row, titleFor } from './views.ts'

export interface Filters {
  view: 'desk' | 'mine' | 'decide' | 'inspect' | 'overdue' | 'open' | 'all'
  status?: string | undefined
  community?: string | undefined
  unit?: string | undefined
  class?: string | undefined
  q?: string | undefined
}

type Query<O> = SelectQueryBuilder<DB & { c: DB['cases.case'] }, 'c', O>

const openStatuses: CaseStatus[] = [
  'reported',
  'verifying',
  'filed',
  'dispatched',
  'handling',
  'handled',
]

/** What waits in a view. */
function inView<O>(query: Query<O>, view: Filters['view'], caller: Caller, now: Date): Query<O> {
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
          sql<boolean>`not c.paused and (c.due_at < ${now} or (c.handle_promise < ${now} and c.status <> 'handled'))`,
        )
    case 'open':
      return query.where('c.status', 'in', openStatuses)
    case 'all':
      return query
    default:
      return view satisfies never
  }
}

/** Every list, count, map and export of cases begins here: scope first, then what was asked. */
export function filtered(db: Db, caller: Caller, filters: Filters, now: Date) {
  const scoped = db.selectFrom('cases.case as c').where(visibleTo(caller))
  let query = inView(scoped, filters.view, caller, now)
  const statuses = (filters.status?.split(',') ?? []).filter((s): s is CaseStatus =>
    (caseStatuses as readonly string[]).includes(s),
  )
  if (statuses.length > 0) query = query.where('c.status', 'in', statuses)
  if (filters.community) query = query.where('c.community_code', '=', filters.community)
  if (filters.unit) query = query.where('c.unit_id', '=', filters.unit)
  if (filters.class) query = query.where('c.class', '=', filters.class)
  return filters.q ? searched(query, filters.q, caller) : query
}

const nobody = '00000000-0000-0000-0000-000000000000'
const unitsOfCaller = (caller: Caller) => [caller.organisationId ?? nobody, ...caller.scope.units]

/**
 * A number, a short code, or words: all tokens of the words must be in the case. The words of a
 * confidential report are not even guessed at by asking: there only matter and address count.
 */
function searched<O>(query: Query<O>, q: string, caller: Caller): Query<O> {
  const text = q.trim()
  if (/^[0-9]{14,19}$/.test(text)) return query.where('c.number', 'like', `${text}%`)
  if (/^[0-9A-Za-z]{6}$/.test(text) && /[A-Za-z]/.test(text))
    return query.where('c.short_code', '=', text.toUpperCase())
  const inWords = sql<boolean>`c.tokens @> ${tokensOf(text)}::text[]`
  if (caller.verbs.has('cases.see_contact')) return query.where(inWords)
  return query.where(sql<boolean>`(case when c.confidential
    then strpos(c.address || ' ' || coalesce(c.matter_name, ''), ${text}) > 0 else ${inWords} end)`)
}

/** Keyset pages: a cursor is the sort key and the id of the last row. */
export async function listCases(
  db: Db,
  caller: Caller,
  ask: Filters & { after?: string | undefined; limit: number },
  now: Date,
): Promise<{ rows: CaseRow[]; next: string | null; now: string }> {
  const byDue = dueViews.has(ask.view)
  const found = await sorted(
    filtered(db, caller, ask, now)
      .selectAll('c')
      .limit(ask.limit + 1),
    byDue,
    readCursor(ask.after),
  ).execute()
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

interface Cursor {
  key: string
  id: string
}

function sorted<O>(query: Query<O>, byDue: boolean, cursor: Cursor | null): Query<O> {
  if (byDue) {
    const key = sql`(case when c.rings then 'epoch'::timestamptz else coalesce(c.due_at, 'infinity'::timestamptz) end)`
    const inOrder = query.orderBy(key).orderBy('c.id')
    return cursor
      ? inOrder.where(
          sql<boolean>`(${key}, c.id) > (${cursor.key}::timestamptz, ${cursor.id}::uuid)`,
        )
      : inOrder
  }
  const newest = query.orderBy('c.reported_at', 'desc').orderBy('c.id', 'desc')
  return cursor
    ? newest.where(
        sql<boolean>`(c.reported_at, c.id) < (${cursor.key}::timestamptz, ${cursor.id}::uuid)`,
      )
    : newest
}

function sortKey(row: Row, byDue: boolean): string {
  if (!byDue) return row.reported_at.toISOString()
  return row.rings ? 'epoch' : (row.due_at?.toISOString() ?? 'infinity')
}

function readCursor(after: string | undefined): Cursor | null {
  if (!after) return null
  const match = /^(epoch|infinity|[0-9TZ:.-]+)_([0-9a-f-]{36})$/.exec(after)
  if (!match) throw invalid('cases.bad_cursor')
  return { key: match[1] ?? '', id: match[2] ?? '' }
}

/** Points for the map, 2000 at most: the newest, and whether there are more. */
export async function casePoints(db: Db, caller: Caller, filters: Filters, now: Date) {
  const rows = await filtered(db, caller, filters, now)
    .where('c.lon', 'is not', null)
    .selectAll('c')
    .orderBy('c.reported_at', 'desc')
    .limit(2001)
    .execute()
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
