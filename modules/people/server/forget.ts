import type { Db } from '#platform/server/database.ts'

/**
 * Takes the traces of old sign-ins away: sessions with their device and address, links and tickets that
 * were last of use before an instant. Answers how many sessions there were; dry, it only counts.
 */
export async function forgetSignIns(
  db: Db,
  { districtId, before, dry }: { districtId: string; before: Date; dry: boolean },
): Promise<number> {
  const { count } = await db
    .selectFrom('people.session')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('district_id', '=', districtId)
    .where('seen_at', '<', before)
    .executeTakeFirstOrThrow()
  if (dry) return count
  await db
    .deleteFrom('people.session')
    .where('district_id', '=', districtId)
    .where('seen_at', '<', before)
    .execute()
  await db
    .deleteFrom('people.sign_in_link')
    .where('district_id', '=', districtId)
    .where('expires_at', '<', before)
    .execute()
  await db
    .deleteFrom('people.sign_in_ticket')
    .where('district_id', '=', districtId)
    .where('expires_at', '<', before)
    .execute()
  return count
}

/**
 * Takes entries of the audit log away that were written before an instant. Answers how many; dry, it only
 * counts. That it was done stands in the run, and whoever ordered it in the log itself.
 */
export async function forgetAudit(
  db: Db,
  { districtId, before, dry }: { districtId: string; before: Date; dry: boolean },
): Promise<number> {
  if (dry) {
    const { count } = await db
      .selectFrom('people.audit')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('district_id', '=', districtId)
      .where('at', '<', before)
      .executeTakeFirstOrThrow()
    return count
  }
  const { numDeletedRows } = await db
    .deleteFrom('people.audit')
    .where('district_id', '=', districtId)
    .where('at', '<', before)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
