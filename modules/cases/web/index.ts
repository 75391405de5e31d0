/** The door of cases to the phone's pages of modules above; nothing of the console is behind it. */
export { ActTrouble } from './worker/ActTrouble.tsx'
export { letOpen } from './worker/doors.ts'
export { askHere, useHere, type Here } from './worker/here.ts'
export { seenOr, useSeenAt } from './worker/last-seen.ts'
export { letSend, type OthersWork } from './worker/outbox/others.ts'
export { keepPicture, onArrived, sendLater, useOutbox } from './worker/outbox/outbox.ts'
export { useMattersAhead } from './worker/matters.ts'
export { keepUnderWay, readUnderWay } from './worker/under-way.ts'
export {
  letShowBesideWords,
  letShowOnTask,
  type FollowBeside,
  type TaskBeside,
  type WordsWatch,
} from './phone/beside.ts'
export { DistrictFrame } from './phone/DistrictFrame.tsx'
export { useGo, useParam, useSearchText, useTitle } from './phone/route-parts.ts'
export { useSpeech } from './phone/speech.ts'
export { newDraft, phoneLooksRight, type Draft } from './resident/draft.ts'
export { keepReport } from './resident/own-reports.ts'
export { WhereStep } from './resident/WhereStep.tsx'
export { MatterPick } from './worker/PatrolPage.tsx'
export { WorkFrame } from './worker/WorkFrame.tsx'
