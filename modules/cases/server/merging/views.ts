import { sql } from 'kysely'
import { nameOf, type Names } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { MergingView } from '../../contract/merging.ts'
import { allowedActions } from '../../domain/actions.ts'
import { actorOf, aroundOf, caseOf } from '../change.ts'
import { visibleTo } from '../scope.ts'
import { rowsOf, type Row } from '../views.ts'
import type { MergeRow } from './parts.ts'

/** What this case follows, what follows it, and what did once; of cases outside the scope only their code. */
export async function mergingOfCase(
  db: Db,
  caller: Caller,
  caseId: string,
  now: Date,
): Promise<MergingView> {
  const [kase] = await visibleRows(db, caller, [caseId])
  if (!kase) throw notFound('cases.case_not_found')
  const merges = await db
    .selectFrom('cases.merge')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where((eb) => eb.or([eb('case_id', '=', caseId), eb('master_id', '=', caseId)]))
    .orderBy('merged_at')
    .orderBy('id')
    .execute()
  if (merges.length === 0) return { master: null, followers: [], beyond: 0, past: [] }
  const parts = await partsOf(db, caller, merges, now)
  const master = merges.find((m) => m.ended_at === null && m.case_id === caseId)
  const following = merges.filter((m) => m.ended_at === null && m.master_id === caseId)
  const followers = await Promise.all(
    following.flatMap((merge) => {
      const row = parts.rows.get(merge.case_id)
      return row ? [followerView(db, caller, { merge, row, parts })] : []
    }),
  )
  return {
    master: master
      ? {
          ...mergeView(master, parts.names),
          case: parts.shown.get(master.master_id) ?? null,
          shortCode: parts.codes.get(master.master_id) ?? '',
        }
      : null,
    followers,
    beyond: following.length - followers.length,
    past: merges.flatMap((m) => pastView(m, caseId, parts)),
  }
}

type Parts = Awaited<ReturnType<typeof partsOf>>

async function partsOf(db: Db, caller: Caller, merges: readonly MergeRow[], now: Date) {
  const ids = [...new Set(merges.flatMap((m) => [m.case_id, m.master_id]))]
  const seen = await visibleRows(db, caller, ids)
  const [codes, names, views, verdicts] = await Promise.all([
    db
      .selectFrom('cases.case')
      .select(['id', 'short_code'])
      .where('district_id', '=', caller.districtId)
      .where('id', 'in', ids)
      .execute(),
    nameOf(db, caller.districtId, {
      personIds: merges.map((m) => m.merged_by).filter((id) => id !== null),
      postIds: [],
      organisationIds: [],
    }),
    rowsOf(db, caller, seen, now),
    verdictsOf(db, caller.districtId, ids),
  ])
  return {
    names,
    rows: new Map(seen.map((row) => [row.id, row])),
    shown: new Map(views.map((view) => [view.id, view])),
    codes: new Map(codes.map((c) => [c.id, c.short_code])),
    verdicts,
  }
}

const visibleRows = (db: Db, caller: Caller, ids: readonly string[]): Promise<Row[]> =>
  db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', 'in', ids)
    .where(visibleTo(caller))
    .execute()

/** The last answer of each follower's reporter: the rows stand with the master, whose work was judged. */
async function verdictsOf(db: Db, districtId: string, ids: readonly string[]) {
  const { rows } = await sql<{ case_id: string; solved: boolean | null; satisfied: number | null }>`
    select distinct on (r.case_id) r.case_id, v.solved, v.satisfied
    from cases.report r join cases.verdict v
      on v.district_id = r.district_id and v.report_id = r.id
    where r.district_id = ${districtId} and r.case_id = any(${[...ids]}::uuid[])
      and v.answered_at is not null
    order by r.case_id, v.answered_at desc`.execute(db)
  return new Map(rows.map((r) => [r.case_id, { solved: r.solved, satisfied: r.satisfied }]))
}

const mergeView = (merge: MergeRow, names: Names) => ({
  mergedAt: merge.merged_at.toISOString(),
  by: merge.merged_by === null ? null : (names.persons.get(merge.merged_by) ?? null),
  words: merge.words,
})

async function followerView(
  db: Db,
  caller: Caller,
  { merge, row, parts }: { merge: MergeRow; row: Row; parts: Parts },
) {
  const shown = parts.shown.get(row.id)
  if (!shown) throw notFound('cases.case_not_found')
  const allowed = allowedActions(caseOf(row), actorOf(caller), await aroundOf(db, row))
  return {
    ...mergeView(merge, parts.names),
    case: shown,
    judged: parts.verdicts.get(row.id) ?? null,
    mayTakeApart: allowed.includes('take_apart'),
  }
}

function pastView(merge: MergeRow, caseId: string, parts: Parts): MergingView['past'] {
  if (merge.ended_at === null) return []
  const asMaster = merge.master_id === caseId
  return [
    {
      ...mergeView(merge, parts.names),
      shortCode: parts.codes.get(asMaster ? merge.case_id : merge.master_id) ?? '',
      asMaster,
      endedAt: merge.ended_at.toISOString(),
      how: merge.ended_how === 'moved' ? 'moved' : 'taken_apart',
      endedWords: merge.ended_words ?? '',
    },
  ]
}
