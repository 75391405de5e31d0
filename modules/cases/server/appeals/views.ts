import { nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { AppealView, LateClock } from '../../contract/appeals.ts'
import { mayAppeal, mayReview } from '../../domain/appeal.ts'
import { aroundOf } from '../change.ts'
import { visibleTo } from '../scope.ts'
import { caseSettings } from '../settings.ts'
import { isoOrNull, titleFor } from '../views.ts'
import { appealOf, appellantOf } from './appeal.ts'
import { lateClocks } from './late.ts'

/** The appeals in a case, and the late stages the caller may appeal against now. */
export async function appealsOfCase(db: Db, caller: Caller, at: { caseId: string; now: Date }) {
  const kase = await db
    .selectFrom('cases.case as c')
    .select('c.version')
    .where('c.id', '=', at.caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!kase) throw notFound('cases.case_not_found')
  return {
    appeals: await viewsOf(db, caller, await rowsOf(db, caller, { caseId: at.caseId })),
    late: await mayBeAppealed(db, caller, at),
    version: kase.version,
  }
}

/** Appeals over cases in the scope: those that wait, the oldest on top, or those decided. */
export const appealBoard = async (
  db: Db,
  caller: Caller,
  state: 'open' | 'decided',
): Promise<AppealView[]> => viewsOf(db, caller, await rowsOf(db, caller, { state }))

async function mayBeAppealed(
  db: Db,
  caller: Caller,
  { caseId, now }: { caseId: string; now: Date },
): Promise<LateClock[]> {
  if (!caller.personId || !caller.postId || !caller.verbs.has('cases.ask')) return []
  const by = appellantOf(caller)
  const { days } = (await caseSettings(db, caller.districtId)).appeal
  const own = (await lateClocks(db, caller, caseId)).filter(
    (k) => !k.appealed && mayAppeal(k, by, { days, now }).ok,
  )
  const { organisations } = await nameOf(db, caller.districtId, {
    organisationIds: own.map((k) => k.unitId).filter((id) => id !== null),
  })
  return own.map((k) => ({
    clockId: k.id,
    stage: k.stage as LateClock['stage'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- an enum of the database
    round: k.round,
    dueAt: isoOrNull(k.dueAt),
    stoppedAt: isoOrNull(k.stoppedAt),
    unitName: organisations.get(k.unitId ?? '') ?? '',
  }))
}

function rowsOf(db: Db, caller: Caller, of: { caseId?: string; state?: 'open' | 'decided' }) {
  const open = of.state !== 'decided'
  return db
    .selectFrom('cases.appeal as a')
    .innerJoin('cases.case as c', (j) =>
      j.onRef('c.district_id', '=', 'a.district_id').onRef('c.id', '=', 'a.case_id'),
    )
    .innerJoin('cases.clock as k', (j) =>
      j.onRef('k.district_id', '=', 'a.district_id').onRef('k.id', '=', 'a.clock_id'),
    )
    .selectAll('a')
    .select(['k.stage', 'k.round', 'k.due_at', 'k.stopped_at'])
    .select(['c.title', 'c.short_code', 'c.version', 'c.confidential', 'c.matter_name'])
    .select(['c.reopenings', 'c.returns', 'c.paused', 'c.district_id as case_district'])
    .where('a.district_id', '=', caller.districtId)
    .where(visibleTo(caller))
    .$if(of.caseId !== undefined, (q) => q.where('a.case_id', '=', of.caseId!))
    .$if(of.state !== undefined, (q) =>
      q.where('a.state', 'in', open ? ['asked', 'reviewed'] : ['granted', 'denied']),
    )
    .orderBy(open ? 'a.asked_at' : 'a.second_at', open ? 'asc' : 'desc')
    .limit(200)
    .execute()
}
type Row = Awaited<ReturnType<typeof rowsOf>>[number]

async function viewsOf(db: Db, caller: Caller, rows: readonly Row[]): Promise<AppealView[]> {
  const names = await nameOf(db, caller.districtId, {
    personIds: rows
      .flatMap((r) => [r.asked_by, r.first_by, r.second_by])
      .filter((id) => id !== null),
    organisationIds: rows.map((r) => r.unit_id),
  })
  const by =
    caller.personId && caller.postId && caller.verbs.has('cases.assess')
      ? appellantOf(caller)
      : null
  const workers = by ? await workersOf(db, caller, rows) : new Map<string, readonly string[]>()
  const person = (id: string | null) => names.persons.get(id ?? '') ?? ''
  return rows.map((row) => {
    const may = by && mayReview(appealOf(row), by, workers.get(row.case_id) ?? [])
    return {
      id: row.id,
      caseId: row.case_id,
      caseTitle: titleFor(row, caller.verbs),
      caseShortCode: row.short_code,
      caseVersion: row.version,
      clockId: row.clock_id,
      stage: row.stage,
      round: row.round,
      dueAt: isoOrNull(row.due_at),
      stoppedAt: isoOrNull(row.stopped_at),
      unitName: names.organisations.get(row.unit_id) ?? '',
      state: appealOf(row).state,
      words: row.words,
      photos: row.file_ids,
      askedBy: person(row.asked_by),
      askedAt: row.asked_at.toISOString(),
      reviews: [
        ...(row.first_at
          ? [
              {
                by: person(row.first_by),
                at: row.first_at.toISOString(),
                grants: row.first_grants ?? false,
                words: row.first_words ?? '',
              },
            ]
          : []),
        ...(row.second_at
          ? [
              {
                by: person(row.second_by),
                at: row.second_at.toISOString(),
                grants: row.state === 'granted',
                words: row.second_words ?? '',
              },
            ]
          : []),
      ],
      allowed: may?.ok ? [may.fact] : [],
    }
  })
}

/** Who worked on each case, so that nobody is offered to judge their own lateness. */
async function workersOf(db: Db, caller: Caller, rows: readonly Row[]) {
  const found = new Map<string, readonly string[]>()
  const ids = [...new Set(rows.map((r) => r.case_id))]
  if (ids.length === 0) return found
  const cases = await db
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('id', 'in', ids)
    .execute()
  for (const kase of cases) found.set(kase.id, (await aroundOf(db, kase)).workers) // oxlint-disable-line no-await-in-loop -- a page of appeals at most
  return found
}
