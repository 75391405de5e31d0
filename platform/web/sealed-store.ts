import { Dexie, type EntityTable, type Table } from 'dexie'

/** What lies on the phone: enough in the open to keep the order, the rest sealed. */
export interface SealedEntry {
  seq: number
  id: string
  personId: string
  /** What must stay in order among itself. */
  lane: string
  sealed: Sealed
}

export interface SealedBlob {
  id: string
  personId: string
  /** Null while nothing has taken it up yet. */
  entryId: string | null
  keptAt: number
  /** Set once it has gone up. */
  upAt?: number
  type: string
  sealed: Sealed
}

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

/** What was last seen of the server, for when nobody answers. */
export interface SealedSight {
  personId: string
  name: string
  at: number
  sealed: Sealed
}

interface PersonKey {
  personId: string
  key: CryptoKey
}

export type SealedStore = Dexie & {
  entries: EntityTable<SealedEntry, 'seq'>
  blobs: EntityTable<SealedBlob, 'id'>
  keys: EntityTable<PersonKey, 'personId'>
  sights: Table<SealedSight, [personId: string, name: string]>
}

export function openSealedStore(name: string): SealedStore {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables are declared in the next line
  const store = new Dexie(name) as SealedStore
  store.version(1).stores({
    entries: '++seq, &id, personId, lane',
    blobs: 'id, personId, entryId',
    keys: 'personId',
  })
  store.version(2).stores({ sights: '[personId+name], personId' })
  return store
}

/** Browsers seal only where the page came by TLS or from this very machine. */
export const canSeal = (): boolean =>
  typeof indexedDB !== 'undefined' && (crypto as Partial<Crypto>).subtle !== undefined

/** The person's own key: made here, never readable by a script, gone with the sign-out. */
export async function keyOf(store: SealedStore, personId: string): Promise<CryptoKey> {
  const kept = await store.keys.get(personId)
  if (kept) return kept.key
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  // Two tabs may come here at once; the first one's key is everybody's.
  await store.keys.add({ personId, key }).catch(() => undefined)
  return (await store.keys.get(personId))?.key ?? key
}

export async function seal(key: CryptoKey, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) }
}

export const unseal = (key: CryptoKey, { iv, data }: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data)

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const sealJson = (key: CryptoKey, value: unknown): Promise<Sealed> =>
  seal(key, encoder.encode(JSON.stringify(value)))

export async function unsealJson<T>(key: CryptoKey, sealed: Sealed): Promise<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- we sealed it ourselves
  return JSON.parse(decoder.decode(await unseal(key, sealed))) as T
}
