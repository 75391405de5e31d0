import { walkLinks } from '#kernel/chain.ts'
import { linkColumns, sha256, type NewLink } from '#platform/server/chain.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import type { StepType } from '../../domain/step-types.ts'

export interface NewStep extends NewLink {
  fileId: string
  clientId: string
  type: StepType
}

/** Appends the next link to a file's chain and answers its hash, which becomes the file's head. */
export async function appendStep(tx: Tx, step: NewStep): Promise<string> {
  const { fileId, clientId } = step
  const columns = linkColumns(step, { fileId })
  await tx
    .insertInto('enforcement.step')
    .values({ ...columns, file_id: fileId, client_id: clientId })
    .execute()
  return columns.hash
}

/** Walks a file's chain against the head that its row keeps: the first step that is not as it was written. */
export async function checkFileChain(db: Db, districtId: string, fileId: string) {
  const head = await db
    .selectFrom('enforcement.file')
    .select(['head_hash', 'version'])
    .where('district_id', '=', districtId)
    .where('id', '=', fileId)
    .executeTakeFirst()
  const steps = await db
    .selectFrom('enforcement.step')
    .select(['seq', 'type', 'body', 'personal', 'salt', 'canonical', 'hash'])
    .where('district_id', '=', districtId)
    .where('file_id', '=', fileId)
    .orderBy('seq')
    .execute()
  return { steps: steps.length, ...walkLinks(head, steps, sha256) }
}
