import { addJob, type Jobs } from '#platform/server/jobs.ts'
import type { Db } from '#platform/server/database.ts'
import { trainDistrict } from './train.ts'

export const TRAIN = 'reading.train'
export const trainingKey = (districtId: string) => `${TRAIN} ${districtId}`

/** Orders the training of a district, once, however often it is asked for before it begins. */
export const orderTraining = (tx: Db, districtId: string, orderedBy: string | null) =>
  addJob(tx, TRAIN, { districtId, orderedBy }, { key: trainingKey(districtId), maxAttempts: 3 })

type Districts = (db: Db) => Promise<readonly { districtId: string }[]>

/** `reading.train` learns for one district, `reading.train_all` orders it for each, once a month. */
export const modelJobs = (districts: Districts): Jobs => ({
  [TRAIN]: async ({ districtId, orderedBy }, { db, clock }) => {
    if (typeof districtId !== 'string') return
    const by = typeof orderedBy === 'string' ? orderedBy : null
    await trainDistrict(db, { districtId, now: clock(), orderedBy: by })
  },
  'reading.train_all': async (_, { db }) => {
    for (const { districtId } of await districts(db)) await orderTraining(db, districtId, null) // oxlint-disable-line no-await-in-loop -- a handful, once a month
  },
})
