export { announce } from './announce.ts'
export { ringClocks } from './alarms.ts'
export { casesJobs, hearCalendar } from './jobs.ts'
export { checkLedger, listRoots, makeDailyRoot, type LedgerCheck } from './roots.ts'
export { type ChangeInput } from './change.ts'
export { callBack, inspect, reopen } from './closing.ts'
export {
  askVerification,
  answerVerification,
  dispatch,
  file,
  makeVoid,
  note,
  receive,
  reclassify,
  refuse,
  relocate,
  settle,
} from './desk.ts'
export { photoSight } from './confidence.ts'
export { exportCases } from './export.ts'
export { checkChain } from './events.ts'
export { shoutCase, visibleCases } from './live.ts'
export { followPage } from './follow.ts'
export { addToCase, judgeOwn, reopenOwn, withdrawOwn } from './own-changes.ts'
export { publish, releasePhoto, seeContact } from './photos.ts'
export { reportCase, type IncomingReport, type Received } from './report.ts'
export { tellReporters, type TellingReporters } from './tell-reporters.ts'
export { casesRoutes, type CasesParts } from './routes.ts'
export { listRules, saveRule } from './routing.ts'
export {
  acceptTask,
  arrive,
  askRequest,
  assignTask,
  decideRequest,
  finish,
  resume,
} from './unit.ts'
export { makeAppeal, reviewAppeal } from './appeals/appeal.ts'
export { parkCase, reviewParked } from './parked/park.ts'
export { answerConsent, endPlan, makePlan, moveStep, noteVisit } from './plans/plan.ts'
export { claimEntry, passEntry, putIntoPool, sweepPools } from './pools/pool.ts'
export { savePool } from './pools/settings.ts'
export { announceSupervision } from './supervision/ring.ts'
export {
  answerSupervision,
  issueSupervision,
  replySupervision,
  withdrawSupervision,
} from './supervision/supervise.ts'
export { announceWhistle } from './whistles/ring.ts'
export { blowWhistle, closeWhistle, judgeCall, moveCall, noteWhistle } from './whistles/whistle.ts'
