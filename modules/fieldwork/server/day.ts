import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'

/** The day (YYYY-MM-DD) it is in a district, and the zone by whose clock. */
export async function dayIn(db: Db, districtId: string, at: Date) {
  const { timeZone } = await readDistrict(db, districtId)
  return { timeZone, today: dateOfDay(dayAt(timeZone, at.getTime())) }
}
