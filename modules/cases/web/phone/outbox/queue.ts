import {
  canSeal,
  keyOf,
  openSealedStore,
  seal,
  sealJson,
  unseal,
  unsealJson,
  type SealedStore,
} from '#platform/web/sealed-store.ts'
import { newWork, picturesOf, type NewWork, type Work } from './work.ts'
import { newId } from '#platform/web/new-id.ts'

export interface Who {
  personId: string
  districtId: string
}

export interface Picture {
  id: string
  blob: Blob
  /** When it went up, by this phone's clock; the server forgets what nothing has taken up. */
  upAt: number | null
}

/** A queue of one person's unsent work. Everything that matters is written before it is acknowledged. */
export interface Queue {
  /** False: this page may not seal, so work lives only as long as the page. */
  lasting: boolean
  all(): Promise<Work[]>
  keepPicture(blob: Blob): Promise<string>
  pictures(work: Work): Promise<Picture[]>
  /** The picture is on the server; it stays here until its work has arrived. */
  wentUp(id: string): Promise<void>
  /** Which of these have not gone up. */
  notUp(ids: readonly string[]): Promise<string[]>
  /** A value under a name, sealed like the rest; null forgets it. */
  remember(name: string, value: unknown): Promise<void>
  recall(name: string): Promise<unknown>
  add(made: NewWork): Promise<Work>
  put(work: Work): Promise<void>
  /** Sent, or thrown away by its owner: with its pictures. */
  remove(work: Work): Promise<void>
  /** Back into a draft: the pictures stay. */
  takeBack(work: Work): Promise<void>
  /** The key as well: what might be left can be read by nobody. */
  wipe(): Promise<void>
}

const dayOld = 24 * 3600_000

/** `draftsFor`: how long a picture waits for the work that it belongs to. */
export async function openQueue(
  who: Who,
  store: string | SealedStore,
  draftsFor = dayOld,
): Promise<Queue> {
  if (typeof store === 'string' && !canSeal()) return memoryQueue(who)
  const box = typeof store === 'string' ? openSealedStore(store) : store
  try {
    await box.open()
  } catch {
    // A private window may refuse to store anything.
    return memoryQueue(who)
  }
  await sweepDrafts(box, who, draftsFor)
  return sealedQueue(box, who)
}

/** Pictures whose sheet was closed without sending. */
async function sweepDrafts(
  store: SealedStore,
  { personId }: Who,
  draftsFor: number,
): Promise<void> {
  const old = Date.now() - draftsFor
  await store.blobs
    .where({ personId })
    .filter((p) => p.entryId === null && p.keptAt < old)
    .delete()
}

function sealedQueue(store: SealedStore, who: Who): Queue {
  const { personId } = who
  const key = () => keyOf(store, personId)
  const write = async (work: Work) => ({
    id: work.id,
    personId,
    lane: work.lane,
    sealed: await sealJson(await key(), work),
  })
  return {
    lasting: true,
    all: async () => {
      const rows = await store.entries.where({ personId }).sortBy('seq')
      if (rows.length === 0) return []
      const own = await key()
      return Promise.all(rows.map((row) => unsealJson<Work>(own, row.sealed)))
    },
    keepPicture: async (blob) => {
      const id = newId()
      const sealed = await seal(await key(), await blob.arrayBuffer())
      await store.blobs.add({
        id,
        personId,
        entryId: null,
        keptAt: Date.now(),
        type: blob.type,
        sealed,
      })
      return id
    },
    pictures: async (work) => {
      const rows = await store.blobs.where({ entryId: work.id }).toArray()
      const own = await key()
      return Promise.all(
        rows.map(async (row) => ({
          id: row.id,
          blob: new Blob([await unseal(own, row.sealed)], { type: row.type }),
          upAt: row.upAt ?? null,
        })),
      )
    },
    ...sealedParts(store, personId),
    add: async (made) => {
      const work = newWork(who, made, new Date())
      const row = await write(work)
      await store.transaction('rw', store.entries, store.blobs, async () => {
        await store.entries.add(row)
        await store.blobs.where('id').anyOf(picturesOf(work.step)).modify({ entryId: work.id })
      })
      return work
    },
    put: async (work) => {
      const { sealed } = await write(work)
      await store.entries.where({ id: work.id }).modify({ sealed })
    },
    remove: async (work) => {
      await store.transaction('rw', store.entries, store.blobs, async () => {
        await store.entries.where({ id: work.id }).delete()
        await store.blobs.where({ entryId: work.id }).delete()
      })
    },
    wipe: async () => {
      await store.transaction('rw', store.entries, store.blobs, store.keys, async () => {
        await store.entries.where({ personId }).delete()
        await store.blobs.where({ personId }).delete()
        await store.keys.delete(personId)
      })
    },
  }
}

type Parts = Pick<Queue, 'wentUp' | 'notUp' | 'remember' | 'recall' | 'takeBack'>

function sealedParts(store: SealedStore, personId: string): Parts {
  const key = () => keyOf(store, personId)
  return {
    wentUp: async (id) => {
      await store.blobs.where({ id }).modify({ upAt: Date.now() })
    },
    notUp: async (ids) => {
      const rows = await store.blobs
        .where('id')
        .anyOf([...ids])
        .toArray()
      return rows.filter((row) => row.upAt === undefined).map((row) => row.id)
    },
    remember: async (name, value) => {
      if (value === null) return store.sights.delete([personId, name])
      const sealed = await sealJson(await key(), value)
      await store.sights.put({ personId, name, at: Date.now(), sealed })
      return undefined
    },
    recall: async (name) => {
      const row = await store.sights.get([personId, name])
      return row ? unsealJson<unknown>(await key(), row.sealed) : null
    },
    takeBack: async (work) => {
      await store.transaction('rw', store.entries, store.blobs, async () => {
        await store.entries.where({ id: work.id }).delete()
        await store.blobs.where({ entryId: work.id }).modify({ entryId: null, keptAt: Date.now() })
      })
    },
  }
}

function memoryQueue(who: Who): Queue {
  let works: Work[] = []
  const blobs = new Map<string, Blob>()
  const up = new Map<string, number>()
  const values = new Map<string, unknown>()
  return {
    lasting: false,
    all: async () => works,
    keepPicture: async (blob) => {
      const id = newId()
      blobs.set(id, blob)
      return id
    },
    pictures: async (work) =>
      picturesOf(work.step).flatMap((id) => {
        const blob = blobs.get(id)
        return blob ? [{ id, blob, upAt: up.get(id) ?? null }] : []
      }),
    wentUp: async (id) => {
      up.set(id, Date.now())
    },
    notUp: async (ids) => ids.filter((id) => blobs.has(id) && !up.has(id)),
    remember: async (name, value) => {
      values.set(name, value)
    },
    recall: async (name) => values.get(name) ?? null,
    takeBack: async (work) => {
      works = works.filter((w) => w.id !== work.id)
    },
    add: async (made) => {
      const work = newWork(who, made, new Date())
      works = [...works, work]
      return work
    },
    put: async (work) => {
      works = works.map((w) => (w.id === work.id ? work : w))
    },
    remove: async (work) => {
      works = works.filter((w) => w.id !== work.id)
      for (const id of picturesOf(work.step)) blobs.delete(id)
    },
    wipe: async () => {
      works = []
      blobs.clear()
      values.clear()
    },
  }
}
