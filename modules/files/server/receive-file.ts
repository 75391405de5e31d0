import { randomUUID } from 'node:crypto'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { FileView } from '../contract/index.ts'
import type { FileKind, Region } from '../domain/picture.ts'
import { readPicture, redact, type Derivative } from './pictures.ts'
import { fileOf, insertFile, lockContent, type StoredFile } from './queries.ts'
import { sha256Of, type FileStore } from './store.ts'

export interface FileInput {
  districtId: string
  /** Made by the sender. */
  id: string
  bytes: Uint8Array
  uploader: string | null
  now: Date
}

/** Sent by the program for anybody to use, as the drawn pictures of a demonstration are. */
export const FOR_ALL = 'all'

const viewOf = ({ id, width, height }: StoredFile): FileView => ({ id, width, height })

/**
 * Takes a picture in: once this answers, the original and what is shown of it are on disk and in the
 * database. The same id with the same bytes has the same answer, with others 409. Whoever needs the
 * file longer than a day claims it.
 */
export async function receiveFile(db: Db, store: FileStore, input: FileInput): Promise<FileView> {
  const { districtId, id } = input
  const sha256 = sha256Of(input.bytes)
  const known = await fileOf(db, districtId, id)
  if (known) return sameAnswer(known, sha256)
  const picture = await readPicture(input.bytes)
  const original = {
    districtId,
    id,
    kind: 'original' as const,
    mediaType: picture.mediaType,
    width: picture.width,
    height: picture.height,
  }
  return transact(db, async (tx) => {
    const isNew = await keep(tx, store, { ...original, data: input.bytes, from: input })
    const stored = await fileOf(tx, districtId, id)
    if (!stored) throw refused('files.id_taken')
    const view = sameAnswer(stored, sha256)
    if (isNew) await keepDerivatives(tx, store, { ...picture, of: input, claimedAt: null })
    return view
  })
}

function sameAnswer(known: StoredFile, sha256: string): FileView {
  if (known.kind !== 'original' || known.sha256 !== sha256) throw refused('files.id_taken')
  return viewOf(known)
}

interface Keeping extends Omit<StoredFile, 'sha256' | 'bytes'> {
  data: Uint8Array
  derivedFrom?: string
  from: { uploader: string | null; now: Date }
  claimedAt?: Date | null
}

/**
 * The row, then the bytes, under the lock of the content: the row is seen by others only when its
 * bytes are safe. Answers whether it is new; an id that is taken keeps what it has.
 */
async function keep(tx: Tx, store: FileStore, file: Keeping): Promise<boolean> {
  const { data, from, derivedFrom, claimedAt, ...row } = file
  const sha256 = sha256Of(data)
  await lockContent(tx, file.districtId, sha256)
  const isNew = await insertFile(tx, {
    ...row,
    sha256,
    bytes: data.length,
    derivedFrom: derivedFrom ?? null,
    uploader: from.uploader,
    now: from.now,
    claimedAt: claimedAt ?? null,
  })
  if (isNew) await store.put(file.districtId, data)
  return isNew
}

interface Derived {
  public: Derivative
  thumb: Derivative
  of: { districtId: string; id: string; uploader: string | null; now: Date }
  claimedAt: Date | null
}

async function keepDerivatives(tx: Tx, store: FileStore, d: Derived): Promise<void> {
  await keepDerivative(tx, store, d, 'public')
  await keepDerivative(tx, store, d, 'thumb')
}

async function keepDerivative(
  tx: Tx,
  store: FileStore,
  d: Derived,
  kind: Exclude<FileKind, 'original'>,
): Promise<string> {
  const { bytes, width, height } = d[kind]
  const id = randomUUID()
  await keep(tx, store, {
    districtId: d.of.districtId,
    id,
    kind,
    mediaType: 'image/jpeg',
    width,
    height,
    data: bytes,
    derivedFrom: d.of.id,
    from: d.of,
    claimedAt: d.claimedAt,
  })
  return id
}

/**
 * Keeps files and what was derived from them: from now on they are not swept. Whoever names a picture that
 * something else has already would see it by that, so only its sender may; of any other it is said that there
 * is none. What nobody is known to have sent becomes the claimer's. Again is the same.
 */
export async function claimFiles(
  tx: Tx,
  { districtId, personId }: { districtId: string; personId: string | null },
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const claimed = await tx
    .updateTable('files.file')
    .set((eb) => ({
      claimed_at: eb.fn.coalesce('claimed_at', eb.val(now)),
      uploader: eb.fn.coalesce('uploader', eb.val(personId)),
    }))
    .where('district_id', '=', districtId)
    .where('deleted_at', 'is', null)
    .where('kind', '=', 'original')
    .where('id', 'in', wanted)
    .where((eb) =>
      eb.or([eb('claimed_at', 'is', null), eb('uploader', 'in', [personId ?? FOR_ALL, FOR_ALL])]),
    )
    .returning('id')
    .execute()
  const found = new Set(claimed.map((row) => row.id))
  const missing = wanted.filter((id) => !found.has(id))
  if (missing.length > 0) throw invalid('files.file_not_found', { missing })
  await tx
    .updateTable('files.file')
    .set((eb) => ({ claimed_at: eb.fn.coalesce('claimed_at', eb.val(now)) }))
    .where('district_id', '=', districtId)
    .where('derived_from', 'in', wanted)
    .execute()
}

/** Keeps originals as they came: nothing that takes originals away takes these. */
export async function holdOriginals(
  tx: Tx,
  districtId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('files.file')
    .set({ held: true })
    .where('district_id', '=', districtId)
    .where('kind', '=', 'original')
    .where('id', 'in', ids)
    .execute()
}

export interface Redaction {
  districtId: string
  /** The original. */
  fileId: string
  regions: readonly Region[]
  now: Date
}

/**
 * Makes a public picture in which these regions cannot be read, and answers its id. The original and
 * its first public picture stay; who publishes must publish this id.
 */
export async function saveRedacted(db: Db, store: FileStore, order: Redaction): Promise<string> {
  const { districtId, fileId, now } = order
  const file = await fileOf(db, districtId, fileId)
  const bytes = file?.kind === 'original' && (await store.open(districtId, file.sha256))
  if (!bytes) throw notFound('files.file_not_found')
  const made = await redact(bytes, order.regions)
  return transact(db, async (tx) => {
    const derived = { ...made, claimedAt: now }
    const of = { districtId, id: fileId, uploader: null, now }
    const id = await keepDerivative(tx, store, { ...derived, of }, 'public')
    await keepDerivative(tx, store, { ...derived, of: { ...of, id } }, 'thumb')
    return id
  })
}
