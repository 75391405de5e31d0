/** The door of fieldwork: what the program wires, and what it runs. */
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import { makeDueRounds } from './checks/make.ts'
import { ringHazards } from './hazards/ring.ts'
import { forgetTracks } from './patrols/retention.ts'
import { remindPromises } from './visits/remind.ts'

export { daySight } from './campaigns/days.ts'
export { saveCampaign as saveSpecialCampaign, saveTeam } from './campaigns/save.ts'
export { recordHazard } from './hazards/record.ts'
export {
  eraseHazardName,
  forgetHazardNames,
  mendHazardName,
  personalHazards,
} from './hazards/personal.ts'
export { ringHazards } from './hazards/ring.ts'
export { saveKind as saveHazardKind } from './hazards/settings.ts'
export { stepHazard } from './hazards/step.ts'
export { hazardSight } from './hazards/views.ts'
export { fieldworkRoutes } from './routes.ts'
export { addToLog, readLog, signLog, writeLog } from './log/keep.ts'
export {
  casesDone,
  checksDone,
  hazardsDone,
  patrolsDone,
  visitsDone,
  type LogSource,
} from './log/sources.ts'
export { saveList } from './checks/lists.ts'
export { makeDueRounds } from './checks/make.ts'
export { recordRound } from './checks/record.ts'
export { checkSight, dueRounds } from './checks/views.ts'
export { proposeRoute } from './patrols/proposal.ts'
export { recordPatrols } from './patrols/record.ts'
export { saveRoute } from './patrols/rounds.ts'
export { saveCampaign } from './visits/campaigns.ts'
export { settlePromise } from './visits/promises.ts'
export { eraseSaid, personalVisits } from './visits/personal.ts'
export { recordVisit } from './visits/record.ts'

/**
 * `fieldwork.promises` and `fieldwork.hazards` every morning, `fieldwork.rounds` every hour,
 * `fieldwork.tracks` every night.
 */
export const fieldworkJobs = (
  districts: (db: Db) => Promise<{ districtId: string }[]>,
  cipher: Cipher,
): Jobs => ({
  'fieldwork.hazards': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db))
      await ringHazards(db, { districtId, now: clock(), cipher }) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
  'fieldwork.promises': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db)) await remindPromises(db, districtId, clock()) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
  'fieldwork.rounds': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db)) await makeDueRounds(db, districtId, clock()) // oxlint-disable-line no-await-in-loop -- a handful, once an hour
  },
  'fieldwork.tracks': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db)) await forgetTracks(db, districtId, clock()) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
})
