/**
 * What modules above need to stand in the worker's face: its frame, its words, its queue of unsent
 * work, and what was seen last. Nothing of the console is behind this door.
 */
export { ActTrouble } from './worker/ActTrouble.tsx'
export { useGo, useParam } from './phone/route-parts.ts'
export { useSpeech } from './phone/speech.ts'
export type { NewWork, Work } from './phone/outbox/work.ts'
export { seenOr, useSeenAt } from './worker/last-seen.ts'
export { letQueue, type OtherWork } from './worker/outbox/other.ts'
export { keepPicture, onArrived, useOutbox } from './worker/outbox/outbox.ts'
export { useTaskAct } from './worker/task-acts.ts'
export { addDoor, WorkFrame } from './worker/WorkFrame.tsx'
