import { useSyncExternalStore } from 'react'
import { keptValue } from '../../phone/kept.ts'
import { exportFile } from './export.ts'
import { openQueue, type Queue, type Who } from './queue.ts'
import { sendRound, type Outcome } from './send.ts'
import type { NewWork, Work } from './work.ts'

export interface Outbox {
  works: readonly Work[]
  /** A round is under way. */
  sending: boolean
  /** The session has ended: nothing goes out before somebody signs in. */
  signedOut: boolean
  /** False: this phone cannot keep it sealed, so it lives as long as the page. */
  lasting: boolean
}

type Sent = Extract<Outcome, { how: 'sent' }>

const empty: Outbox = { works: [], sending: false, signedOut: false, lasting: true }
/** Where nobody answers it is tried again, soon at first. */
const pauses = [2000, 5000, 10_000, 20_000, 60_000]

/** Who used this phone last: their unsent work is shown even where nobody answers who is signed in. */
const lastPerson = keptValue<Who | null>('gongzhi.outbox.person', null)

/** Of whom this phone says that they were here last; only the server knows whether they still are. */
export const whoWasHere = (): Who | null => lastPerson.get()

let now = empty
let queue: Promise<Queue> | null = null
let owner: string | null = null
/** Nothing goes out in the name of somebody of whom only this phone says that they were here. */
let confirmed = false
let timer: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | null = null
/** Something came while a round was under way, perhaps too late for it. */
let wanted = false
let inVain = 0
const listeners = new Set<() => void>()
const arrived = new Set<(sent: Sent, work: Work) => void>()
const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('outbox')

function become(next: Partial<Outbox>) {
  now = { ...now, ...next }
  for (const tell of listeners) tell()
}

async function refresh(tellOthers = true): Promise<void> {
  if (!queue) return
  const open = await queue
  become({ works: await open.all(), lasting: open.lasting })
  if (tellOthers) otherTabs?.postMessage('changed') // oxlint-disable-line unicorn/require-post-message-target-origin -- a channel, not a window
}

/** Opens the queue of a person; null: of whoever was here last. */
export async function openOutbox(who: Who | null): Promise<void> {
  const person = who ?? lastPerson.get()
  if (!person) return
  if (who && who.personId !== lastPerson.get()?.personId) lastPerson.set(who)
  if (owner !== person.personId) {
    owner = person.personId
    queue = openQueue(person)
  }
  confirmed = who !== null
  if (who) become({ signedOut: false })
  await refresh(false)
  if (who) void flush()
}

async function current(): Promise<Queue> {
  if (!queue) throw new Error('the outbox is not open')
  return queue
}

/** Written down, then on its way. Resolves once it would survive the end of the page. */
export async function queueWork(made: NewWork): Promise<void> {
  const open = await current()
  const kept = (await open.all()).find(
    (w) => w.lane === made.lane && w.step.kind === made.step.kind && w.state === 'waiting',
  )
  // One of a kind for a case: a second press adds nothing.
  if (!kept) await open.add(made)
  await refresh()
  stay()
  void flush()
}

/** Asks the browser not to clear it when it runs short; where it cannot be asked nothing changes. */
function stay(): void {
  const { storage } = navigator as Partial<Navigator>
  void storage?.persist().catch(() => undefined)
}

export const keepPicture = async (blob: Blob): Promise<string> =>
  (await current()).keepPicture(blob)

/** The person has seen what others did, or the failure has gone. */
export async function sendAgain(work: Work): Promise<void> {
  const open = await current()
  await open.put({ ...work, state: 'waiting', code: null, since: [], rebase: work.code !== null })
  await refresh()
  await flush()
}

export async function discard(work: Work): Promise<void> {
  await (await current()).remove(work)
  await refresh()
  void flush()
}

/** Everything unsent as one file that any browser opens. */
export async function exportOutbox(language: string): Promise<Blob> {
  const open = await current()
  const works = await open.all()
  const pages = await Promise.all(
    works.map(async (work) => ({ work, pictures: await open.pictures(work) })),
  )
  const file = await exportFile(pages, language)
  const at = new Date().toISOString()
  await Promise.all(works.map((work) => open.put({ ...work, exportedAt: at })))
  await refresh()
  return file
}

/** At sign-out, and only once everything is sent or exported. False: something is neither. */
export async function wipeOutbox(): Promise<boolean> {
  if (!queue) return true
  const open = await current()
  if ((await open.all()).some((w) => w.exportedAt === null)) return false
  await open.wipe()
  lastPerson.clear()
  queue = null
  owner = null
  confirmed = false
  become(empty)
  return true
}

export function flush(): Promise<void> {
  if (running) {
    wanted = true
    return running
  }
  running = round().finally(() => {
    running = null
    if (!wanted) return
    wanted = false
    void flush()
  })
  return running
}

/** Of several tabs one sends; where a page cannot be told of the others, it sends by itself. */
async function alone(work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager | null }
  if (!locks) return work()
  await locks.request('gongzhi-outbox', { ifAvailable: true }, (lock) =>
    lock ? work() : undefined,
  )
  return undefined
}

async function round(): Promise<void> {
  clearTimeout(timer)
  if (!queue || !confirmed || now.signedOut) return
  const open = await current()
  await alone(async () => {
    become({ sending: true })
    try {
      await sendRound(open, {
        sent: (outcome, work) => {
          inVain = 0
          for (const tell of arrived) tell(outcome, work)
        },
        changed: () => void refresh(),
        signedOut: () => become({ signedOut: true }),
      })
    } finally {
      become({ sending: false })
      await refresh()
    }
  })
  if (!now.works.some((w) => w.state === 'waiting')) return
  const pause = pauses[Math.min(inVain, pauses.length - 1)]
  inVain += 1
  timer = setTimeout(() => void flush(), pause)
}

const wake = () => void flush()
const seen = () => {
  if (document.visibilityState === 'visible') wake()
}
const heard = () => void refresh(false)

/** While a page is open: it goes out when the line is back, and whoever asks hears what arrived. */
export function onArrived(tell: (sent: Sent, work: Work) => void): () => void {
  arrived.add(tell)
  if (arrived.size === 1) {
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', seen)
    otherTabs?.addEventListener('message', heard)
  }
  return () => {
    arrived.delete(tell)
    if (arrived.size > 0) return
    removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', seen)
    otherTabs?.removeEventListener('message', heard)
  }
}

export const useOutbox = (): Outbox =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => now,
  )

export type { Sent }
