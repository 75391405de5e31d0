import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { shout } from '#platform/server/live.ts'
import { visibleTo } from './scope.ts'

/** Which of these cases the caller may see. */
export async function visibleCases(
  db: Db,
  caller: Caller,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('cases.case as c')
    .select('c.id')
    .where('c.id', 'in', ids)
    .where(visibleTo(caller))
    .execute()
  return rows.map((r) => r.id)
}

/** Open pages hear that a case has changed: ids only, each page asks again what it shows. */
export async function shoutCase(db: Db, fact: Fact): Promise<void> {
  const id = fact.body['caseId']
  if (typeof id === 'string') await shout(db, { districtId: fact.districtId, id })
}
