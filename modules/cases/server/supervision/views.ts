import { sql } from 'kysely'
import { groupBy } from '#kernel/group.ts'
import { nameOf, type Names } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { SupervisionView } from '../../contract/supervision.ts'
import { isFinal } from '../../domain/case.ts'
import { mayAnswerReply, mayReplyTo, mayWithdraw } from '../../domain/supervision.ts'
import { levelOf } from '../../domain/whistle.ts'
import { visibleTo } from '../scope.ts'
import { isoOrNull, titleFor } from '../views.ts'
import { orderOf, supervisorOf, termOf, type SupervisionRow } from './parts.ts'
import { orderInSight } from './sight.ts'

/** The orders over one case, and whether the caller may issue another. */
export async function supervisionsOfCase(
  db: Db,
  caller: Caller,
  at: { caseId: string; now: Date },
) {
  const kase = await db
    .selectFrom('cases.case as c')
    .select(['c.version', 'c.status', 'c.unit_id'])
    .where('c.id', '=', at.caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!kase) throw notFound('cases.case_not_found')
  const rows = await db
    .selectFrom('cases.supervision as s')
    .innerJoin('cases.supervision_case as o', (j) =>
      j.onRef('o.district_id', '=', 's.district_id').onRef('o.supervision_id', '=', 's.id'),
    )
    .selectAll('s')
    .where('s.district_id', '=', caller.districtId)
    .where('o.case_id', '=', at.caseId)
    .orderBy('s.issued_at', 'desc')
    .execute()
  return {
    supervisions: await viewsOf(db, caller, rows, at.now),
    version: kase.version,
    unitId: kase.unit_id,
    maySupervise:
      caller.postId !== null &&
      caller.verbs.has('cases.supervise') &&
      levelOf(caller.scope.areas) !== null &&
      !isFinal(kase.status),
  }
}

/** Open orders in sight, the one due first on top; ended ones, the latest on top. */
export async function supervisionBoard(
  db: Db,
  caller: Caller,
  { state, toReply, now }: { state: 'open' | 'ended'; toReply?: boolean | undefined; now: Date },
): Promise<SupervisionView[]> {
  const open = state === 'open'
  const rows = await db
    .selectFrom('cases.supervision as s')
    .selectAll('s')
    .where('s.district_id', '=', caller.districtId)
    .where('s.state', 'in', open ? ['open', 'replied'] : ['accepted', 'withdrawn'])
    .where(orderInSight(caller))
    .$if(toReply === true, (q) =>
      q
        .where('s.state', '=', 'open')
        .where(sql<boolean>`s.unit_id = any(${[...supervisorOf(caller).unitIds]}::uuid[])`),
    )
    .orderBy(open ? 's.due_at' : 's.ended_at', open ? 'asc' : 'desc')
    .limit(200)
    .execute()
  const views = await viewsOf(db, caller, rows, now)
  return toReply ? views.filter((v) => v.allowed.includes('reply')) : views
}

/** One order as it now stands. */
export async function supervisionView(
  db: Db,
  caller: Caller,
  at: { id: string; now: Date },
): Promise<SupervisionView> {
  const rows = await db
    .selectFrom('cases.supervision as s')
    .selectAll('s')
    .where('s.district_id', '=', caller.districtId)
    .where('s.id', '=', at.id)
    .where(orderInSight(caller))
    .execute()
  const [view] = await viewsOf(db, caller, rows, at.now)
  if (!view) throw notFound('cases.supervision_not_found')
  return view
}

async function partsOf(db: Db, caller: Caller, rows: readonly SupervisionRow[]) {
  const ids = rows.map((r) => r.id)
  const [cases, replies, rings] = await Promise.all([
    db
      .selectFrom('cases.supervision_case as o')
      .innerJoin('cases.case as c', (j) =>
        j.onRef('c.district_id', '=', 'o.district_id').onRef('c.id', '=', 'o.case_id'),
      )
      .select(['o.supervision_id', 'c.id', 'c.title', 'c.confidential', 'c.matter_name'])
      .select(['c.short_code', 'c.version'])
      .where('o.district_id', '=', caller.districtId)
      .where('o.supervision_id', 'in', ids)
      .where(visibleTo(caller))
      .orderBy('c.reported_at')
      .orderBy('c.number')
      .execute(),
    db
      .selectFrom('cases.supervision_reply')
      .selectAll()
      .where('district_id', '=', caller.districtId)
      .where('supervision_id', 'in', ids)
      .orderBy('round')
      .execute(),
    db
      .selectFrom('cases.supervision_ring')
      .selectAll()
      .where('district_id', '=', caller.districtId)
      .where('supervision_id', 'in', ids)
      .orderBy('at')
      .execute(),
  ])
  const names = await nameOf(db, caller.districtId, {
    personIds: [...rows.map((r) => r.issued_by), ...replies.map((r) => r.replied_by)],
    postIds: rows.map((r) => r.issued_post),
    organisationIds: rows.map((r) => r.unit_id),
  })
  return {
    cases: groupBy(cases, (c) => c.supervision_id),
    replies: groupBy(replies, (r) => r.supervision_id),
    rings: groupBy(rings, (r) => r.supervision_id),
    names,
  }
}
type Parts = Awaited<ReturnType<typeof partsOf>>

async function viewsOf(
  db: Db,
  caller: Caller,
  rows: readonly SupervisionRow[],
  now: Date,
): Promise<SupervisionView[]> {
  if (rows.length === 0) return []
  const parts = await partsOf(db, caller, rows)
  return rows.map((row) => viewOf(row, parts, caller, now))
}

function viewOf(row: SupervisionRow, parts: Parts, caller: Caller, now: Date): SupervisionView {
  const order = orderOf(row)
  return {
    id: row.id,
    version: row.version,
    unitId: row.unit_id,
    unitName: parts.names.organisations.get(row.unit_id) ?? '',
    level: termOf(row).level,
    grade: row.grade as SupervisionView['grade'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    state: order.state,
    words: row.words,
    round: row.round,
    dueAt: row.due_at.toISOString(),
    overdue: order.state === 'open' && row.due_at < now,
    issuedAt: row.issued_at.toISOString(),
    issuedBy: nameOfIssuer(row, parts.names),
    endedAt: isoOrNull(row.ended_at),
    endedWords: row.ended_words,
    cases: (parts.cases.get(row.id) ?? []).map((c) => ({
      id: c.id,
      title: titleFor(c, caller.verbs),
      shortCode: c.short_code,
      version: c.version,
    })),
    replies: (parts.replies.get(row.id) ?? []).map((r) => ({
      round: r.round,
      words: r.words,
      photos: r.file_ids,
      late: r.late,
      by: parts.names.persons.get(r.replied_by) ?? '',
      at: r.replied_at.toISOString(),
      answer: r.answer as 'accepted' | 'sent_back' | null, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      answerWords: r.answer_words,
    })),
    rung: (parts.rings.get(row.id) ?? [])
      .filter((r) => r.round === row.round)
      .map((r) => ({ level: r.level, at: r.at.toISOString() })),
    allowed: allowedOn(row, caller),
  }
}

const nameOfIssuer = (row: SupervisionRow, names: Names) =>
  [names.posts.get(row.issued_post), names.persons.get(row.issued_by)].filter(Boolean).join(' ')

function allowedOn(row: SupervisionRow, caller: Caller): SupervisionView['allowed'] {
  if (!caller.personId || !caller.postId) return []
  const by = supervisorOf(caller)
  const order = orderOf(row)
  const allowed: SupervisionView['allowed'] = []
  if (mayReplyTo(order, by).ok) allowed.push('reply')
  if (mayAnswerReply(order, by).ok) allowed.push('answer')
  if (mayWithdraw(order, by).ok) allowed.push('withdraw')
  return allowed
}
