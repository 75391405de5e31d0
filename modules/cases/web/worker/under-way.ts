import {
  canSeal,
  keyOf,
  openSealedStore,
  sealJson,
  unsealJson,
} from '#platform/web/sealed-store.ts'
import { whoWasHere } from './outbox/outbox.ts'

/** Stands before the name in the store; what is seen of the server is forgotten by other rules. */
const mark = 'under way '

export const isUnderWay = (name: string): boolean => name.startsWith(mark)

let opened: ReturnType<typeof openSealedStore> | null = null
const store = () => (opened ??= openSealedStore('gongzhi-outbox'))

/** Where nothing can be sealed, it lives as long as the page, as the outbox does. */
const loose = new Map<string, unknown>()
/** Whose work was wiped from this page: what still runs here must not make them a new key. */
const wiped = new Set<string>()

const looseName = (personId: string, name: string) => `${personId} ${name}`

/** Keeps work that has begun and has nothing to send yet, sealed like the unsent; null: it is ended. */
export async function keepUnderWay(personId: string, name: string, value: unknown): Promise<void> {
  if (wiped.has(personId)) return
  if (value === null) loose.delete(looseName(personId, name))
  if (canSeal())
    try {
      if (value === null) await store().sights.delete([personId, mark + name])
      else {
        const sealed = await sealJson(await keyOf(store(), personId), value)
        if (wiped.has(personId)) return
        await store().sights.put({ personId, name: mark + name, at: Date.now(), sealed })
      }
      return
    } catch {
      // A private window may refuse to store anything.
    }
  if (value !== null) loose.set(looseName(personId, name), value)
}

/** What that person left under way on this phone, however the browser ended; null: nothing. */
export async function readUnderWay(personId: string, name: string): Promise<unknown> {
  if (canSeal())
    try {
      const row = await store().sights.get([personId, mark + name])
      const kept = row && (await store().keys.get(personId))
      if (row && kept) return await unsealJson<unknown>(kept.key, row.sealed)
    } catch {
      // Sealed with a key that is gone: nobody can read it.
    }
  return loose.get(looseName(personId, name)) ?? null
}

/** Whether whoever is here would lose something by a wipe that no queue shows. */
export async function hasUnderWay(): Promise<boolean> {
  const personId = whoWasHere()?.personId
  if (personId === undefined) return false
  if ([...loose.keys()].some((name) => name.startsWith(`${personId} `))) return true
  if (!canSeal()) return false
  try {
    return (
      (await store()
        .sights.where({ personId })
        .filter(({ name }) => isUnderWay(name))
        .count()) > 0
    )
  } catch {
    return false
  }
}

/** With the unsent at sign-out; from now on this page keeps nothing more of that person. */
export async function wipeUnderWay(personId: string): Promise<void> {
  wiped.add(personId)
  for (const name of loose.keys()) if (name.startsWith(`${personId} `)) loose.delete(name)
  if (!canSeal()) return
  await store()
    .sights.where({ personId })
    .filter(({ name }) => isUnderWay(name))
    .delete()
    .catch(() => undefined)
}
