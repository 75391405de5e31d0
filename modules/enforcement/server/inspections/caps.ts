import { readMatter } from '#modules/catalogue/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { CapView } from '../../contract/inspections.ts'
import { capPresets, enterpriseKinds, spans, type Cap } from '../../domain/inspection-cap.ts'
import { oneOf } from '../powers/authority.ts'

/** The caps that hold: those of the district, or ours as long as it has none. */
export async function capsOf(db: Db, districtId: string): Promise<readonly Cap[]> {
  const rows = await rowsOf(db, districtId)
  return rows.length === 0 ? capPresets : rows.filter((row) => row.active).map(capOf)
}

const rowsOf = (db: Db, districtId: string) =>
  db
    .selectFrom('enforcement.admin_inspection_cap')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('subject_kind')
    .orderBy('matter_code')
    .orderBy('id')
    .execute()

const capOf = (row: {
  subject_kind: string
  matter_code: string
  times: number
  per: string
}): Cap => ({
  kind: oneOf(enterpriseKinds, row.subject_kind),
  matterCode: row.matter_code,
  times: row.times,
  per: oneOf(spans, row.per),
})

/** Every cap with its words, for the page; ours where the district has none. */
export async function listCaps(db: Db, caller: Caller) {
  const { districtId } = caller
  const rows = await rowsOf(db, districtId)
  const caps: CapView[] = []
  for (const row of rows)
    caps.push({
      ...capOf(row),
      id: row.id,
      matterName: await matterNameOf(db, districtId, row.matter_code), // oxlint-disable-line no-await-in-loop -- a few rows of a settings page
      law: row.law,
      active: row.active,
      version: row.version,
    })
  const presets = capPresets.map((cap) =>
    Object.assign({ id: null, matterName: '', law: '', active: true, version: 0 }, cap),
  )
  return {
    caps: rows.length === 0 ? presets : caps,
    preset: rows.length === 0,
    mayEdit: caller.verbs.has('enforcement.settings'),
  }
}

const matterNameOf = async (db: Db, districtId: string, code: string) =>
  code === '*' ? '' : ((await readMatter(db, districtId, 'matter', code))?.name ?? '')

/** Keeps a cap; who changed how often enterprises may be inspected is in the log. */
export async function saveCap(
  db: Db,
  cap: Cap & { id: string; law: string; active: boolean; baseVersion: number | null },
  { caller, now }: { caller: Caller; now: Date },
): Promise<{ version: number }> {
  const { districtId } = caller
  if (cap.matterCode !== '*' && !(await readMatter(db, districtId, 'matter', cap.matterCode)))
    throw invalid('enforcement.matter_unknown')
  return transact(db, async (tx) => {
    const { version, outcome } = await saveVersioned(tx, {
      table: 'enforcement.admin_inspection_cap',
      key: { district_id: districtId, id: cap.id },
      values: {
        subject_kind: cap.kind,
        matter_code: cap.matterCode,
        times: cap.times,
        per: cap.per,
        law: cap.law,
        active: cap.active,
      },
      baseVersion: cap.baseVersion,
      outOfDate: 'enforcement.settings_out_of_date',
    })
    if (outcome !== 'same')
      await audit(tx, caller, {
        act: 'enforcement.cap_saved',
        subjectKind: 'enforcement.admin_inspection_cap',
        subjectId: cap.id,
        details: { kind: cap.kind, matterCode: cap.matterCode, times: cap.times, per: cap.per },
        at: now,
      })
    return { version }
  })
}
