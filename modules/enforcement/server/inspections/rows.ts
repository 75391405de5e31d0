import type { Selectable } from 'kysely'
import type { EnforcementAdminInspection } from '#database/types.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { InspectionRow } from '../../contract/inspections.ts'
import { grounds, results, type Signing } from '../../domain/inspection-record.ts'
import type { PaperFields } from '../../domain/template.ts'
import { oneOf } from '../powers/authority.ts'
import { inspectionVisibleTo } from '../scope.ts'

export type InspectionRecord = Selectable<EnforcementAdminInspection>

interface Sealed {
  fields: PaperFields
  basis: string
  words: string
  signing: Signing
}

/** What is personal in an inspection, and what its paper says. */
export const sealedOf = (row: Pick<InspectionRecord, 'sealed'>, cipher: Cipher): Sealed =>
  JSON.parse(cipher.open(row.sealed)) as Sealed // oxlint-disable-line typescript/no-unsafe-type-assertion -- written when it was recorded

/** An inspection of the caller's scope, or 404. */
export async function findInspection(
  db: Db,
  caller: Caller,
  id: string,
): Promise<InspectionRecord> {
  const row = await db
    .selectFrom('enforcement.admin_inspection as a')
    .selectAll('a')
    .where('a.id', '=', id)
    .where(inspectionVisibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('enforcement.inspection_not_found')
  return row
}

/** As `findInspection`, held for change. */
export async function holdInspection(
  tx: Tx,
  caller: Caller,
  id: string,
): Promise<InspectionRecord> {
  const row = await tx
    .selectFrom('enforcement.admin_inspection as a')
    .selectAll('a')
    .where('a.id', '=', id)
    .where(inspectionVisibleTo(caller))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('enforcement.inspection_not_found')
  return row
}

export const rowOf = (row: InspectionRecord): InspectionRow => ({
  id: row.id,
  number: row.number,
  subjectId: row.subject_id,
  subjectName: row.subject_name,
  address: row.address,
  matterName: row.matter_name,
  bodyName: row.body_name,
  ground: oneOf(grounds, row.ground),
  result: oneOf(results, row.result),
  day: row.day,
  inspectedAt: row.inspected_at.toISOString(),
  voided: row.voided_at !== null,
  fileId: row.file_id,
  caseId: row.case_id,
})
