import type { Db } from '#platform/server/database.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import { modelJobs } from './models/jobs.ts'

/** Every job of this module; `districts` names those that there are. */
export const readingJobs = (
  districts: (db: Db) => Promise<readonly { districtId: string }[]>,
): Jobs => ({ ...modelJobs(districts) })
