import {
  claimFiles,
  derivativeOf,
  holdOriginals,
  keptHashes,
  sendFile,
  type FileStore,
} from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import type { FastifyReply } from 'fastify'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { findInspection } from './rows.ts'
import type { Given } from './record.ts'

/** Takes pictures into an inspection: the originals stay as they came, with both hashes. */
export async function keepPictures(
  tx: Tx,
  { caller, now }: { caller: Caller; now: Date },
  { id, pictures }: Given,
): Promise<void> {
  if (pictures.length === 0) return
  const ids = pictures.map((picture) => picture.pictureId)
  if (
    new Set(pictures.map((p) => p.id)).size !== pictures.length ||
    new Set(ids).size !== ids.length
  )
    throw invalid('enforcement.evidence_twice')
  await claimFiles(tx, caller, ids, now)
  await holdOriginals(tx, caller.districtId, ids)
  const hashes = await keptHashes(tx, caller.districtId, ids)
  await tx
    .insertInto('enforcement.admin_inspection_picture')
    .values(
      pictures.map((picture) => ({
        district_id: caller.districtId,
        inspection_id: id,
        id: picture.id,
        picture_id: picture.pictureId,
        caption: picture.caption,
        said_sha256: picture.sha256,
        kept_sha256: hashes.get(picture.pictureId) ?? '',
        said_at: picture.takenAt === null ? null : new Date(picture.takenAt),
      })),
    )
    .execute()
}

/** An original as it came, for whoever acts; the look is written into the log first. */
export async function sendInspectionOriginal(
  db: Db,
  reply: FastifyReply,
  look: {
    caller: Caller
    inspectionId: string
    pictureId: string
    reason: string
    now: Date
    store: FileStore
  },
): Promise<FastifyReply> {
  const { caller, store } = look
  personOf(caller)
  const inspection = await findInspection(db, caller, look.inspectionId)
  const row = await db
    .selectFrom('enforcement.admin_inspection_picture')
    .select('picture_id')
    .where('district_id', '=', caller.districtId)
    .where('inspection_id', '=', inspection.id)
    .where('id', '=', look.pictureId)
    .executeTakeFirst()
  const original = row && (await derivativeOf(db, caller.districtId, row.picture_id, 'original'))
  if (!original) throw notFound('enforcement.evidence_not_found')
  await transact(db, (tx) =>
    audit(tx, caller, {
      act: 'enforcement.inspection_original_seen',
      subjectKind: 'enforcement.admin_inspection',
      subjectId: inspection.id,
      details: { reason: look.reason, pictureId: look.pictureId },
      at: look.now,
    }),
  )
  return sendFile(reply, store, original)
}
