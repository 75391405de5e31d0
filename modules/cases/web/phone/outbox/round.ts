import type { CasePage, Receipt } from '../../../contract/index.ts'
import { sendFile } from '#platform/web/call.ts'
import type { Queue } from './queue.ts'
import { movedOn, picturesOf, type Work } from './work.ts'

/** What became of one attempt. `later`: nobody answered, or not now; it is tried again. */
export type Outcome =
  | {
      how: 'sent'
      page: CasePage | null
      caseId: string
      shortCode: string | null
      /** Of the case, where the answer is not its page. */
      version?: number
      receipt?: Receipt
    }
  | { how: 'later'; signedOut: boolean; crowded?: boolean }
  | { how: 'refused'; work: Work }

export type Sent = Extract<Outcome, { how: 'sent' }>

/** Sends one piece of work, its pictures first. */
export type Sender = (queue: Queue, work: Work) => Promise<Outcome>

/** What a server or a line says when it is only not now. */
export const notNow = (status: number): boolean =>
  [0, 401, 408, 425, 429].includes(status) || status >= 500

/** The server keeps a picture that nothing has taken up for a day. */
const upFor = 12 * 3_600_000

/** The pictures of a piece of work that are not on the server yet, one after the other. */
export async function sendPictures(
  queue: Queue,
  work: Work,
  wanted: readonly string[] = picturesOf(work.step),
): Promise<void> {
  for (const { id, blob, upAt } of await queue.pictures(work)) {
    if (!wanted.includes(id) || (upAt !== null && Date.now() - upAt < upFor)) continue
    // oxlint-disable-next-line no-await-in-loop -- a phone's line carries one picture at a time
    await sendFile(`/api/public/${work.districtId}/files/${id}`, blob)
    // oxlint-disable-next-line no-await-in-loop -- the next round need not send it again
    await queue.wentUp(id)
  }
}

export interface Told {
  sent: (outcome: Sent, work: Work) => void
  changed: () => void
  signedOut: () => void
  crowded: () => void
}

/**
 * One round over everything that waits, oldest first. What is refused holds back only what follows
 * for the same case; where nobody answers the round ends.
 */
export async function sendRound(queue: Queue, send: Sender, tell: Told): Promise<void> {
  const held = new Set<string>()
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- in order, and what was queued meanwhile counts
    const works = await queue.all()
    for (const w of works) if (w.state === 'refused') held.add(w.lane)
    const next = works.find((w) => !held.has(w.lane))
    if (!next) return
    // oxlint-disable-next-line no-await-in-loop -- in order
    const outcome = await send(queue, next)
    if (outcome.how === 'later') {
      if (outcome.signedOut) tell.signedOut()
      if (outcome.crowded === true) tell.crowded()
      return
    }
    // oxlint-disable-next-line no-await-in-loop -- in order
    await settleOutcome(queue, next, outcome)
    if (outcome.how === 'sent') tell.sent(outcome, next)
    tell.changed()
  }
}

async function settleOutcome(
  queue: Queue,
  work: Work,
  outcome: Exclude<Outcome, { how: 'later' }>,
): Promise<void> {
  if (outcome.how === 'refused') return queue.put(outcome.work)
  const version = outcome.page?.version ?? outcome.version
  if (version !== undefined)
    for (const behind of await queue.all())
      if (behind.lane === work.lane && behind.id !== work.id)
        // oxlint-disable-next-line no-await-in-loop -- a handful
        await queue.put(movedOn(behind, version))
  return queue.remove(work)
}
