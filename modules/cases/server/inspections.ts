import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import { groupBy } from '#kernel/group.ts'
import { inspect } from './closing.ts'
import { fromReporter, seesReporter } from './confidence.ts'
import { filtered } from './lists.ts'
import { rowsOf } from './views.ts'

const MOST = 50

/**
 * What waits for a second person and is not the caller's own work, next due first, with everything
 * that a judgement from pictures needs.
 */
export async function casesToInspect(db: Db, caller: Caller, now: Date) {
  const rows = await filtered(db, caller, { view: 'inspect', status: 'handled' }, now)
    .selectAll('c')
    .orderBy('c.due_at')
    .orderBy('c.id')
    .limit(MOST)
    .execute()
  const ids = rows.map((row) => row.id)
  const [cases, photos, done] = await Promise.all([
    rowsOf(db, caller, rows, now),
    photosOf(db, caller, ids),
    doneWords(db, caller, ids),
  ])
  return {
    now: now.toISOString(),
    rows: rows.flatMap((row, index) => {
      const shown = cases[index]
      if (!shown) return []
      const own = photos.get(row.id) ?? []
      return [
        {
          case: shown,
          settledOnSpot: row.settled_on_spot,
          did: done.get(row.id) ?? '',
          photos: own
            .filter((p) => !p.from_reporter || seesReporter(row, caller.verbs))
            .map((p) => ({
              fileId: p.file_id,
              role: p.role as 'report' | 'before' | 'after', // oxlint-disable-line typescript/no-unsafe-type-assertion -- the query asks for these
              at: p.at.toISOString(),
              released: p.released_at !== null,
            })),
        },
      ]
    }),
  }
}

async function photosOf(db: Db, caller: Caller, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never[]>()
  const photos = await db
    .selectFrom('cases.attachment as a')
    .innerJoin('cases.event as e', (join) =>
      join
        .onRef('e.district_id', '=', 'a.district_id')
        .onRef('e.case_id', '=', 'a.case_id')
        .onRef('e.seq', '=', 'a.event_seq'),
    )
    .select(['a.case_id', 'a.file_id', 'a.role', 'a.released_at', 'e.at'])
    .select(fromReporter.as('from_reporter'))
    .where('a.district_id', '=', caller.districtId)
    .where('a.case_id', 'in', ids)
    .where('a.role', 'in', ['report', 'before', 'after'])
    .orderBy('a.event_seq')
    .execute()
  return groupBy(photos, (p) => p.case_id)
}

/** What whoever did it said last. */
async function doneWords(db: Db, caller: Caller, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const events = await db
    .selectFrom('cases.event')
    .select(['case_id', 'body'])
    .where('district_id', '=', caller.districtId)
    .where('case_id', 'in', ids)
    .where('type', 'in', ['case.finished', 'case.settled'])
    .orderBy('seq')
    .execute()
  return new Map(
    events.map((e) => [e.case_id, (e.body as { words?: string }).words ?? '']), // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  )
}

export interface InspectionRow {
  caseId: string
  baseVersion: number
  passed: boolean
  words: string
}

/**
 * Judges many from their pictures, each by itself: what cannot be done says why in its own row and
 * keeps back no other.
 */
export async function inspectBatch(
  db: Db,
  caller: Caller,
  rows: readonly InspectionRow[],
  now: Date,
) {
  const results = []
  for (const row of rows) results.push(await inspectOne(db, caller, row, now)) // oxlint-disable-line no-await-in-loop -- one case at a time, so that two never deadlock
  return { rows: results, done: results.filter((r) => r.done).length }
}

async function inspectOne(db: Db, caller: Caller, row: InspectionRow, now: Date) {
  const { caseId } = row
  try {
    await inspect(db, { ...row, caller, now, photos: [], fromPictures: true })
    return { caseId, done: true, problem: null }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { caseId, done: false, problem: { code: error.code, details: error.details } }
  }
}
