import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { visibleTo } from './scope.ts'

/**
 * Whether somebody with these verbs may see what the reporter sent. Of a confidential report only
 * those who may see the contact do: units and the reported party never.
 */
export const seesReporter = (
  kase: { confidential: boolean },
  verbs: ReadonlySet<string>,
): boolean => !kase.confidential || verbs.has('cases.see_contact')

/** Of `cases.attachment as a`: it came from the reporter, with the report or added later. */
export const fromReporter = sql<boolean>`(a.role = 'report' or (a.role = 'addition' and exists (
  select from cases.event e where e.district_id = a.district_id and e.case_id = a.case_id
    and e.seq = a.event_seq and e.type in ('case.added', 'case.reopened'))))`

/**
 * Whether a picture is shown to this caller: some case in the caller's scope has it, and it is not
 * the reporter's of a confidential case. The files module asks this before it sends anything.
 */
export async function photoSight(
  db: Db,
  caller: Caller,
  fileId: string,
): Promise<'shown' | 'hidden' | 'unused'> {
  const uses = await db
    .selectFrom('cases.attachment as a')
    .innerJoin('cases.case as c', (join) =>
      join.onRef('c.district_id', '=', 'a.district_id').onRef('c.id', '=', 'a.case_id'),
    )
    .select(['c.confidential', visibleTo(caller).as('visible'), fromReporter.as('from_reporter')])
    .where('a.district_id', '=', caller.districtId)
    .where((eb) => eb.or([eb('a.file_id', '=', fileId), eb('a.public_file_id', '=', fileId)]))
    .execute()
  if (uses.length === 0) return 'unused'
  const shown = uses.some(
    (use) => use.visible && (!use.from_reporter || seesReporter(use, caller.verbs)),
  )
  return shown && caller.verbs.has('cases.read') ? 'shown' : 'hidden'
}

/** The pictures that reporters sent with these cases, as a caller who sees the cases may see them. */
export async function picturesOfReporters(
  db: Db,
  caller: Caller,
  caseIds: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  if (caseIds.length === 0 || !caller.verbs.has('cases.read')) return found
  const rows = await db
    .selectFrom('cases.attachment as a')
    .innerJoin('cases.case as c', (join) =>
      join.onRef('c.district_id', '=', 'a.district_id').onRef('c.id', '=', 'a.case_id'),
    )
    .select(['a.case_id', 'a.file_id', 'c.confidential'])
    .where('a.district_id', '=', caller.districtId)
    .where('a.case_id', 'in', caseIds)
    .where(visibleTo(caller))
    .where(fromReporter)
    .orderBy('a.event_seq')
    .execute()
  for (const row of rows)
    if (seesReporter(row, caller.verbs))
      found.set(row.case_id, [...(found.get(row.case_id) ?? []), row.file_id])
  return found
}
