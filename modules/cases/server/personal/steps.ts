import type { Selectable } from 'kysely'
import type { CasesPersonalRequest } from '#database/types.ts'
import type { FileStore } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import {
  requestKinds,
  requestSteps,
  type RequestKind,
  type RequestStep,
} from '../../domain/personal.ts'
import type { PersonalSource } from './sources.ts'

export interface Tools {
  cipher: Cipher
  store: FileStore
  now: Date
  /** Where personal data lies beside the cases. */
  sources?: readonly PersonalSource[] | undefined
}

export type Row = Selectable<CasesPersonalRequest>

export const kindOf = (row: Row): RequestKind => requestKinds.find((k) => k === row.kind) ?? 'see'
/** A telephone as it is stored. */
export const digits = (phone: string) => phone.replaceAll(/[^0-9+]/g, '')
/** Notes a step in the audit log. */
export const note = (
  tx: Tx,
  caller: Caller,
  of: { act: `cases.personal_${string}`; id: string; now: Date; details?: Record<string, unknown> },
) =>
  audit(tx, caller, {
    act: of.act,
    subjectKind: 'personal_request',
    subjectId: of.id,
    ...(of.details && { details: of.details }),
    at: of.now,
  })

/** The row of a request. */
export const rowOf = (db: Db, districtId: string, id: string) =>
  db
    .selectFrom('cases.personal_request')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', id)

/** Locks a request for one step; refused when it is out of date or the step is not its turn. */
export async function lock(
  tx: Tx,
  caller: Caller,
  { id, step, baseVersion }: { id: string; step: RequestStep; baseVersion: number },
): Promise<Row> {
  const row = await rowOf(tx, caller.districtId, id).forUpdate().executeTakeFirst()
  if (!row) throw notFound('cases.personal_request_not_found')
  if (row.version !== baseVersion)
    throw refused('cases.personal_out_of_date', { version: row.version })
  const state = row.state === 'closed' ? ('closed' as const) : ('open' as const)
  const steps = requestSteps({ state, kind: kindOf(row), identified: row.identity_at !== null })
  if (!steps.includes(step)) throw refused('cases.personal_not_now')
  return row
}

/** Writes the next version of a request. */
export const update = (tx: Tx, row: Row, values: Partial<Row>) =>
  tx
    .updateTable('cases.personal_request')
    .set({ ...values, version: row.version + 1 })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()

export interface Step {
  id: string
  baseVersion: number
  now: Date
}
