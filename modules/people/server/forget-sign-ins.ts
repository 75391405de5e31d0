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
