/** The door of cases to the phone's pages of modules above; nothing of the console is behind it. */
export { ActTrouble } from './worker/ActTrouble.tsx'
export { letOpen } from './worker/doors.ts'
export { askHere, useHere, type Here } from './worker/here.ts'
export { seenOr } from './worker/last-seen.ts'
export { letSend, type OthersWork } from './worker/outbox/others.ts'
export { keepPicture, sendLater, useOutbox } from './worker/outbox/outbox.ts'
export { useSpeech } from './phone/speech.ts'
export { WorkFrame } from './worker/WorkFrame.tsx'
