import { CallError } from '#platform/web/call.ts'
import type { Queue } from '../../phone/outbox/queue.ts'
import { notNow, sendPictures, type Outcome } from '../../phone/outbox/round.ts'
import { saidOf, type Step, type Work } from '../../phone/outbox/work.ts'

type Other = Extract<Step, { kind: 'other' }>

/** What was noted and when, both by this phone's clock; its pictures are on the server already. */
export interface OtherWork {
  body: object
  said: { doneAt: string; sentAt: string }
}

/** Sends one, which must count once however often it is sent; answers what a case that it made is called. */
export type SendOther = (work: OtherWork) => Promise<{ shortCode: string | null }>

const senders = new Map<string, SendOther>()

/** A module above says how work of its own kind is sent; from then on it may be queued. */
export function letQueue(of: string, send: SendOther): void {
  senders.set(of, send)
}

/** Work whose page is not there yet waits: it may be of a newer version of the app. */
export async function sendOther(queue: Queue, work: Work, step: Other): Promise<Outcome> {
  const send = senders.get(step.of)
  if (!send) return { how: 'later', signedOut: false }
  try {
    await sendPictures(queue, work)
    const { shortCode } = await send({ body: step.body, said: saidOf(work) })
    return { how: 'sent', page: null, caseId: work.lane, shortCode }
  } catch (error) {
    if (!(error instanceof CallError)) return { how: 'later', signedOut: false }
    if (notNow(error.status)) return { how: 'later', signedOut: error.status === 401 }
    return {
      how: 'refused',
      work: { ...work, state: 'refused', code: error.code, since: [], rebase: false },
    }
  }
}
