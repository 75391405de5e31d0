import { transact, type Db } from '#platform/server/database.ts'
import { lockContent } from './queries.ts'
import type { FileStore } from './store.ts'
import { isUsed } from './sweep.ts'

interface Which {
  districtId: string
  fileIds: readonly string[]
}

/** Of these pictures, those whose original is still kept and may be forgotten. */
export async function originalsKept(db: Db, { districtId, fileIds }: Which): Promise<string[]> {
  if (fileIds.length === 0) return []
  const rows = await db
    .selectFrom('files.file')
    .select('id')
    .where('district_id', '=', districtId)
    .where('id', 'in', fileIds)
    .where('kind', '=', 'original')
    .where('held', '=', false)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}

/**
 * Takes the originals of pictures away, with all that a camera wrote into them; what was derived from
 * them stays to be looked at. Answers how many there were. Twice is once.
 * What is held as evidence stays.
 */
export async function forgetOriginals(
  db: Db,
  store: FileStore,
  { districtId, fileIds, now }: Which & { now: Date },
): Promise<number> {
  const kept = await originalsKept(db, { districtId, fileIds })
  for (const id of kept)
    // oxlint-disable-next-line no-await-in-loop -- one short transaction each
    await transact(db, async (tx) => {
      const gone = await tx
        .updateTable('files.file')
        .set({ deleted_at: now })
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .where('held', '=', false)
        .returning('sha256')
        .executeTakeFirst()
      if (!gone) return
      await lockContent(tx, districtId, gone.sha256)
      if (!(await isUsed(tx, districtId, gone.sha256))) await store.remove(districtId, gone.sha256)
    })
  return kept.length
}
