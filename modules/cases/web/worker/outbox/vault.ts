import { Dexie, type EntityTable } from 'dexie'

/** What lies on the phone: enough in the open to keep the order, the rest sealed. */
export interface SealedWork {
  seq: number
  id: string
  personId: string
  /** Whatever must arrive in order: the case, or the report that will become one. */
  lane: string
  sealed: Sealed
}

export interface SealedPicture {
  id: string
  personId: string
  /** Null while its sheet is still open. */
  workId: string | null
  keptAt: number
  type: string
  sealed: Sealed
}

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

interface PersonKey {
  personId: string
  key: CryptoKey
}

export type Vault = Dexie & {
  works: EntityTable<SealedWork, 'seq'>
  pictures: EntityTable<SealedPicture, 'id'>
  keys: EntityTable<PersonKey, 'personId'>
}

export function openVault(name = 'gongzhi-outbox'): Vault {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables are declared in the next line
  const vault = new Dexie(name) as Vault
  vault.version(1).stores({
    works: '++seq, &id, personId, lane',
    pictures: 'id, personId, workId',
    keys: 'personId',
  })
  return vault
}

/** Browsers seal only where the page came by TLS or from this very machine. */
export const canSeal = (): boolean =>
  typeof indexedDB !== 'undefined' && (crypto as Partial<Crypto>).subtle !== undefined

/** The person's own key: made here, never readable by a script, gone with the sign-out. */
export async function keyOf(vault: Vault, personId: string): Promise<CryptoKey> {
  const kept = await vault.keys.get(personId)
  if (kept) return kept.key
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  // Two tabs may come here at once; the first one's key is everybody's.
  await vault.keys.add({ personId, key }).catch(() => undefined)
  return (await vault.keys.get(personId))?.key ?? key
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
