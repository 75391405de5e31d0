import { sql } from 'kysely'
import { z } from 'zod'
import { dayOfDate, startOfDay } from '#kernel/zone.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { AuditEntry } from '../contract/shapes.ts'
import { nameOf } from './directory.ts'

const Details = z.record(z.string(), z.unknown())

export interface AuditFilter {
  act?: string | undefined
  personId?: string | undefined
  person?: string | undefined
  subjectId?: string | undefined
  subject?: string | undefined
  /** Days of the district, both included. */
  from?: string | undefined
  until?: string | undefined
  after?: string | undefined
  limit: number
}

interface Place {
  districtId: string
  timeZone: string
}

/** The log, newest first, as far as the filter lets through. */
export async function listAudit(
  db: Db,
  { districtId, timeZone }: Place,
  filter: AuditFilter,
): Promise<AuditEntry[]> {
  const { act, personId, person = '', subjectId, subject = '', from, until, after } = filter
  const startOf = (day: string, plus: number) =>
    new Date(startOfDay(timeZone, dayOfDate(day) + plus))
  const rows = await db
    .selectFrom('people.audit')
    .selectAll()
    .where('district_id', '=', districtId)
    .$if(act !== undefined, (q) => q.where('act', '=', act!))
    .$if(personId !== undefined, (q) => q.where('person_id', '=', personId!))
    .$if(person !== '', (q) => q.where(doneBy(districtId, person)))
    .$if(subjectId !== undefined, (q) => q.where('subject_id', '=', subjectId!))
    .$if(subject !== '', (q) => q.where(doneTo(districtId, subject)))
    .$if(from !== undefined, (q) => q.where('at', '>=', startOf(from!, 0)))
    .$if(until !== undefined, (q) => q.where('at', '<', startOf(until!, 1)))
    .$if(after !== undefined, (q) => q.where(beyond(after!)))
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(filter.limit)
    .execute()
  return withNames(db, districtId, rows)
}

export const auditCursor = (row: AuditEntry) => `${row.at}_${row.id}`

/** Rows older than the cursor's, or as old with a later id. Instants are whole milliseconds. */
function beyond(after: string) {
  const [at = '', id = ''] = after.split('_')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw invalid('request.malformed')
  const instant = new Date(at)
  return sql<boolean>`(at <= ${instant} and (at < ${instant} or id > ${id}::uuid))`
}

const doneBy = (districtId: string, name: string) => sql<boolean>`(
  person_id in (select id from people.person
    where district_id = ${districtId} and strpos(name, ${name}) > 0)
  or client_id in (select id from people.api_client
    where district_id = ${districtId} and strpos(name, ${name}) > 0))`

const doneTo = (districtId: string, name: string) => sql<boolean>`(
  subject_id = ${name} or subject_id in (
    select id::text from people.person
      where district_id = ${districtId} and strpos(name, ${name}) > 0
    union all select id::text from people.post
      where district_id = ${districtId} and strpos(title, ${name}) > 0
    union all select id::text from people.organisation
      where district_id = ${districtId} and strpos(name, ${name}) > 0
    union all select id::text from people.station
      where district_id = ${districtId} and strpos(name, ${name}) > 0
    union all select id::text from people.api_client
      where district_id = ${districtId} and strpos(name, ${name}) > 0))`

interface AuditRow {
  id: string
  at: Date
  act: string
  person_id: string | null
  post_id: string | null
  client_id: string | null
  subject_kind: string | null
  subject_id: string | null
  ip: string | null
  details: unknown
}

async function withNames(db: Db, districtId: string, rows: AuditRow[]): Promise<AuditEntry[]> {
  const subjects = (kind: string) =>
    rows.flatMap((row) => (row.subject_kind === kind && row.subject_id ? [row.subject_id] : []))
  const names = await nameOf(db, districtId, {
    personIds: [...rows.flatMap((row) => row.person_id ?? []), ...subjects('person')],
    postIds: [...rows.flatMap((row) => row.post_id ?? []), ...subjects('post')],
    organisationIds: subjects('organisation'),
    stationIds: subjects('station'),
    clientIds: [...rows.flatMap((row) => row.client_id ?? []), ...subjects('client')],
  })
  const bySubject: Record<string, Map<string, string>> = {
    person: names.persons,
    post: names.posts,
    organisation: names.organisations,
    station: names.stations,
    client: names.clients,
  }
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    act: row.act,
    personId: row.person_id,
    personName: names.persons.get(row.person_id ?? '') ?? null,
    postId: row.post_id,
    postTitle: names.posts.get(row.post_id ?? '') ?? null,
    clientId: row.client_id,
    clientName: names.clients.get(row.client_id ?? '') ?? null,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    subjectName: bySubject[row.subject_kind ?? '']?.get(row.subject_id ?? '') ?? null,
    ip: row.ip,
    details: Details.parse(row.details),
  }))
}
