import { sql } from 'kysely'
import { caseStatuses } from '#modules/cases/contract/index.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { IssueMember, IssuePage, IssueRow } from '../../contract/issues.ts'
import { heatOf } from '../../domain/issues/heat.ts'
import { seenBy } from './sight.ts'

const DAY = 86_400_000
/** A list is looked through, not paged: what is colder than these is history. */
const MOST_ISSUES = 200
const MOST_MEMBERS = 500
const waiting = new Set(['reported', 'verifying', 'filed'])
const open = caseStatuses.filter(
  (s) => !['closed', 'refused', 'merged', 'transferred', 'withdrawn', 'void'].includes(s),
)

interface Found {
  number: number
  version: number
  detected_at: Date
  title: string
  communities: string[]
  messages: number
  people: number
  first_at: Date
  last_at: Date
  open: number
  troubles: string[]
  names: string[]
}

/** The loudest words of one kind that a third of the messages have, of `reading.issue as i`. */
const words = (kind: string, most: number) =>
  sql`array(select t.words from reading.issue_term t where t.district_id = i.district_id
  and t.issue = i.number and t.kind = ${kind} and t.words <> '' and t.messages * 3 >= i.messages
  order by t.weight desc limit ${most})`

/** Issues with something in the caller's scope; every figure counts what the caller may open. */
async function find(
  db: Db,
  caller: Caller,
  which: { from: Date } | { number: number },
): Promise<Found[]> {
  const where =
    'number' in which ? sql`i.number = ${which.number}` : sql`i.last_at >= ${which.from}`
  const { rows } = await sql<Found>`
    select i.number, i.version, i.detected_at, s.*,
      ${words('trouble', 3)} as troubles, ${words('name', 3)} as names
    from reading.issue i
    cross join lateral (
      select (array_agg(r.title order by (m.likeness->>'score')::float8 desc nulls last, m.at))[1] as title,
        array_agg(distinct r.community_code) filter (where r.community_code <> '') as communities,
        count(*)::int as messages, count(distinct m.reporter)::int as people,
        min(m.at) as first_at, max(m.at) as last_at,
        count(*) filter (where r.status::text = any(${open}::text[]))::int as open
      from reading.issue_member m
      join cases.v_report r on r.district_id = m.district_id and r.report_id = m.report_id
      where m.district_id = i.district_id and m.issue = i.number and ${seenBy(caller)}) s
    where i.district_id = ${caller.districtId} and i.detected_at is not null
      and i.joined_into is null and s.messages > 0 and ${where}`.execute(db)
  return rows
}

function rowOf(row: Found, areas: ReadonlyMap<string, string>, now: Date): IssueRow {
  const daysQuiet = Math.max(0, (now.getTime() - row.last_at.getTime()) / DAY)
  const parts = { people: row.people, messages: row.messages, support: 0, daysQuiet }
  return {
    number: row.number,
    title: row.title,
    troubles: row.troubles,
    names: row.names,
    communities: ((row.communities as string[] | null) ?? []).map(
      (code) => areas.get(code) ?? code,
    ),
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    detectedAt: row.detected_at.toISOString(),
    open: row.open,
    people: row.people,
    messages: row.messages,
    daysQuiet: Math.floor(daysQuiet),
    heat: Math.round(heatOf(parts) * 10) / 10,
  }
}

export async function listIssues(
  db: Db,
  caller: Caller,
  { days, now }: { days: number; now: Date },
): Promise<{ rows: IssueRow[]; now: string }> {
  const [found, areas] = await Promise.all([
    find(db, caller, { from: new Date(now.getTime() - days * DAY) }),
    areaNames(db, caller.districtId),
  ])
  const rows = found
    .map((row) => rowOf(row, areas, now))
    .toSorted((a, b) => b.heat - a.heat || a.number - b.number)
    .slice(0, MOST_ISSUES)
  return { rows, now: now.toISOString() }
}

export async function issuePage(
  db: Db,
  caller: Caller,
  { number, now }: { number: number; now: Date },
): Promise<IssuePage> {
  const standing = await standingFor(db, caller.districtId, number)
  const [row] = await find(db, caller, { number: standing })
  if (!row) throw notFound('reading.issue_not_found')
  const mayMerge = caller.verbs.has('cases.merge')
  const [areas, members, total, history] = await Promise.all([
    areaNames(db, caller.districtId),
    membersOf(db, caller, { number: standing, mayMerge }),
    totalOf(db, caller.districtId, standing),
    historyOf(db, caller.districtId, standing),
  ])
  return {
    ...rowOf(row, areas, now),
    version: row.version,
    members,
    beyond: total - row.messages,
    history,
    allowed: mayMerge ? ['merge', 'take_out', 'join'] : [],
    now: now.toISOString(),
  }
}

/** The issue of a case in the caller's scope; null where its trouble is nobody else's yet. */
export async function issueOfCase(
  db: Db,
  caller: Caller,
  { caseId, now }: { caseId: string; now: Date },
): Promise<IssueRow | null> {
  const member = await db
    .selectFrom('reading.issue_member as m')
    .innerJoin('cases.v_report as r', (join) =>
      join.onRef('r.district_id', '=', 'm.district_id').onRef('r.report_id', '=', 'm.report_id'),
    )
    .select('m.issue')
    .where('m.district_id', '=', caller.districtId)
    .where('m.case_id', '=', caseId)
    .where(seenBy(caller))
    .executeTakeFirst()
  const [row] = member ? await find(db, caller, { number: member.issue }) : []
  return row ? rowOf(row, await areaNames(db, caller.districtId), now) : null
}

/** An address of an issue that was joined to another leads there. */
async function standingFor(db: Db, districtId: string, number: number): Promise<number> {
  const row = await db
    .selectFrom('reading.issue')
    .select('joined_into')
    .where('district_id', '=', districtId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.joined_into ?? number
}

async function membersOf(
  db: Db,
  caller: Caller,
  { number, mayMerge }: { number: number; mayMerge: boolean },
): Promise<IssueMember[]> {
  const rows = await db
    .selectFrom('reading.issue_member as m')
    .innerJoin('cases.v_report as r', (join) =>
      join.onRef('r.district_id', '=', 'm.district_id').onRef('r.report_id', '=', 'm.report_id'),
    )
    .selectAll('r')
    .select(['m.likeness', 'm.at as put_at'])
    .where('m.district_id', '=', caller.districtId)
    .where('m.issue', '=', number)
    .where(seenBy(caller))
    .orderBy('m.at', 'desc')
    .limit(MOST_MEMBERS)
    .execute()
  return rows.map((r) => ({
    reportId: r.report_id ?? '',
    caseId: r.case_id ?? '',
    caseVersion: r.version ?? 0,
    shortCode: r.short_code ?? '',
    title: r.title ?? '',
    address: r.address ?? '',
    status: r.status as IssueMember['status'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    at: r.put_at.toISOString(),
    lon: r.lon,
    lat: r.lat,
    likeness: r.likeness as IssueMember['likeness'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by putReport
    canFollow: mayMerge && waiting.has(r.status ?? ''),
    canLead: mayMerge && (open as readonly string[]).includes(r.status ?? ''),
  }))
}

async function totalOf(db: Db, districtId: string, number: number): Promise<number> {
  const row = await db
    .selectFrom('reading.issue')
    .select('messages')
    .where('district_id', '=', districtId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.messages ?? 0
}

async function historyOf(
  db: Db,
  districtId: string,
  number: number,
): Promise<IssuePage['history']> {
  const steps = await db
    .selectFrom('reading.issue_step')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('issue', '=', number)
    .orderBy('seq')
    .execute()
  const personIds = steps.flatMap((step) => step.person_id ?? [])
  const names = await nameOf(db, districtId, { personIds })
  return steps.map(({ type, at, person_id: personId, body }) => {
    const { other = null, shortCode = null } = body as { other?: number; shortCode?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by addStep
    return {
      type: type as IssuePage['history'][number]['type'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      at: at.toISOString(),
      by: personId === null ? null : (names.persons.get(personId) ?? null),
      other,
      shortCode,
    }
  })
}
