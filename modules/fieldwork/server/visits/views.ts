import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { FieldworkPromise, FieldworkVisit } from '#database/types.ts'
import { nameOf } from '#modules/people/server/index.ts'
import type { SubjectBrief } from '#modules/subjects/contract/index.ts'
import { subjectBriefs } from '#modules/subjects/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { PromiseView, VisitView } from '../../contract/visits.ts'
import { mayMind, promiseStates } from '../../domain/visits/promise.ts'
import { visitOutcomes, visitReasons } from '../../domain/visits/visit.ts'
import { dayIn } from '../day.ts'
import { doorWithin, visibleDoor } from '../scope.ts'

type PromiseRow = Selectable<FieldworkPromise>
type VisitRow = Selectable<FieldworkVisit>

/** A check constraint holds each of these words. */
const oneOf = <Word extends string>(words: readonly Word[], word: string): Word =>
  words.find((known) => known === word) ?? words[0]!

/**
 * What hangs on a subject (alias `x`, with its `subject_id`) whose door the caller sees; an entry that
 * was joined to another stands at the door of that one.
 */
export const atVisibleDoor = (caller: Caller, under?: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select from subjects.v_subject own
    join subjects.v_subject s on s.district_id = own.district_id and s.id = own.root_id
    where own.district_id = x.district_id and own.id = x.subject_id and ${visibleDoor(caller)}
      ${under === undefined ? sql`` : sql`and ${doorWithin(under)}`})`

export interface VisitFilter {
  subjectId?: string | undefined
  caseId?: string | undefined
  campaignId?: string | undefined
  under?: string | undefined
  outcome?: string | undefined
  after?: string | undefined
  limit: number
}

/** Calls in the caller's area, newest first. */
export async function listVisits(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  filter: VisitFilter,
): Promise<{ rows: VisitView[]; next: string | null }> {
  const { districtId } = caller
  const conditions: RawBuilder<boolean>[] = [
    sql<boolean>`x.district_id = ${districtId}`,
    atVisibleDoor(caller, filter.under),
  ]
  const { subjectId, caseId, campaignId, outcome } = filter
  if (subjectId) conditions.push(ofSubject(districtId, subjectId))
  if (caseId) conditions.push(sql<boolean>`(x.case_id = ${caseId} or x.about_case_id = ${caseId})`)
  if (campaignId) conditions.push(sql<boolean>`x.campaign_id = ${campaignId}`)
  if (outcome) conditions.push(sql<boolean>`x.outcome = ${outcome}`)
  const last = cursorOf(filter.after)
  if (last) conditions.push(sql<boolean>`(x.visited_at, x.id) < (${last.at}, ${last.id}::uuid)`)
  const { rows } = await sql<VisitRow>`select x.* from fieldwork.visit x
    where ${sql.join(conditions, sql` and `)}
    order by x.visited_at desc, x.id desc limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const end = page.at(-1)
  return {
    rows: await visitViews(db, { caller, now }, page),
    next: rows.length > page.length && end ? `${end.visited_at.toISOString()}_${end.id}` : null,
  }
}

/** Of a subject and of every entry that was joined to it, or that it was joined to. */
export const ofSubject = (districtId: string, subjectId: string): RawBuilder<boolean> =>
  sql<boolean>`x.subject_id in (select one.id from subjects.v_subject named
    join subjects.v_subject one on one.district_id = named.district_id and one.root_id = named.root_id
    where named.district_id = ${districtId} and named.id = ${subjectId}::uuid)`

function cursorOf(after: string | undefined): { at: Date; id: string } | null {
  if (after === undefined) return null
  const [at = '', id = ''] = after.split('_')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw invalid('request.malformed')
  return { at: new Date(at), id }
}

async function visitViews(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  rows: readonly VisitRow[],
): Promise<VisitView[]> {
  const { districtId } = caller
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const promises = await db
    .selectFrom('fieldwork.promise')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('visit_id', 'in', ids)
    .orderBy('due_on')
    .execute()
  const views = await promiseViews(db, { caller, now }, promises)
  const briefs = await subjectBriefs(
    db,
    districtId,
    rows.map((row) => row.subject_id),
  )
  const names = await campaignNames(db, districtId, rows)
  const { persons } = await nameOf(db, districtId, { personIds: rows.map((row) => row.person_id) })
  return rows.flatMap((row): VisitView[] => {
    const subject = briefs.get(row.subject_id)
    if (!subject) return []
    const campaign = names.get(row.campaign_id ?? '')
    return [
      {
        ...plain(row, subject),
        who: persons.get(row.person_id) ?? '',
        campaign:
          row.campaign_id && campaign !== undefined
            ? { id: row.campaign_id, name: campaign }
            : null,
        promises: views.filter((promise) => promise.visitId === row.id),
      },
    ]
  })
}

const plain = (row: VisitRow, subject: SubjectBrief) => ({
  id: row.id,
  subject,
  why: oneOf(visitReasons, row.why),
  outcome: oneOf(visitOutcomes, row.outcome),
  words: row.words,
  visitedAt: row.visited_at.toISOString(),
  receivedAt: row.received_at.toISOString(),
  phone:
    row.phone_done_at && row.phone_sent_at
      ? { doneAt: row.phone_done_at.toISOString(), sentAt: row.phone_sent_at.toISOString() }
      : null,
  caseId: row.case_id,
  aboutCaseId: row.about_case_id,
})

async function campaignNames(db: Db, districtId: string, rows: readonly VisitRow[]) {
  const ids = [...new Set(rows.flatMap((row) => (row.campaign_id ? [row.campaign_id] : [])))]
  if (ids.length === 0) return new Map<string, string>()
  const found = await db
    .selectFrom('fieldwork.visit_campaign')
    .select(['id', 'name'])
    .where('district_id', '=', districtId)
    .where('id', 'in', ids)
    .execute()
  return new Map(found.map((row) => [row.id, row.name]))
}

/** Promises as pages show them, each with what the caller may do about it. */
export async function promiseViews(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  rows: readonly PromiseRow[],
): Promise<PromiseView[]> {
  const { districtId } = caller
  if (rows.length === 0) return []
  const { today } = await dayIn(db, districtId, now)
  const briefs = await subjectBriefs(
    db,
    districtId,
    rows.map((row) => row.subject_id),
  )
  const { persons } = await nameOf(db, districtId, { personIds: rows.map((row) => row.owner_id) })
  const words = await settledWords(db, districtId, rows)
  const who = { personId: caller.personId ?? '', plans: caller.verbs.has('fieldwork.plan') }
  return rows.flatMap((row): PromiseView[] => {
    const subject = briefs.get(row.subject_id)
    if (!subject) return []
    const state = oneOf(promiseStates, row.state)
    const minds = state === 'open' && mayMind({ ownerId: row.owner_id }, who)
    return [
      {
        id: row.id,
        visitId: row.visit_id,
        subject,
        madeBy: row.made_by === 'them' ? 'them' : 'us',
        words: row.words,
        dueOn: row.due_on,
        late: state === 'open' && row.due_on < today,
        ownerId: row.owner_id,
        owner: persons.get(row.owner_id) ?? '',
        state,
        settledAt: row.settled_at?.toISOString() ?? null,
        settledWords: words.get(row.id) ?? '',
        version: row.version,
        allowed: minds && caller.verbs.has('fieldwork.visit') ? ['settle', 'move'] : [],
      },
    ]
  })
}

async function settledWords(db: Db, districtId: string, rows: readonly PromiseRow[]) {
  const ids = rows.filter((row) => row.state !== 'open').map((row) => row.id)
  if (ids.length === 0) return new Map<string, string>()
  const found = await db
    .selectFrom('fieldwork.promise_step')
    .select(['promise_id', 'words'])
    .where('district_id', '=', districtId)
    .where('promise_id', 'in', ids)
    .where('act', 'in', ['kept', 'broken', 'dropped'])
    .execute()
  return new Map(found.map((row) => [row.promise_id, row.words]))
}
