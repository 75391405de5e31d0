import { useSyncExternalStore } from 'react'
import { exportFile } from './export.ts'
import { openQueue, type Queue, type Who } from './queue.ts'
import { sendRound, type Sender, type Sent } from './round.ts'
import { askToStay, roomLeft, type Room } from './room.ts'
import type { NewWork, Work } from './work.ts'

export interface Outbox {
  works: readonly Work[]
  /** A round is under way. */
  sending: boolean
  /** Too many at once at the server: it is tried again after a pause. */
  crowded: boolean
  /** The session has ended: nothing goes out before somebody signs in. */
  signedOut: boolean
  /** False: this phone cannot keep it sealed, so it lives as long as the page. */
  lasting: boolean
  /** Whether the browser has promised not to clear it, and whether there is room for more. */
  room: Room
}

type Arrived = (sent: Sent, work: Work) => void

/** One queue of unsent work with all that its pages know of it. */
export interface Box {
  name: string
  send: Sender
  draftsFor: number | undefined
  now: Outbox
  queue: Promise<Queue> | null
  owner: string | null
  /** Nothing goes out in the name of somebody of whom only this phone says that they were here. */
  confirmed: boolean
  timer: ReturnType<typeof setTimeout> | undefined
  running: Promise<void> | null
  /** Something came while a round was under way, perhaps too late for it. */
  wanted: boolean
  inVain: number
  listeners: Set<() => void>
  arrived: Set<Arrived>
  otherTabs: BroadcastChannel | null
}

export const empty: Outbox = {
  works: [],
  sending: false,
  crowded: false,
  signedOut: false,
  lasting: true,
  room: 'enough',
}
/** Where nobody answers it is tried again, soon at first. */
const pauses = [2000, 5000, 10_000, 20_000, 60_000]

export const newBox = (name: string, send: Sender, draftsFor?: number): Box => ({
  name,
  send,
  draftsFor,
  now: empty,
  queue: null,
  owner: null,
  confirmed: false,
  timer: undefined,
  running: null,
  wanted: false,
  inVain: 0,
  listeners: new Set(),
  arrived: new Set(),
  otherTabs: typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name),
})

export function become(box: Box, next: Partial<Outbox>): void {
  box.now = { ...box.now, ...next }
  for (const tell of box.listeners) tell()
}

export async function refresh(box: Box, tellOthers = true): Promise<void> {
  if (!box.queue) return
  const open = await box.queue
  become(box, { works: await open.all(), lasting: open.lasting })
  if (tellOthers) box.otherTabs?.postMessage('changed') // oxlint-disable-line unicorn/require-post-message-target-origin -- a channel, not a window
}

/** Opens the queue of a person. Unconfirmed work is shown, and goes out only once the server knows them. */
export async function openBox(box: Box, who: Who, confirmed: boolean): Promise<void> {
  if (box.owner !== who.personId) {
    box.owner = who.personId
    box.queue = openQueue(who, box.name, box.draftsFor)
  }
  box.confirmed = confirmed
  if (confirmed) become(box, { signedOut: false })
  await refresh(box, false)
  if (confirmed) void flush(box)
}

export async function queueOf(box: Box): Promise<Queue> {
  if (!box.queue) throw new Error('the outbox is not open')
  return box.queue
}

/** Written down, then on its way. Resolves once it would survive the end of the page. */
export async function addWork(box: Box, made: NewWork): Promise<Work> {
  const work = await (await queueOf(box)).add(made)
  await refresh(box)
  void stay(box)
  void flush(box)
  return work
}

/** Asks the browser not to clear it when it runs short, and tells where it will not promise. */
export async function stay(box: Box): Promise<void> {
  await askToStay()
  become(box, { room: await roomLeft() })
}

/** The person has seen what others did, or the failure has gone. */
export async function sendAgain(box: Box, work: Work): Promise<void> {
  const open = await queueOf(box)
  await open.put({ ...work, state: 'waiting', code: null, since: [], rebase: work.code !== null })
  await refresh(box)
  await flush(box)
}

export async function discard(box: Box, work: Work): Promise<void> {
  await (await queueOf(box)).remove(work)
  await refresh(box)
  void flush(box)
}

/** Everything unsent as one file that any browser opens. */
export async function exportBox(box: Box, language: string): Promise<Blob> {
  const open = await queueOf(box)
  const works = await open.all()
  const pages = await Promise.all(
    works.map(async (work) => ({ work, pictures: await open.pictures(work) })),
  )
  const file = await exportFile(pages, language)
  const at = new Date().toISOString()
  await Promise.all(works.map((work) => open.put({ ...work, exportedAt: at })))
  await refresh(box)
  return file
}

export function flush(box: Box): Promise<void> {
  if (box.running) {
    box.wanted = true
    return box.running
  }
  box.running = round(box).finally(() => {
    box.running = null
    if (!box.wanted) return
    box.wanted = false
    void flush(box)
  })
  return box.running
}

/** Of several tabs one sends; where a page cannot be told of the others, it sends by itself. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager | null }
  if (!locks) return work()
  await locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined))
  return undefined
}

async function round(box: Box): Promise<void> {
  clearTimeout(box.timer)
  if (!box.queue || !box.confirmed || box.now.signedOut) return
  const open = await box.queue
  await alone(box.name, async () => {
    become(box, { sending: true, crowded: false })
    try {
      await sendRound(open, box.send, {
        sent: (outcome, work) => {
          box.inVain = 0
          for (const tell of box.arrived) tell(outcome, work)
        },
        changed: () => void refresh(box),
        signedOut: () => become(box, { signedOut: true }),
        crowded: () => become(box, { crowded: true }),
      })
    } finally {
      become(box, { sending: false })
      await refresh(box)
    }
  })
  if (!box.now.works.some((w) => w.state === 'waiting')) return
  const pause = pauses[Math.min(box.inVain, pauses.length - 1)]
  box.inVain += 1
  box.timer = setTimeout(() => void flush(box), pause)
}

/** While a page is open: it goes out when the line is back, and whoever asks hears what arrived. */
export function onArrived(box: Box, tell: Arrived): () => void {
  const wake = () => void flush(box)
  const seen = () => {
    if (document.visibilityState === 'visible') wake()
  }
  const heard = () => void refresh(box, false)
  box.arrived.add(tell)
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', seen)
  box.otherTabs?.addEventListener('message', heard)
  return () => {
    box.arrived.delete(tell)
    removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', seen)
    box.otherTabs?.removeEventListener('message', heard)
  }
}

export const useBox = (box: Box): Outbox =>
  useSyncExternalStore(
    (tell) => {
      box.listeners.add(tell)
      return () => box.listeners.delete(tell)
    },
    () => box.now,
  )
