import { useEffect, useSyncExternalStore } from 'react'
import { newId } from '#platform/web/new-id.ts'
import type { Receipt } from '../../contract/report.ts'
import type { WrittenReport } from '../phone/outbox/work.ts'
import { openReports } from './unsent/reports.ts'

export type Danger = NonNullable<WrittenReport['danger']>

/** A report being written. */
export interface Draft extends WrittenReport {
  step: number
  /** Acknowledged: shown until the person goes on. */
  receipt: Receipt | null
}

interface DraftStore {
  get(): Draft | null
  set(draft: Draft): void
  /** Resolves once it is gone from the phone too. */
  clear(): Promise<void>
  /** Null while the phone is still being asked; `draft` is null where nothing was written. */
  use(): { draft: Draft | null } | null
}

const stores = new Map<string, DraftStore>()

/** The draft of a district, sealed on this phone shortly after each change. */
export function draftOf(districtId: string): DraftStore {
  const open = stores.get(districtId)
  if (open) return open
  const store = newStore(districtId)
  stores.set(districtId, store)
  return store
}

/** Typing is not slowed by writing down each letter. */
const restMs = 250

function newStore(districtId: string): DraftStore {
  const name = `draft ${districtId}`
  const listeners = new Set<() => void>()
  let shown: { draft: Draft | null } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let loading = false
  const become = (draft: Draft | null) => {
    shown = { draft }
    for (const tell of listeners) tell()
  }
  const write = async () => {
    clearTimeout(timer)
    timer = undefined
    await (await openReports()).remember(name, shown?.draft ?? null)
  }
  const change = (draft: Draft | null) => {
    become(draft)
    timer ??= setTimeout(() => void write(), restMs)
  }
  const load = async () => {
    if (loading) return
    loading = true
    const queue = await openReports()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- we wrote it ourselves
    const kept = (await queue.recall(name)) as Draft | null
    // What has arrived makes room for the next report, and so does what waits to be sent.
    const over = kept?.receipt || (await queue.all()).some((w) => w.lane === kept?.clientId)
    if (shown === null) become(over ? null : kept)
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && timer !== undefined) void write()
  })
  return {
    get: () => shown?.draft ?? null,
    set: change,
    clear: () => {
      become(null)
      return write()
    },
    use: () => {
      useEffect(() => void load(), [])
      return useSyncExternalStore(
        (tell) => {
          listeners.add(tell)
          return () => listeners.delete(tell)
        },
        () => shown,
      )
    },
  }
}

export const newDraft = (): Draft => ({
  clientId: newId(),
  step: 1,
  photos: [],
  point: null,
  address: '',
  addressId: null,
  doorplate: null,
  words: '',
  phone: '',
  confidential: false,
  danger: null,
  receipt: null,
})

export const phoneLooksRight = (phone: string): boolean => /^[0-9+ -]{5,20}$/.test(phone.trim())

/** Nothing to go by: neither picture, words nor danger. */
export const saysNothing = (draft: Draft): boolean =>
  draft.photos.length === 0 && draft.words.trim() === '' && draft.danger === null
