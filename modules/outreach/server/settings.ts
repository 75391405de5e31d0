import { audit } from '#modules/people/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { forbidden } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { Asking } from './ground.ts'
import { ownsArea } from './scope.ts'

export interface OutreachSettings {
  /** Days after an event for which names and numbers are kept. */
  keepDays: number
  /** So many times in so many days, and a question comes back. */
  askedTimes: number
  askedDays: number
  version: number
}

const ours: OutreachSettings = { keepDays: 60, askedTimes: 3, askedDays: 90, version: 0 }

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

/** Sets them, by a post for the whole district. */
export async function saveSettings(
  db: Db,
  { caller, now }: Asking,
  given: Omit<OutreachSettings, 'version'> & { baseVersion: number },
): Promise<{ version: number }> {
  const { districtId } = caller
  if (!ownsArea(caller, districtId)) throw forbidden('outreach.channels_of_district')
  return transact(db, async (tx) => {
    const { version } = await saveVersioned(tx, {
      table: 'outreach.settings',
      key: { district_id: districtId },
      values: {
        keep_days: given.keepDays,
        asked_times: given.askedTimes,
        asked_days: given.askedDays,
      },
      baseVersion: given.baseVersion,
      outOfDate: 'outreach.out_of_date',
    })
    await audit(tx, caller, {
      act: 'outreach.settings_saved',
      subjectKind: 'outreach_settings',
      details: {
        keepDays: given.keepDays,
        askedTimes: given.askedTimes,
        askedDays: given.askedDays,
      },
      at: now,
    })
    return { version }
  })
}
