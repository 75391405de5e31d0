import { calendarOf } from '#modules/catalogue/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { silenceDue } from '../../domain/sign.ts'
import { fileSign } from './move.ts'
import { pausesOf } from './sign-rows.ts'

/**
 * What nobody answered in time counts as filed, once. Days are counted anew by the calendar of today, so
 * that a day off that was published meanwhile moves the day; answers how many were filed. What fails keeps none of
 * the others.
 */
export async function fileBySilence(db: Db, districtId: string, now: Date): Promise<number> {
  const calendar = await calendarOf(db, districtId)
  const waiting = await db
    .selectFrom('services.sign_filing')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('state', '=', 'submitted')
    .orderBy('submitted_at')
    .execute()
  const failed: unknown[] = []
  let filed = 0
  for (const row of waiting) {
    const clock = {
      submittedAt: row.submitted_at,
      workingDays: row.working_days,
      pauses: pausesOf(row),
    }
    const dueAt = silenceDue(clock, calendar)
    if (dueAt?.getTime() === row.due_at?.getTime() && (dueAt === null || dueAt > now)) continue
    try {
      // oxlint-disable-next-line no-await-in-loop -- one filing after the other, each in a transaction of its own
      if (await settle(db, row, dueAt, now)) filed += 1
    } catch (error) {
      failed.push(error)
    }
  }
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} shop signs could not be filed`)
  return filed
}

async function settle(
  db: Db,
  of: { district_id: string; id: string; version: number },
  dueAt: Date | null,
  now: Date,
): Promise<boolean> {
  return transact(db, async (tx) => {
    const row = await tx
      .selectFrom('services.sign_filing')
      .selectAll()
      .where('district_id', '=', of.district_id)
      .where('id', '=', of.id)
      .where('state', '=', 'submitted')
      .where('version', '=', of.version)
      .forUpdate()
      .executeTakeFirst()
    // Somebody has answered meanwhile.
    if (!row) return false
    if (dueAt !== null && dueAt <= now) {
      await fileSign({ tx, row, now, personId: null }, 'silence', '')
      return true
    }
    await tx
      .updateTable('services.sign_filing')
      .set({ due_at: dueAt })
      .where('district_id', '=', row.district_id)
      .where('id', '=', row.id)
      .execute()
    return false
  })
}
