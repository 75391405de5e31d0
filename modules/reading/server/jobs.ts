import type { Jobs } from '#platform/server/jobs.ts'

/** Every job of this module. */
export const readingJobs = (): Jobs => ({})
