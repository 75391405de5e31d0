import { sql, type RawBuilder } from 'kysely'
import { groupBy } from '#kernel/group.ts'
import { visibleCases } from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import type { FileRow, FileView } from '../../contract/files.ts'
import { endOf } from '../ladder/facts.ts'
import { visibleTo } from '../scope.ts'
import { dayIn } from './change.ts'
import { partiesOf } from './parties.ts'
import { headOf, seesNames, viewOf, type Looking } from './views.ts'

interface Asked {
  show: 'due' | 'open' | 'ended' | 'all'
  q?: string | undefined
  after?: string | undefined
  limit: number
}

const shows: Record<Asked['show'], RawBuilder<boolean>> = {
  due: sql<boolean>`f.due_at is not null`,
  open: sql<boolean>`f.ended_at is null`,
  ended: sql<boolean>`f.ended_at is not null`,
  all: sql<boolean>`true`,
}

/** What is due comes by its hour, everything else newest first; the cursor is the last row's own key. */
export async function listFiles(db: Db, asked: Asked, by: Looking) {
  const { caller, now } = by
  const { today, timeZone } = await dayIn(db, caller.districtId, now)
  const isDue = asked.show === 'due'
  const last = cursorOf(asked.after)
  const matches = asked.q
    ? sql<boolean>`(f.title ilike ${patternOf(asked.q)} or f.address ilike ${patternOf(asked.q)}
        or exists (select from enforcement.paper p where p.district_id = f.district_id
          and p.file_id = f.id and p.number ilike ${patternOf(asked.q)}))`
    : sql<boolean>`true`
  const rows = await db
    .selectFrom('enforcement.file as f')
    .selectAll('f')
    .where(visibleTo(caller))
    .where(shows[asked.show])
    .where(matches)
    .$if(last !== null, (q) =>
      q.where(
        isDue
          ? sql<boolean>`(f.due_at, f.id) > (${last!.at}::timestamptz, ${last!.id}::uuid)`
          : sql<boolean>`(f.opened_at, f.id) < (${last!.at}::timestamptz, ${last!.id}::uuid)`,
      ),
    )
    .orderBy(isDue ? 'f.due_at' : 'f.opened_at', isDue ? 'asc' : 'desc')
    .orderBy('f.id', isDue ? 'asc' : 'desc')
    .limit(asked.limit + 1)
    .execute()
  const shown = rows.slice(0, asked.limit)
  const end = shown.at(-1)
  return {
    rows: await rowsOf(db, shown, by),
    next:
      rows.length > asked.limit && end
        ? `${(isDue ? end.due_at : end.opened_at)?.toISOString() ?? ''}/${end.id}`
        : null,
    counts: await countsOf(db, by, endOf(timeZone, today)),
    now: now.toISOString(),
  }
}

/** Anything that holds these words, whatever signs are in them. */
export const patternOf = (q: string) => `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** A cursor as this list writes it: anything else would only fail in the database. */
const written =
  /^([1-9]\d{3}-\d\d-\d\dT[\d:]{8}\.\d{3}Z)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export function cursorOf(after: string | undefined): { at: string; id: string } | null {
  if (after === undefined) return null
  const [, at = '', id = ''] = written.exec(after) ?? []
  const read = Date.parse(at)
  // 30 February is read as a day of March, and is no hour that this list has written.
  if (Number.isNaN(read) || new Date(read).toISOString() !== at) throw invalid('enforcement.cursor')
  return { at, id }
}

async function countsOf(db: Db, { caller, now }: Looking, endOfToday: Date) {
  const { rows } = await sql<{ overdue: number; today: number; open: number }>`
    select count(*) filter (where f.due_at <= ${now})::int as overdue,
      count(*) filter (where f.due_at > ${now} and f.due_at <= ${endOfToday})::int as today,
      count(*)::int as open
    from enforcement.file f where ${visibleTo(caller)} and f.ended_at is null`.execute(db)
  return rows[0] ?? { overdue: 0, today: 0, open: 0 }
}

async function rowsOf(
  db: Db,
  rows: readonly Parameters<typeof headOf>[0][],
  { caller, cipher }: Looking,
): Promise<FileRow[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const parties = groupBy(await partiesOf(db, caller.districtId, ids), (p) => p.file_id)
  const counted = await db
    .selectFrom('enforcement.step')
    .select((eb) => ['file_id', eb.fn.countAll<string>().as('n')])
    .where('district_id', '=', caller.districtId)
    .where('file_id', 'in', ids)
    .where('type', '=', 'dissuaded')
    .groupBy('file_id')
    .execute()
  const words = new Map(counted.map((row) => [row.file_id, Number(row.n)]))
  const clear = seesNames(caller)
  return rows.map((row) => ({
    ...headOf(row),
    parties: (parties.get(row.id) ?? []).map((p) =>
      clear ? cipher.open(p.name_cipher) : p.masked,
    ),
    dissuasions: words.get(row.id) ?? 0,
  }))
}

/** The files beside a case that the caller may see, newest first. */
export async function filesOfCase(
  db: Db,
  caseId: string,
  by: Looking,
): Promise<{ files: FileView[]; mayOpen: boolean }> {
  const { caller } = by
  if ((await visibleCases(db, caller, [caseId])).length === 0)
    throw notFound('enforcement.case_not_found')
  const rows = await db
    .selectFrom('enforcement.file as f')
    .selectAll('f')
    .where('f.case_id', '=', caseId)
    .where(visibleTo(caller))
    .orderBy('f.opened_at', 'desc')
    .limit(20)
    .execute()
  const files: FileView[] = []
  for (const row of rows) files.push(await viewOf(db, row, by)) // oxlint-disable-line no-await-in-loop -- hardly ever more than one
  return { files, mayOpen: caller.verbs.has('enforcement.dissuade') }
}
