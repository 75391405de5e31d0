import type { Outcome } from '../../phone/outbox/round.ts'
import { saidOf, type Work } from '../../phone/outbox/work.ts'

/** What another module gives to be sent later: its pictures have gone up before. */
export interface OthersWork {
  /** Of this piece of work: the same however often it is sent. */
  id: string
  lane: string
  body: unknown
  /** When it was done and when it goes out, both by this phone's clock. */
  said: { doneAt: string; sentAt: string }
}

/** Sends it, however often it is asked; throws what `call` throws, and nothing else. */
export type OthersSender = (work: OthersWork) => Promise<void>

const senders = new Map<string, OthersSender>()

/** A module above says once, before the first page, how its kind of work is sent. */
export const letSend = (of: string, send: OthersSender): void => void senders.set(of, send)

/** Whether it is another module's work: cases are asked nothing about it. */
export const isOthers = (work: Work): boolean => work.step.kind === 'other'

/** Sends another module's work. A kind that nobody speaks for, as after an older page, waits. */
export async function sendOthers(work: Work): Promise<Outcome> {
  const { step, id, lane } = work
  const send = step.kind === 'other' ? senders.get(step.of) : undefined
  if (!send || step.kind !== 'other') return { how: 'later', signedOut: false }
  await send({ id, lane, body: step.body, said: saidOf(work) })
  return { how: 'sent', page: null, caseId: lane, shortCode: null }
}
