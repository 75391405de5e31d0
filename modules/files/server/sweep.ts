import { sql } from 'kysely'
import type { Jobs } from '#platform/server/jobs.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { lockContent } from './queries.ts'
import type { FileStore } from './store.ts'

const KEPT_HOURS = 24
const AT_ONCE = 500

/** The jobs of this module. `files.sweep_orphans` is meant for every hour. */
export const filesJobs = ({ store }: { store: FileStore }): Jobs => ({
  'files.sweep_orphans': async (_payload, { db, clock }) => {
    await sweepOrphans(db, store, clock())
  },
})

/** Removes pictures that nobody claimed within a day, five hundred at most; answers how many. */
export async function sweepOrphans(db: Db, store: FileStore, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_HOURS * 3_600_000)
  const orphans = await db
    .selectFrom('files.file')
    .select(['district_id', 'id'])
    .where('claimed_at', 'is', null)
    .where('deleted_at', 'is', null)
    .where('kind', '=', 'original')
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(AT_ONCE)
    .execute()
  for (const { district_id, id } of orphans)
    await transact(db, (tx) => sweepOne(tx, store, district_id, id)) // oxlint-disable-line no-await-in-loop -- one short transaction each
  return orphans.length
}

async function sweepOne(tx: Tx, store: FileStore, districtId: string, id: string): Promise<void> {
  // A claim that came first has the row, or has made it no orphan.
  const held = await tx
    .selectFrom('files.file')
    .select('id')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('claimed_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!held) return
  const gone = await tx
    .deleteFrom('files.file')
    .where('district_id', '=', districtId)
    .where((eb) => eb.or([eb('id', '=', id), eb('derived_from', '=', id)]))
    .returning('sha256')
    .execute()
  for (const sha256 of [...new Set(gone.map((row) => row.sha256))].sort()) {
    await lockContent(tx, districtId, sha256) // oxlint-disable-line no-await-in-loop -- in one order, so that two sweeps cannot lock each other out
    // oxlint-disable-next-line no-await-in-loop
    if (!(await isUsed(tx, districtId, sha256))) await store.remove(districtId, sha256)
  }
}

/** Whether any file that is kept has this content; the content must be locked. */
export async function isUsed(tx: Tx, districtId: string, sha256: string): Promise<boolean> {
  const row = await tx
    .selectFrom('files.file')
    .select(sql<number>`1`.as('one'))
    .where('district_id', '=', districtId)
    .where('sha256', '=', sha256)
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
