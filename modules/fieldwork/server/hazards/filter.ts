import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { ofSubject } from '../visits/views.ts'
import { visibleHazard, type HazardRow } from './parts.ts'

export interface HazardFilter {
  show: 'open' | 'overdue' | 'recheck' | 'ended' | 'all'
  kind?: string | undefined
  grade?: string | undefined
  state?: string | undefined
  under?: string | undefined
  subjectId?: string | undefined
  caseId?: string | undefined
  campaignId?: string | undefined
  live?: 'yes' | undefined
  cases?: 'yes' | undefined
}

const overdue = (today: string) =>
  sql<boolean>`(x.state = 'notified' and x.due_on < ${today}::date)`

const shown: Record<HazardFilter['show'], (today: string) => RawBuilder<boolean>> = {
  open: () => sql`x.state in ('found', 'notified', 'fixed')`,
  overdue,
  recheck: () => sql`x.state = 'fixed'`,
  ended: () => sql`x.state in ('cleared', 'withdrawn')`,
  all: () => sql`true`,
}

const areaColumns: Record<number, string> = {
  6: 'x.district_id',
  9: 'x.street_code',
  12: 'x.community_code',
  15: 'x.grid_code',
}

function placedIn({
  under,
  campaignId,
  live,
  cases,
}: Omit<HazardFilter, 'show'>): RawBuilder<boolean>[] {
  const all: RawBuilder<boolean>[] = []
  if (live) all.push(sql<boolean>`x.state <> 'withdrawn'`)
  if (cases) all.push(sql<boolean>`x.case_id is not null`)
  if (campaignId === 'any') all.push(sql<boolean>`x.campaign_id is not null`)
  else if (campaignId) all.push(sql<boolean>`x.campaign_id = ${campaignId}`)
  if (under) {
    const column = areaColumns[under.length]
    all.push(column ? sql<boolean>`${sql.ref(column)} = ${under}` : sql<boolean>`false`)
  }
  return all
}

/** What a view holds of the hazards that the caller sees. */
export function matching(
  caller: Caller,
  filter: Omit<HazardFilter, 'show'>,
  show: RawBuilder<boolean>,
): RawBuilder<boolean> {
  const { kind, grade, state, subjectId, caseId } = filter
  const all = [visibleHazard(caller), show]
  if (kind) all.push(sql<boolean>`x.kind = ${kind}`)
  if (grade) all.push(sql<boolean>`x.grade = ${grade}`)
  if (state) all.push(sql<boolean>`x.state = ${state}`)
  if (subjectId) all.push(ofSubject(caller.districtId, subjectId))
  if (caseId) all.push(sql<boolean>`x.case_id = ${caseId}`)
  return sql<boolean>`${sql.join([...all, ...placedIn(filter)], sql` and `)}`
}

/** Past its date first, the longest first; then the newest. Texts in this order sort like that. */
const sortKey = (
  today: string,
) => sql<string>`case when ${overdue(today)} then '0' || x.due_on::text
  else '1' || lpad((9999999999999 - floor(extract(epoch from x.found_at) * 1000))::bigint::text, 14, '0') end`

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const keyed = new RegExp(`^([01][0-9-]{10,14})_(${uuid})$`)
const dated = new RegExp(`^(\\d{4}-\\d\\d-\\d\\dT[0-9:.]{8,12}Z)_(${uuid})$`)

interface Paging {
  today: string
  after?: string | undefined
  limit: number
}

interface Order {
  key: RawBuilder<string>
  by: RawBuilder<unknown>
  /** Those after a cursor; undefined where it is none. */
  later: (cursor: string) => RawBuilder<boolean> | undefined
  cursor: (end: HazardRow & { sort: string }) => string
}

const newestFirst: Order = {
  key: sql<string>`''`,
  by: sql`x.found_at desc, x.id desc`,
  later: (cursor) => {
    const [, at = '', id = ''] = dated.exec(cursor) ?? []
    if (id === '' || Number.isNaN(Date.parse(at))) return undefined
    return sql<boolean>`(x.found_at, x.id) < (${new Date(at)}, ${id}::uuid)`
  },
  cursor: (end) => `${end.found_at.toISOString()}_${end.id}`,
}

function overdueFirst(today: string): Order {
  const key = sortKey(today)
  return {
    key,
    by: sql`sort, x.id::text`,
    later: (cursor) => {
      const [, at = '', id = ''] = keyed.exec(cursor) ?? []
      return id === '' ? undefined : sql<boolean>`(${key}, x.id::text) > (${at}, ${id})`
    },
    cursor: (end) => `${end.sort}_${end.id}`,
  }
}

/** A page of hazards: what is past its date first where a view holds open ones, otherwise the newest. */
export async function pageOfHazards(
  db: Db,
  caller: Caller,
  filter: HazardFilter,
  { today, after, limit }: Paging,
): Promise<{ rows: HazardRow[]; next: string | null }> {
  const ended = filter.show === 'ended' || filter.show === 'all'
  const order = ended ? newestFirst : overdueFirst(today)
  const later = after === undefined ? sql<boolean>`true` : order.later(after)
  if (!later) throw invalid('request.malformed')
  const { rows } = await sql<HazardRow & { sort: string }>`${plannedAnew}
    select x.*, ${order.key} as sort from fieldwork.hazard x
    where ${matching(caller, filter, shown[filter.show](today))} and ${later}
    order by ${order.by} limit ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  return { rows: page, next: rows.length > page.length && end ? order.cursor(end) : null }
}

/** How many hazards each view holds. */
export async function countOf(
  db: Db,
  caller: Caller,
  filter: Omit<HazardFilter, 'show'>,
  today: string,
) {
  const { rows } = await sql<{ open: number; overdue: number; recheck: number; ended: number }>`
    ${plannedAnew} select
      (count(*) filter (where ${shown.open(today)}))::int as open,
      (count(*) filter (where ${shown.overdue(today)}))::int as overdue,
      (count(*) filter (where ${shown.recheck(today)}))::int as recheck,
      (count(*) filter (where ${shown.ended(today)}))::int as ended
    from fieldwork.hazard x where ${matching(caller, filter, sql`true`)}`.execute(db)
  return rows[0]!
}
