import { sql } from 'kysely'
import type { Db, Tx } from '#platform/server/database.ts'
import type { FileKind } from '../domain/picture.ts'

/** A file as it is kept; its bytes are in the store. */
export interface StoredFile {
  districtId: string
  id: string
  kind: FileKind
  sha256: string
  mediaType: string
  bytes: number
  width: number
  height: number
}

const select = (db: Db, districtId: string) =>
  db
    .selectFrom('files.file')
    .where('district_id', '=', districtId)
    .where('deleted_at', 'is', null)
    .select((eb) => [
      'district_id as districtId',
      'id',
      eb.ref('kind').$castTo<FileKind>().as('kind'),
      'sha256',
      'media_type as mediaType',
      eb.ref('bytes').$castTo<number>().as('bytes'),
      eb.fn.coalesce('width', sql<number>`0`).as('width'),
      eb.fn.coalesce('height', sql<number>`0`).as('height'),
    ])

export async function fileOf(db: Db, districtId: string, id: string) {
  return select(db, districtId).where('id', '=', id).executeTakeFirst()
}

/**
 * The file itself where it is of this kind, otherwise the first that was derived from it. A public
 * picture never answers for its original, so a redacted one leads nowhere else.
 */
export async function derivativeOf(
  db: Db,
  districtId: string,
  fileId: string,
  kind: FileKind,
): Promise<StoredFile | undefined> {
  const file = await fileOf(db, districtId, fileId)
  // Pictures made from an original are still shown when the original itself has been forgotten.
  if (file?.kind === kind || kind === 'original') return file?.kind === kind ? file : undefined
  return select(db, districtId)
    .where('derived_from', '=', fileId)
    .where('kind', '=', kind)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** The picture that a file was made from, or the file itself, and who sent it. */
export async function rootOf(
  db: Db,
  districtId: string,
  fileId: string,
): Promise<{ id: string; uploader: string | null } | undefined> {
  const file = await db
    .selectFrom('files.file')
    .select(['id', 'derived_from', 'uploader'])
    .where('district_id', '=', districtId)
    .where('id', '=', fileId)
    .executeTakeFirst()
  return file && { id: file.derived_from ?? file.id, uploader: file.uploader }
}

/** One at a time per content: what is being stored cannot be swept at the same moment. */
export async function lockContent(tx: Tx, districtId: string, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`files ${districtId} ${sha256}`}, 0))`.execute(
    tx,
  )
}

export interface NewFile extends StoredFile {
  derivedFrom: string | null
  uploader: string | null
  now: Date
  claimedAt: Date | null
}

/** Answers whether the row is new: an id that is taken is left as it is. */
export async function insertFile(tx: Tx, file: NewFile): Promise<boolean> {
  const result = await tx
    .insertInto('files.file')
    .values({
      district_id: file.districtId,
      id: file.id,
      sha256: file.sha256,
      kind: file.kind,
      derived_from: file.derivedFrom,
      media_type: file.mediaType,
      bytes: file.bytes,
      width: file.width,
      height: file.height,
      created_at: file.now,
      uploader: file.uploader,
      claimed_at: file.claimedAt,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Whether an original is kept as evidence: only its keeper opens it, and writes down who looked. */
export async function isHeld(db: Db, districtId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('files.file')
    .select('held')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.held === true
}

/** The SHA-256 of originals as they came, by their ids. */
export async function keptHashes(
  db: Db,
  districtId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('files.file')
    .select(['id', 'sha256'])
    .where('district_id', '=', districtId)
    .where('kind', '=', 'original')
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row.sha256]))
}
