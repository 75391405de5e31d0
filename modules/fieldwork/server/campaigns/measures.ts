import { audit } from '#modules/people/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { forbidden } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { MeasureView } from '../../contract/campaigns.ts'
import { measurePresets } from '../../domain/campaigns/campaign.ts'
import { ownsArea } from '../scope.ts'
import type { Asking } from './parts.ts'

/** Measures as they stand in a district: its own, and ours for every code of which it has none. */
export async function measuresOf(db: Db, districtId: string): Promise<MeasureView[]> {
  const rows = await db
    .selectFrom('fieldwork.campaign_measure')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('code')
    .execute()
  const own = rows.map((row) => ({
    code: row.code,
    name: row.name,
    nameEn: row.name_en || row.name,
    unit: row.unit,
    unitEn: row.unit_en || row.unit,
    active: row.active,
    preset: false,
    version: row.version,
  }))
  const known = new Set(own.map(({ code }) => code))
  const ours = measurePresets
    .filter(({ code }) => !known.has(code))
    .map(({ code, name, nameEn, unit, unitEn }) => ({
      code,
      name,
      nameEn,
      unit,
      unitEn,
      active: true,
      preset: true,
      version: 0,
    }))
  return [...ours, ...own]
}

export interface MeasureInput {
  code: string
  name: string
  nameEn: string
  unit: string
  unitEn: string
  active: boolean
  baseVersion: number | null
}

/** Adds or changes a measure; what was measured by it keeps its amounts. */
export async function saveMeasure(
  db: Db,
  { caller, now }: Asking,
  { code, baseVersion, ...given }: MeasureInput,
): Promise<{ version: number }> {
  const { districtId } = caller
  if (!ownsArea(caller, districtId)) throw forbidden('fieldwork.hazards_of_district')
  return transact(db, async (tx) => {
    const { version } = await saveVersioned(tx, {
      table: 'fieldwork.campaign_measure',
      key: { district_id: districtId, code },
      values: {
        name: given.name,
        name_en: given.nameEn,
        unit: given.unit,
        unit_en: given.unitEn,
        active: given.active,
      },
      baseVersion,
      outOfDate: 'fieldwork.out_of_date',
    })
    await audit(tx, caller, {
      act: 'fieldwork.hazard_settings_saved',
      subjectKind: 'campaign_measure',
      subjectId: code,
      details: { code, active: given.active },
      at: now,
    })
    return { version }
  })
}
