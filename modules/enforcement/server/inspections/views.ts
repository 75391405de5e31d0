import { sql } from 'kysely'
import { z } from 'zod'
import { readMatter } from '#modules/catalogue/server/index.ts'
import { findSubject } from '#modules/subjects/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { InspectionView, type InspectionRow } from '../../contract/inspections.ts'
import { samenessOf } from '../../domain/evidence.ts'
import { capsFor, isEnterprise, spanOf } from '../../domain/inspection-cap.ts'
import { cursorOf, patternOf } from '../files/lists.ts'
import { dayIn } from '../files/change.ts'
import { isoOrNull, seesNames, type Looking } from '../files/views.ts'
import { inspectionVisibleTo } from '../scope.ts'
import { capsOf } from './caps.ts'
import { inspectionsSince } from './count.ts'
import { mayInspectBy } from './due.ts'
import { findInspection, rowOf, sealedOf, type InspectionRecord } from './rows.ts'

const Looks = InspectionView.shape.looks
const Officers = InspectionView.shape.officers

/** One inspection with everything that the caller may see of it, and what may be done with it now. */
export async function inspectionPage(db: Db, id: string, by: Looking): Promise<InspectionView> {
  return viewOf(db, await findInspection(db, by.caller, id), by)
}

async function viewOf(db: Db, row: InspectionRecord, by: Looking): Promise<InspectionView> {
  const { caller, cipher } = by
  const clear = seesNames(caller)
  const looks = z.parse(Looks, row.looks)
  return {
    ...rowOf(row),
    ...saidIn(row, cipher, clear),
    matterCode: row.matter_code,
    kind: row.subject_kind === 'shop' ? 'shop' : 'organisation',
    planTitle: await planTitleOf(db, row),
    groundWords: clear ? row.ground_words : '',
    approver: row.approver,
    aboutCaseId: row.about_case_id,
    officers: z.parse(Officers, row.officers),
    looks: clear ? looks : looks.map(({ what, was }) => ({ what, was, words: '' })),
    receivedAt: row.received_at.toISOString(),
    phone:
      row.phone_done_at && row.phone_sent_at
        ? { doneAt: row.phone_done_at.toISOString(), sentAt: row.phone_sent_at.toISOString() }
        : null,
    pictures: await picturesOf(db, row, clear),
    voidedWords: clear ? row.voided_words : '',
    voidedAt: isoOrNull(row.voided_at),
    caseShortCode: await shortCodeOf(db, row),
    version: row.version,
    allowed: allowedOf(row, caller),
  }
}

/** What was found and who signed, for whoever may know names. */
function saidIn(row: InspectionRecord, cipher: Cipher, clear: boolean) {
  const { basis, words, signing } = sealedOf(row, cipher)
  const none = { words: null, signedBy: null, refusedWhy: null, witness: null }
  const said =
    signing.state === 'signed'
      ? { signedBy: signing.by }
      : { refusedWhy: signing.reason, witness: signing.witness }
  return { basis, signing: signing.state, ...none, ...(clear ? { words, ...said } : {}) }
}

function allowedOf(row: InspectionRecord, caller: Caller): InspectionView['allowed'] {
  const clear = seesNames(caller)
  const acts = caller.verbs.has('enforcement.act')
  const isOpen = acts && row.result === 'problem' && row.voided_at === null
  return [
    ...(isOpen && row.file_id === null ? ['open_file' as const] : []),
    ...(isOpen && row.case_id === null && caller.verbs.has('cases.report')
      ? ['open_case' as const]
      : []),
    ...(mayVoid(row, caller) ? ['void' as const] : []),
    ...(clear ? ['print' as const] : []),
    ...(acts ? ['original' as const] : []),
  ]
}

/** Who recorded it may take it back, and whoever approves; what a file or a case stands on stays. */
export const mayVoid = (row: InspectionRecord, caller: Caller): boolean =>
  row.voided_at === null &&
  row.file_id === null &&
  row.case_id === null &&
  (row.person_id === caller.personId || caller.verbs.has('enforcement.approve'))

async function planTitleOf(db: Db, row: InspectionRecord): Promise<string | null> {
  if (row.plan_id === null) return null
  const plan = await db
    .selectFrom('enforcement.admin_inspection_plan')
    .select('title')
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.plan_id)
    .executeTakeFirst()
  return plan?.title ?? null
}

async function shortCodeOf(db: Db, row: InspectionRecord): Promise<string | null> {
  if (row.case_id === null) return null
  const kase = await db
    .selectFrom('cases.v_titled_case')
    .select('short_code')
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.case_id)
    .executeTakeFirst()
  return kase?.short_code ?? null
}

async function picturesOf(
  db: Db,
  row: InspectionRecord,
  clear: boolean,
): Promise<InspectionView['pictures']> {
  const rows = await db
    .selectFrom('enforcement.admin_inspection_picture')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('inspection_id', '=', row.id)
    .orderBy('said_at')
    .orderBy('id')
    .execute()
  return rows.map((one) => ({
    id: one.id,
    pictureId: one.picture_id,
    caption: clear ? one.caption : '',
    takenAt: isoOrNull(one.said_at),
    sameness: samenessOf(one.said_sha256, one.kept_sha256),
    sha256: one.kept_sha256,
  }))
}

interface Asked {
  caseId?: string | undefined
  result?: string | undefined
  q?: string | undefined
  after?: string | undefined
  limit: number
}

/** Inspections in the own area, the newest first. */
export async function listInspections(
  db: Db,
  { caseId, result, q, after, limit }: Asked,
  { caller }: Pick<Looking, 'caller'>,
): Promise<{ rows: InspectionRow[]; next: string | null }> {
  const last = cursorOf(after)
  const rows = await db
    .selectFrom('enforcement.admin_inspection as a')
    .selectAll('a')
    .where(inspectionVisibleTo(caller))
    .$if(caseId !== undefined, (x) =>
      x.where((eb) => eb.or([eb('a.case_id', '=', caseId!), eb('a.about_case_id', '=', caseId!)])),
    )
    .$if(result !== undefined, (x) => x.where('a.result', '=', result!))
    .$if(q !== undefined && q !== '', (x) =>
      x.where(
        sql<boolean>`(a.subject_name ilike ${patternOf(q ?? '')} or a.address ilike ${patternOf(q ?? '')}
          or a.number ilike ${patternOf(q ?? '')})`,
      ),
    )
    .$if(last !== null, (x) =>
      x.where(sql<boolean>`(a.inspected_at, a.id) < (${last!.at}::timestamptz, ${last!.id}::uuid)`),
    )
    .orderBy('a.inspected_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const end = shown.at(-1)
  return {
    rows: shown.map(rowOf),
    next: rows.length > limit && end ? `${end.inspected_at.toISOString()}/${end.id}` : null,
  }
}

/** How often an enterprise was inspected, by body and cap, in the spans that run now; and the latest. */
export async function inspectionsOfSubject(db: Db, subjectId: string, by: Looking) {
  const { caller, now } = by
  const { districtId } = caller
  const subject = await findSubject(db, caller, subjectId)
  const { today } = await dayIn(db, districtId, now)
  const may = await mayInspectBy(db, { caller, now }, today)
  if (!isEnterprise(subject.kind)) return { enterprise: false, counts: [], rows: [], ...may }
  const { kind } = subject
  const since = `${today.slice(0, 4)}-01-01`
  const all = await inspectionsSince(db, { districtId, subjectId: subject.id, since })
  const bodies = new Map(all.map((one) => [one.bodyId, one.bodyName]))
  const caps = (await capsOf(db, districtId)).filter((cap) => cap.kind === kind)
  const matters = new Map<string, string>()
  for (const { matterCode } of caps)
    if (matterCode !== '*')
      matters.set(matterCode, (await readMatter(db, districtId, 'matter', matterCode))?.name ?? '') // oxlint-disable-line no-await-in-loop -- a few caps
  const counts = []
  const none: [string, string][] = [['', '']]
  for (const [bodyId, bodyName] of bodies.size > 0 ? bodies : none) {
    for (const cap of caps) {
      const { from, until } = spanOf(cap.per, today)
      const own = all.filter(
        (one) =>
          one.bodyId === bodyId &&
          one.day >= from &&
          one.day <= until &&
          capsFor([cap], { kind, matterCode: one.matterCode }).length > 0,
      )
      counts.push({
        bodyName,
        matterName: cap.matterCode === '*' ? null : (matters.get(cap.matterCode) ?? cap.matterCode),
        per: cap.per,
        from,
        until,
        done: own.length,
        special: own.filter((one) => one.ground !== 'plan').length,
        times: cap.times,
      })
    }
  }
  return { enterprise: true, counts, rows: await latestOf(db, subject.id, by), ...may }
}

/** The latest of an enterprise; whoever sees it sees how often it was inspected, wherever that was written. */
async function latestOf(
  db: Db,
  subjectId: string,
  { caller }: { caller: Caller; cipher: Cipher },
): Promise<InspectionRow[]> {
  const rows = await db
    .selectFrom('enforcement.admin_inspection as a')
    .innerJoin('subjects.v_subject as s', (j) =>
      j.onRef('s.district_id', '=', 'a.district_id').onRef('s.id', '=', 'a.subject_id'),
    )
    .selectAll('a')
    .where('s.root_id', '=', subjectId)
    .where(inspectionVisibleTo(caller))
    .orderBy('a.inspected_at', 'desc')
    .limit(20)
    .execute()
  return rows.map(rowOf)
}
