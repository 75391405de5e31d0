import type { Db } from '#platform/server/database.ts'

export interface OutreachSettings {
  /** Days after an event for which names and numbers are kept. */
  keepDays: number
  /** So many times in so many days, and a question comes back. */
  askedTimes: number
  askedDays: number
  version: number
}

export const ours: OutreachSettings = { keepDays: 60, askedTimes: 3, askedDays: 90, version: 0 }

/** What the district has set; ours until then. */
export async function outreachSettings(db: Db, districtId: string): Promise<OutreachSettings> {
  const row = await db
    .selectFrom('outreach.settings')
    .selectAll()
    .where('district_id', '=', districtId)
    .executeTakeFirst()
  if (!row) return ours
  return {
    keepDays: row.keep_days,
    askedTimes: row.asked_times,
    askedDays: row.asked_days,
    version: row.version,
  }
}
