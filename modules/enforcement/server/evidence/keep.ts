import { randomUUID } from 'node:crypto'
import { claimFiles, holdOriginals, keptHashes } from '#modules/files/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import { invalid } from '#platform/server/problem.ts'
import type { NewEvidence } from '../../contract/files.ts'
import type { CustodyAct } from '../../domain/evidence.ts'
import type { FileChange } from '../files/change.ts'

/**
 * Takes pictures into the file in the transaction of their step: from now on the originals stay as they
 * came. The hash that the phone said is kept beside that of what came, whatever both say.
 */
export async function keepEvidence(
  change: FileChange,
  pictures: readonly NewEvidence[],
): Promise<void> {
  if (pictures.length === 0) return
  const { tx, caller, row, now, seq } = change
  const { personId } = personOf(caller)
  const ids = pictures.map((picture) => picture.pictureId)
  await claimFiles(tx, caller, ids, now)
  await holdOriginals(tx, caller.districtId, ids)
  const hashes = await keptHashes(tx, caller.districtId, ids)
  const added = await tx
    .insertInto('enforcement.evidence')
    .values(
      pictures.map((picture) => ({
        district_id: caller.districtId,
        id: picture.id,
        file_id: row.id,
        picture_id: picture.pictureId,
        seq,
        caption: picture.caption,
        said_sha256: picture.sha256,
        kept_sha256: hashes.get(picture.pictureId) ?? '',
        said_at: picture.takenAt === null ? null : new Date(picture.takenAt),
        received_at: now,
        added_by: personId,
      })),
    )
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .execute()
  if (added.length !== pictures.length) throw invalid('enforcement.evidence_twice')
  for (const { id } of added)
    await writeCustody(change, { act: 'added', evidenceId: id, reason: '' }) // oxlint-disable-line no-await-in-loop -- one connection
}

/** One line of the chain of custody. */
export async function writeCustody(
  { tx, caller, row, now }: Pick<FileChange, 'tx' | 'caller' | 'now'> & { row: { id: string } },
  entry: { act: CustodyAct; evidenceId: string | null; reason: string },
): Promise<void> {
  const { personId, postId } = personOf(caller)
  await tx
    .insertInto('enforcement.custody')
    .values({
      district_id: caller.districtId,
      id: randomUUID(),
      file_id: row.id,
      evidence_id: entry.evidenceId,
      act: entry.act,
      at: now,
      person_id: personId,
      post_id: postId,
      reason: entry.reason,
    })
    .execute()
}
