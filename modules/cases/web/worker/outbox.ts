import { newId } from '#platform/web/new-id.ts'
import { finishTask, readCase } from '#modules/cases/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { keptValue } from '../phone/kept.ts'

/** Work that is done but not yet acknowledged. It outlives the page; its pictures are already up. */
export interface Sending {
  id: string
  caseId: string
  title: string
  body: { baseVersion: number; words: string; before: string[]; after: string[] }
  state: 'sending' | 'waiting' | 'refused'
  code: string | null
}

const kept = keptValue<readonly Sending[]>('gongzhi.outbox', [])
let tell: (caseId: string) => void = () => undefined
let timer: ReturnType<typeof setTimeout> | undefined
let busy = false

export const useOutbox = kept.use
const waitsFor = (caseId: string) =>
  kept.get().some((s) => s.caseId === caseId && s.state !== 'refused')

const wake = () => void flush()

/** The page says how lists are fetched anew once something has arrived. */
export function onSent(listener: (caseId: string) => void): () => void {
  tell = listener
  addEventListener('online', wake)
  wake()
  return () => {
    tell = () => undefined
    removeEventListener('online', wake)
  }
}

export function queueFinish(job: Pick<Sending, 'caseId' | 'title' | 'body'>): void {
  // One finish a task: a second press replaces nothing and adds nothing.
  if (waitsFor(job.caseId)) return
  const others = kept.get().filter((s) => s.caseId !== job.caseId)
  kept.set([...others, { ...job, id: newId(), state: 'sending', code: null }])
  void flush()
}

const change = (id: string, to: Partial<Sending>) =>
  kept.set(kept.get().map((s) => (s.id === id ? Object.assign({}, s, to) : s)))

export const dropSending = (id: string): void => kept.set(kept.get().filter((s) => s.id !== id))

/** The person has seen that the case changed: what was done is sent against how it stands now. */
export async function sendAgain(job: Sending): Promise<void> {
  change(job.id, { state: 'sending', code: null })
  const now = await call(readCase, { params: { caseId: job.caseId } }).catch(() => null)
  if (now) change(job.id, { body: { ...job.body, baseVersion: now.version } })
  await flush()
}

async function sendOne(job: Sending): Promise<boolean> {
  change(job.id, { state: 'sending' })
  try {
    await call(finishTask, { params: { caseId: job.caseId }, body: job.body })
    dropSending(job.id)
    tell(job.caseId)
    return true
  } catch (error) {
    const answered = error instanceof CallError && error.status >= 400 && error.status < 500
    const code = error instanceof CallError ? error.code : null
    change(job.id, { state: answered ? 'refused' : 'waiting', code })
    if (answered) tell(job.caseId)
    return answered
  }
}

/** In order, one at a time; a dead network stops the round until it is back or 20 seconds have gone. */
async function flush(): Promise<void> {
  if (busy) return
  busy = true
  clearTimeout(timer)
  try {
    for (;;) {
      const next = kept.get().find((s) => s.state !== 'refused')
      if (!next) return
      // oxlint-disable-next-line no-await-in-loop -- in order
      if (!(await sendOne(next))) {
        timer = setTimeout(() => void flush(), 20_000)
        return
      }
    }
  } finally {
    busy = false
  }
}
