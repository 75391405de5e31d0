import { keptValue } from '../../phone/kept.ts'
import {
  addWork,
  become,
  empty,
  flush as flushBox,
  newBox,
  onArrived as onArrivedAt,
  openBox,
  queueOf,
  useBox,
  type Outbox,
} from '../../phone/outbox/box.ts'
import type { Who } from '../../phone/outbox/queue.ts'
import type { Sent } from '../../phone/outbox/round.ts'
import type { NewWork, Work } from '../../phone/outbox/work.ts'
import { sendWork } from './send.ts'

/** Who used this phone last: their unsent work is shown even where nobody answers who is signed in. */
const lastPerson = keptValue<Who | null>('gongzhi.outbox.person', null)

/** Of whom this phone says that they were here last; only the server knows whether they still are. */
export const whoWasHere = (): Who | null => lastPerson.get()

export const box = newBox('gongzhi-outbox', sendWork)

/**
 * Opens the queue of whoever the server says is here; while it says nothing, of whoever was here last,
 * or was seen last where a killed browser has forgotten that.
 */
export async function openOutbox(who: Who | null, confirmed: boolean): Promise<void> {
  const person = confirmed && who ? who : (lastPerson.get() ?? who)
  if (!person) return
  if (person.personId !== lastPerson.get()?.personId) lastPerson.set(person)
  await openBox(box, person, confirmed && who !== null)
}

/** Written down, then on its way. Resolves once it would survive the end of the page. */
export async function queueWork(made: NewWork): Promise<void> {
  const kept = (await (await queueOf(box)).all()).find(
    (w) => w.lane === made.lane && w.step.kind === made.step.kind && w.state === 'waiting',
  )
  // One of a kind for a case: a second press adds nothing.
  if (!kept) await addWork(box, made)
}

/** Work of a module above: written down, then on its way. Each is a piece of its own, however alike. */
export const sendLater = async (made: {
  of: string
  lane: string
  title: string
  words: string
  photos: string[]
  body: unknown
}): Promise<void> => {
  const { of, words, photos, body, lane, title } = made
  await addWork(box, {
    lane,
    title,
    baseVersion: 0,
    step: { kind: 'other', of, words, photos, body },
  })
}

export const keepPicture = async (blob: Blob): Promise<string> =>
  (await queueOf(box)).keepPicture(blob)

export const flush = (): Promise<void> => flushBox(box)
export const onArrived = (tell: (sent: Sent, work: Work) => void) => onArrivedAt(box, tell)
export const useOutbox = (): Outbox => useBox(box)

/** At sign-out, and only once everything is sent or exported. False: something is neither. */
export async function wipeOutbox(): Promise<boolean> {
  if (!box.queue) return true
  const open = await box.queue
  if ((await open.all()).some((w) => w.exportedAt === null)) return false
  await open.wipe()
  lastPerson.clear()
  box.queue = null
  box.owner = null
  box.confirmed = false
  become(box, empty)
  return true
}

export type { Sent }
