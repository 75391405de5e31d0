/** The door of outreach: what the program wires, and what it runs. */
import type { Db } from '#platform/server/database.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import { forgetSignUps } from './events/retention.ts'
import { remindOfEvents, type TellingGuests } from './events/tell.ts'

export { outreachRoutes, type OutreachParts } from './routes.ts'
export { saveEvent } from './events/keep.ts'
export { eraseSignUp, mendSignUp, personalSignUps } from './events/personal.ts'
export { signUp } from './events/sign-up.ts'
export { tellGuest } from './events/tell.ts'
export { outreachSight } from './leaflets/sight.ts'
export { approveLeaflet, writeLeaflet } from './leaflets/write.ts'
export { countOpening } from './leaflets/public.ts'
export { savePlan } from './records/plans.ts'
export { correctRecord, recordOutreach } from './records/record.ts'
export { answerQuestion, askQuestion } from './questions/ask.ts'
export { makeCase } from './questions/case.ts'
export { outreachDone } from './done.ts'

/** `outreach.remind` every morning, `outreach.forget` every night. */
export const outreachJobs = (
  districts: (db: Db) => Promise<{ districtId: string }[]>,
  telling: TellingGuests,
): Jobs => ({
  'outreach.remind': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db))
      await remindOfEvents(db, districtId, { ...telling, now: clock() }) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
  'outreach.forget': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db)) await forgetSignUps(db, districtId, clock()) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
})
