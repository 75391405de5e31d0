import {
  derivativeOf,
  saveRedacted,
  sendFile,
  type FileStore,
} from '#modules/files/server/index.ts'
import type { FastifyReply } from 'fastify'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { demand } from '#platform/server/caller.ts'
import { notFound } from '#platform/server/problem.ts'
import { changeFile, type StepInput } from '../files/change.ts'
import { findFile } from '../files/views.ts'
import { inspectionVisibleTo, visibleTo } from '../scope.ts'
import { writeCustody } from './keep.ts'

/**
 * Whether a picture proves something in a file or an inspection of the caller's scope. Asked before anything is sent; what is
 * no evidence is none of this module's business.
 */
export async function evidenceSight(
  db: Db,
  caller: Caller,
  fileId: string,
): Promise<'shown' | 'hidden' | 'unused'> {
  const uses = await db
    .selectFrom('enforcement.evidence as e')
    .innerJoin('enforcement.file as f', (j) =>
      j.onRef('f.district_id', '=', 'e.district_id').onRef('f.id', '=', 'e.file_id'),
    )
    .select(visibleTo(caller).as('visible'))
    .where('e.district_id', '=', caller.districtId)
    .where((eb) => eb.or([eb('e.picture_id', '=', fileId), eb('e.public_file_id', '=', fileId)]))
    .execute()
  const inspected = await db
    .selectFrom('enforcement.admin_inspection_picture as p')
    .innerJoin('enforcement.admin_inspection as a', (j) =>
      j.onRef('a.district_id', '=', 'p.district_id').onRef('a.id', '=', 'p.inspection_id'),
    )
    .select(inspectionVisibleTo(caller).as('visible'))
    .where('p.district_id', '=', caller.districtId)
    .where('p.picture_id', '=', fileId)
    .execute()
  uses.push(...inspected)
  if (uses.length === 0) return 'unused'
  const shown = uses.some((use) => use.visible) && caller.verbs.has('enforcement.read')
  return shown ? 'shown' : 'hidden'
}

async function evidenceOf(db: Db, caller: Caller, of: { fileId: string; evidenceId: string }) {
  const file = await findFile(db, caller, of.fileId)
  const row = await db
    .selectFrom('enforcement.evidence')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('file_id', '=', file.id)
    .where('id', '=', of.evidenceId)
    .executeTakeFirst()
  if (!row) throw notFound('enforcement.evidence_not_found')
  return { file, row }
}

/** The original as it came, for whoever acts; the look is written into the chain of custody first. */
export async function sendOriginal(
  db: Db,
  reply: FastifyReply,
  look: {
    caller: Caller
    fileId: string
    evidenceId: string
    reason: string
    now: Date
    store: FileStore
  },
): Promise<FastifyReply> {
  const { caller, now, store } = look
  demand(caller, 'enforcement.act')
  personOf(caller)
  const { file, row } = await evidenceOf(db, caller, look)
  const original = await derivativeOf(db, caller.districtId, row.picture_id, 'original')
  if (!original) throw notFound('enforcement.evidence_not_found')
  await transact(db, (tx) =>
    writeCustody(
      { tx, caller, row: file, now },
      { act: 'looked', evidenceId: row.id, reason: look.reason },
    ),
  )
  return sendFile(reply, store, original)
}

/** A copy for the public in which these regions cannot be read; the original stays as it came. */
export async function redactEvidence(
  db: Db,
  input: StepInput & {
    evidenceId: string
    regions: readonly { x: number; y: number; w: number; h: number }[]
    store: FileStore
  },
): Promise<void> {
  const { caller, now, store } = input
  demand(caller, 'enforcement.act')
  const { row } = await evidenceOf(db, caller, input)
  // It takes a while, and is done before the file is held; one that is not used is not shown anywhere.
  const publicId = await saveRedacted(db, store, {
    districtId: caller.districtId,
    fileId: row.picture_id,
    regions: input.regions,
    now,
  })
  await changeFile(db, input, async (change) => {
    await change.tx
      .updateTable('enforcement.evidence')
      // What was shown before is another picture: somebody looks at the new one first.
      .set({ public_file_id: publicId, published_at: null })
      .where('district_id', '=', caller.districtId)
      .where('id', '=', row.id)
      .execute()
    await writeCustody(change, { act: 'redacted', evidenceId: row.id, reason: '' })
    return {
      type: 'redacted',
      body: { evidenceId: row.id, regions: input.regions.length },
    }
  })
}
