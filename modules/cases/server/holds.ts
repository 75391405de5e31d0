import type { Tx } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import type { Change } from './change.ts'

interface Hold {
  districtId: string
  caseId: string
  /** Of the thing that waits, in the module that holds. */
  key: string
}

/** From now on the case is not closed; again is the same. The module that holds lifts it. */
export async function holdCase(tx: Tx, hold: Hold & { by: string; now: Date }): Promise<void> {
  await tx
    .insertInto('cases.hold')
    .values({
      district_id: hold.districtId,
      case_id: hold.caseId,
      key: hold.key,
      held_by: hold.by,
      held_at: hold.now,
    })
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Nothing waits any more; where nothing did, nothing changes. */
export async function releaseCase(tx: Tx, hold: Hold): Promise<void> {
  await tx
    .deleteFrom('cases.hold')
    .where('district_id', '=', hold.districtId)
    .where('case_id', '=', hold.caseId)
    .where('key', '=', hold.key)
    .execute()
}

/** 409 while a module above waits for a second look, such as at a promise. */
export async function requireNoHold({ tx, row }: Change): Promise<void> {
  const hold = await tx
    .selectFrom('cases.hold')
    .select('held_by')
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .limit(1)
    .executeTakeFirst()
  if (hold) throw refused('cases.held', { by: hold.held_by })
}
