import type { Db } from '#platform/server/database.ts'
import { nameOf } from '#modules/people/server/index.ts'
import type { FileView } from '../../contract/files.ts'
import { custodyActs, samenessOf } from '../../domain/evidence.ts'
import type { FileRecord } from '../files/change.ts'
import { oneOf } from '../powers/authority.ts'

const isoOrNull = (at: Date | null) => at?.toISOString() ?? null

/** What proves something in a file, in the order in which it came. */
export async function evidenceOf(db: Db, row: FileRecord): Promise<FileView['evidence']> {
  const rows = await db
    .selectFrom('enforcement.evidence')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('seq')
    .orderBy('id')
    .execute()
  return rows.map((one) => ({
    id: one.id,
    pictureId: one.picture_id,
    seq: one.seq,
    caption: one.caption,
    takenAt: isoOrNull(one.said_at),
    receivedAt: one.received_at.toISOString(),
    sameness: samenessOf(one.said_sha256, one.kept_sha256),
    sha256: one.kept_sha256,
    publicFileId: one.public_file_id,
    publishedAt: isoOrNull(one.published_at),
  }))
}

/** Who had the evidence in hand, newest first: as many as a page shows, or everybody. */
export async function custodyOf(
  db: Db,
  row: FileRecord,
  most: number | null,
): Promise<FileView['custody']> {
  const rows = await db
    .selectFrom('enforcement.custody')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('at', 'desc')
    .$if(most !== null, (q) => q.limit(most))
    .execute()
  const names = await nameOf(db, row.district_id, {
    personIds: rows.map((one) => one.person_id),
    postIds: rows.map((one) => one.post_id),
  })
  return rows.map((one) => ({
    act: oneOf(custodyActs, one.act),
    at: one.at.toISOString(),
    by: [names.posts.get(one.post_id), names.persons.get(one.person_id)].filter(Boolean).join(' '),
    evidenceId: one.evidence_id,
    reason: one.reason,
  }))
}
