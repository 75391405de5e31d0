import type { FastifyReply } from 'fastify'
import { findFollowed } from '#modules/cases/server/index.ts'
import { derivativeOf, sendFile, type FileStore } from '#modules/files/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { demand, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import { changeFile, type StepInput } from '../files/change.ts'
import { writeCustody } from './keep.ts'

/**
 * Shows the redacted copy of a picture beside its case, or takes it back: said by those who may give files
 * out, with a reason that the chain of custody keeps. The original is never shown.
 */
export async function publishCopy(
  db: Db,
  input: StepInput & { evidenceId: string; shown: boolean; reason: string },
): Promise<void> {
  const { caller, evidenceId, shown, reason, now } = input
  demand(caller, 'enforcement.export')
  await changeFile(db, input, async (change) => {
    const copy = await change.tx
      .selectFrom('enforcement.evidence')
      .select(['public_file_id', 'published_at'])
      .where('district_id', '=', caller.districtId)
      .where('file_id', '=', change.row.id)
      .where('id', '=', evidenceId)
      .executeTakeFirst()
    if (!copy) throw notFound('enforcement.evidence_not_found')
    if (copy.public_file_id === null) throw refused('enforcement.redact_first')
    if ((copy.published_at !== null) === shown) throw refused('enforcement.published_already')
    await change.tx
      .updateTable('enforcement.evidence')
      .set({ published_at: shown ? now : null })
      .where('district_id', '=', caller.districtId)
      .where('id', '=', evidenceId)
      .execute()
    await writeCustody(change, { act: shown ? 'published' : 'withdrawn', evidenceId, reason })
    return { type: shown ? 'copy_published' : 'copy_withdrawn', body: { evidenceId } }
  })
}

/** Whoever may see the page of the case by its link, or by the ledger. */
interface Asking {
  caller: Caller
  cipher: Cipher
  now: Date
  shortCode: string
  key?: string | undefined
}

async function shownCopies(db: Db, asking: Asking) {
  const { row } = await findFollowed(db, { ...asking, key: asking.key })
  return db
    .selectFrom('enforcement.evidence as e')
    .innerJoin('enforcement.file as f', (j) =>
      j.onRef('f.district_id', '=', 'e.district_id').onRef('f.id', '=', 'e.file_id'),
    )
    .select(['e.id', 'e.public_file_id', 'e.published_at'])
    .where('f.district_id', '=', row.district_id)
    .where('f.case_id', '=', row.id)
    .where('f.state', '<>', 'void')
    .where('e.published_at', 'is not', null)
    .orderBy('e.published_at')
    .orderBy('e.id')
    .limit(100)
    .execute()
}

/** What is shown of a case's evidence: since when, and nothing that an officer wrote about it. */
export async function publishedCopies(db: Db, asking: Asking) {
  const copies = await shownCopies(db, asking)
  const { timeZone } = await readDistrict(db, asking.caller.districtId)
  return {
    timeZone,
    copies: copies.map(({ id, published_at: at }) => ({ id, publishedAt: at!.toISOString() })),
  }
}

/** The picture itself, as long as it is shown. */
export async function sendPublished(
  db: Db,
  reply: FastifyReply,
  { copyId, store, ...asking }: Asking & { copyId: string; store: FileStore },
): Promise<FastifyReply> {
  const copy = (await shownCopies(db, asking)).find(({ id }) => id === copyId)
  const fileId = copy?.public_file_id
  const picture = fileId && (await derivativeOf(db, asking.caller.districtId, fileId, 'public'))
  if (!picture) throw notFound('enforcement.evidence_not_found')
  return sendFile(reply, store, picture)
}
