import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import { outreachSettings } from '../settings.ts'

/**
 * Forgets names and telephone numbers some days after their event, and of those who cancelled with it.
 * How many signed up and came stays.
 */
export async function forgetSignUps(db: Db, districtId: string, now: Date): Promise<number> {
  const { keepDays } = await outreachSettings(db, districtId)
  const { numAffectedRows = 0n } = await sql`
    update outreach.sign_up s
    set name_cipher = null, phone_cipher = null, phone_index = null, body_index = null,
      forgotten_at = ${now}
    from outreach.event e
    where s.district_id = ${districtId} and s.forgotten_at is null
      and e.district_id = s.district_id and e.id = s.event_id
      and e.ends_at < ${now}::timestamptz - ${keepDays} * interval '1 day'`.execute(db)
  return Number(numAffectedRows)
}
