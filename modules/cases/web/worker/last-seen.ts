import { useSyncExternalStore } from 'react'
import { CallError } from '#platform/web/call.ts'
import {
  canSeal,
  keyOf,
  openSealedStore,
  sealJson,
  unsealJson,
} from '#platform/web/sealed-store.ts'
import { whoWasHere } from './outbox/outbox.ts'
import { isUnderWay } from './under-way.ts'

/** A phone that was away for longer shows nobody's affairs. */
const keptFor = 72 * 3_600_000

/** When that was seen which stands on the page now; what came from the server just now is not in it. */
const times = new Map<string, number>()
const listeners = new Set<() => void>()
let owner: string | null = null
let opened: ReturnType<typeof openSealedStore> | null = null

const store = () => (opened ??= openSealedStore('gongzhi-outbox'))

/** Answers may overtake each other; the one asked for last is what the page shows. */
const turns = new Map<string, number>()
let turn = 0

function mark(name: string, asked: number, at: number | null) {
  if (asked < (turns.get(name) ?? 0)) return
  turns.set(name, asked)
  if (times.get(name) === (at ?? undefined)) return
  if (at === null) times.delete(name)
  else times.set(name, at)
  for (const tell of listeners) tell()
}

const unanswered = (error: unknown): boolean =>
  error instanceof CallError && (error.status === 0 || error.status >= 500)

/**
 * Asks the server and keeps its answer sealed on this phone, under the person's own key. Where nobody
 * answers, gives back what was seen last, and `useSeenAt` says when that was. A refusal is passed on:
 * what the server no longer shows is not shown from memory.
 */
export async function seenOr<T>(name: string, ask: () => Promise<T>): Promise<T> {
  turn += 1
  const asked = turn
  try {
    const answer = await ask()
    mark(name, asked, null)
    void keep(name, answer)
    return answer
  } catch (error) {
    if (!unanswered(error)) throw error
    const seen = await readSeen(name)
    if (!seen) throw error
    mark(name, asked, seen.at)
    return seen.value as T // oxlint-disable-line typescript/no-unsafe-type-assertion -- kept under this name by the lines above
  }
}

/** What a change has just answered is newer than anything fetched before it. */
export function seenNow(name: string, value: unknown): void {
  turn += 1
  mark(name, turn, null)
  void keep(name, value)
}

/** From here on this is whose affairs are kept; told by the answer that names who is signed in. */
export function seenBy(personId: string): void {
  owner = personId
}

const ownerNow = () => owner ?? whoWasHere()?.personId ?? null

/** The name under which is kept who is signed in. */
const whoIsIn = 'me'

/** A killed browser may lose its last notes, but not what lies in this storage: whoever was seen last was here. */
async function lastOwner(): Promise<string | null> {
  const known = ownerNow()
  if (known !== null || !canSeal()) return known
  try {
    const kept = await store()
      .sights.filter((row) => row.name === whoIsIn)
      .toArray()
    return kept.toSorted((a, b) => b.at - a.at)[0]?.personId ?? null
  } catch {
    return null
  }
}

async function keep(name: string, value: unknown): Promise<void> {
  const personId = ownerNow()
  if (personId === null || !canSeal()) return
  try {
    const sealed = await sealJson(await keyOf(store(), personId), value)
    await store().sights.put({ personId, name, at: Date.now(), sealed })
  } catch {
    // A full or forbidden storage costs the memory, not the page.
  }
}

async function readSeen(name: string): Promise<{ value: unknown; at: number } | null> {
  const personId = await lastOwner()
  if (personId === null || !canSeal()) return null
  try {
    const row = await store().sights.get([personId, name])
    if (!row || Date.now() - row.at > keptFor) return null
    return {
      value: await unsealJson<unknown>(await keyOf(store(), personId), row.sealed),
      at: row.at,
    }
  } catch {
    return null
  }
}

/** At sign-out, and when the server says that nobody is signed in. Unsent work is another matter. */
export async function forgetSeen(): Promise<void> {
  const personId = await lastOwner()
  owner = null
  if (personId === null || !canSeal()) return
  await store()
    .sights.where({ personId })
    .filter(({ name }) => !isUnderWay(name))
    .delete()
    .catch(() => undefined)
}

/** When the shown answer was seen; null where it has just come from the server. */
export const useSeenAt = (name: string): number | null =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => times.get(name) ?? null,
  )
