import { reportCase } from '#modules/cases/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { demand, personOf } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import { openFile } from '../files/open.ts'
import { seesNames } from '../files/views.ts'
import type { Acting } from './record.ts'
import { holdInspection, type InspectionRecord } from './rows.ts'
import { mayVoid } from './views.ts'

const set = (tx: Tx, row: InspectionRecord, values: Record<string, unknown>) =>
  tx
    .updateTable('enforcement.admin_inspection')
    .set({ ...values, version: row.version + 1 })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()

function demandProblem(row: InspectionRecord): void {
  if (row.voided_at !== null) throw refused('enforcement.inspection_void')
  if (row.result !== 'problem') throw refused('enforcement.no_problem_found')
}

/** Opens a file for the problem that was found, with the enterprise as its party; sent again, once. */
export async function openFileOf(
  db: Db,
  wish: { inspectionId: string; fileId: string; partyId: string; title: string },
  acting: Acting,
): Promise<void> {
  await transact(db, async (tx) => {
    const row = await holdInspection(tx, acting.caller, wish.inspectionId)
    if (row.file_id === wish.fileId) return
    demandProblem(row)
    if (row.file_id !== null) throw refused('enforcement.inspection_followed')
    const { lon, lat } = row
    await openFile(
      tx,
      {
        id: wish.fileId,
        caseId: null,
        title: wish.title,
        matterCode: row.matter_code,
        sells: 'none',
        address: row.address || row.subject_name,
        point: lon === null || lat === null ? null : { lon, lat },
        parties: [
          {
            id: wish.partyId,
            kind: row.subject_kind === 'shop' ? 'shop' : 'organisation',
            subjectId: row.subject_id,
            name: row.subject_name,
            about: '',
          },
        ],
      },
      acting,
    )
    await set(tx, row, { file_id: wish.fileId })
    await audit(tx, acting.caller, {
      act: 'enforcement.inspection_file_opened',
      subjectKind: 'enforcement.admin_inspection',
      subjectId: row.id,
      details: { number: row.number },
      at: acting.now,
    })
  })
}

/** Reports the problem that was found as a case at the enterprise; sent again, once. */
export async function openCaseOf(
  db: Db,
  wish: { inspectionId: string; words: string },
  acting: Acting,
): Promise<void> {
  demand(acting.caller, 'cases.report')
  await transact(db, async (tx) => {
    const row = await holdInspection(tx, acting.caller, wish.inspectionId)
    if (row.case_id !== null) return
    demandProblem(row)
    const { lon, lat } = row
    const kase = await reportCase(
      tx,
      {
        source: 'enforcement.inspection',
        clientId: row.id,
        channel: 'patrol',
        words: wish.words,
        place:
          lon === null || lat === null ? null : { lon, lat, system: 'CGCS2000', method: 'staff' },
        address: row.address,
        addressId: null,
        doorplate: null,
        photos: [],
        name: null,
        phone: null,
        confidential: false,
        danger: null,
        order: {
          dueAt: null,
          refuseUntil: null,
          urgent: false,
          communityCode: row.community_code || null,
        },
      },
      acting,
    )
    await set(tx, row, { case_id: kase.caseId })
    await audit(tx, acting.caller, {
      act: 'enforcement.inspection_case_opened',
      subjectKind: 'enforcement.admin_inspection',
      subjectId: row.id,
      details: { number: row.number, caseId: kase.caseId },
      at: acting.now,
    })
  })
}

/** Takes a wrong record out of all counts. It stays with its number, and its paper says so. */
export async function voidInspection(
  db: Db,
  wish: { inspectionId: string; words: string; baseVersion: number },
  { caller, now }: Acting,
): Promise<void> {
  const { personId } = personOf(caller)
  if (!seesNames(caller)) throw forbidden('request.forbidden')
  await transact(db, async (tx) => {
    const row = await holdInspection(tx, caller, wish.inspectionId)
    if (row.voided_at !== null && row.voided_by === personId) return
    if (row.version !== wish.baseVersion)
      throw refused('enforcement.out_of_date', { version: row.version })
    if (!mayVoid(row, caller)) throw refused('enforcement.inspection_stays')
    await set(tx, row, { voided_at: now, voided_by: personId, voided_words: wish.words })
    await audit(tx, caller, {
      act: 'enforcement.inspection_voided',
      subjectKind: 'enforcement.admin_inspection',
      subjectId: row.id,
      details: { number: row.number },
      at: now,
    })
  })
}
