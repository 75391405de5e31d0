import type { Db } from '#platform/server/database.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import type { ForgettingParts } from './forgetting.ts'
import { keepRetention } from './retention.ts'

/** `cases.personal_retention`, once a day: takes away what has been kept long enough. */
export const personalJobs = ({
  districts,
  ...parts
}: ForgettingParts & {
  districts: (db: Db) => Promise<{ districtId: string }[]>
}): Jobs => ({
  'cases.personal_retention': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db))
      await keepRetention(db, parts, { districtId, now: clock() }) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
})
