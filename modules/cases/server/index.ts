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
  settleReported,
} from './desk.ts'
export { saidTimes } from '../domain/said.ts'
export { photoSight, picturesOfReporters } from './confidence.ts'
export { exportBook, exportCases } from './export.ts'
export { checkChain } from './events.ts'
export { shoutCase, visibleCases } from './live.ts'
export { lookKey } from './keys.ts'
export { holdCase, releaseCase } from './holds.ts'
export { endBooked, moveBooked, takeBooked, type Booked } from './booked.ts'
export { findFollowed, followPage } from './follow.ts'
export { addToCase, judgeOwn, reopenOwn, withdrawOwn } from './own-changes.ts'
export {
  changeByOrder,
  judgeByOrder,
  orderSteps,
  withdrawByOrder,
  type OrderCase,
  type OrderVerdict,
  type ToldStep,
} from './orders.ts'
export { publish, releasePhoto, seeContact } from './photos.ts'
export { findReport, reportCase, type IncomingReport, type Received } from './report.ts'
export { tellReporters, type TellingReporters } from './tell-reporters.ts'
export { casesRoutes, type CasesParts } from './routes.ts'
export { unitsByRule, type ByRule } from './by-rule.ts'
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
export { followPlace } from './followed/followed.ts'
export { replyToReporter } from './replies/reply.ts'
export { saveTemplate } from './replies/templates.ts'
export { mergeCase, mindFollowers, takeApart } from './merging/merge.ts'
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
export { checkIdentity, takeRequest } from './personal/requests.ts'
export { endedCases, type Forget } from './personal/forgetting.ts'
export type { PersonalAsking, PersonalSource } from './personal/sources.ts'
export { personalJobs } from './personal/jobs.ts'
export { announceWhistle } from './whistles/ring.ts'
export { whistleBoard } from './whistles/views.ts'
export { blowWhistle, closeWhistle, judgeCall, moveCall, noteWhistle } from './whistles/whistle.ts'
export { announceDuty } from './duties/announce.ts'
export { saveDuty } from './duties/duty-list.ts'
export { answerHandover, askHandover } from './duties/handover.ts'
export { askRuling, rule } from './duties/ruling.ts'
export { callSupport, finishSupport, moveSupport } from './duties/support.ts'
export { partnerKey } from './partners/key.ts'
export { givePartnerLink, showPartnerLink } from './partners/links.ts'
export { savePartner } from './partners/partners.ts'
export { tellPartner } from './partners/tell.ts'
export { acceptByKey } from './partners/work.ts'
