import { audit, findUnit, unitsOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid } from '#platform/server/problem.ts'
import { saveVersioned, type VersionedRow } from '#platform/server/versioned-row.ts'
import type {
  HazardGradeView,
  HazardKindView,
  HazardSettings,
  HazardTerms,
} from '../../contract/hazards.ts'
import { gradePresets, kindPresets, ringPreset } from '../../domain/hazards/presets.ts'
import { ownsArea } from '../scope.ts'

type Asking = { caller: Caller; now: Date }

/** Kinds as they stand in a district: its own, and ours for every code of which it has none. */
export async function kindsOf(db: Db, districtId: string): Promise<HazardKindView[]> {
  const rows = await db
    .selectFrom('fieldwork.hazard_kind')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('code')
    .execute()
  const units = new Map((await unitsOf(db, districtId)).map(({ id, name }) => [id, name]))
  const own = rows.map((row) => ({
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    units: row.unit_ids.flatMap((id) => {
      const name = units.get(id)
      return name === undefined ? [] : [{ id, name }]
    }),
    active: row.active,
    preset: false,
    version: row.version,
  }))
  return inOrder<HazardKindView>(
    own,
    kindPresets.map(({ code, name, nameEn }) => ({
      code,
      name,
      nameEn,
      units: [],
      active: true,
      preset: true,
      version: 0,
    })),
  )
}

/** Grades as they stand in a district, from the lightest on. */
export async function gradesOf(db: Db, districtId: string): Promise<HazardGradeView[]> {
  const rows = await db
    .selectFrom('fieldwork.hazard_grade')
    .selectAll()
    .where('district_id', '=', districtId)
    .execute()
  const own = rows.map((row) => ({
    code: row.code,
    name: row.name,
    nameEn: row.name_en,
    days: row.days,
    active: row.active,
    preset: false,
    version: row.version,
  }))
  return inOrder<HazardGradeView>(
    own,
    gradePresets.map(({ code, name, nameEn, days }) => ({
      code,
      name,
      nameEn,
      days,
      active: true,
      preset: true,
      version: 0,
    })),
  )
}

/** The district's own where it has one, in the order of ours; what only it has comes after. */
function inOrder<One extends { code: string }>(
  own: readonly One[],
  presets: readonly One[],
): One[] {
  const known = new Map(own.map((one) => [one.code, one]))
  return [
    ...presets.map((one) => known.get(one.code) ?? one),
    ...own.filter(({ code }) => presets.every((one) => one.code !== code)),
  ]
}

export async function termsOf(db: Db, districtId: string): Promise<HazardTerms> {
  const row = await db
    .selectFrom('fieldwork.hazard_terms')
    .selectAll()
    .where('district_id', '=', districtId)
    .executeTakeFirst()
  return row
    ? {
        whistleAfterDays: row.whistle_after_days,
        reportInHours: row.report_in_hours,
        version: row.version,
      }
    : { ...ringPreset, version: 0 }
}

/** 400 unless kind and grade are in use in the district. */
export async function demandKind(
  tx: Tx,
  districtId: string,
  { kind, grade }: { kind: string; grade: string },
): Promise<void> {
  const kinds = await kindsOf(tx, districtId)
  if (!kinds.some((one) => one.code === kind && one.active))
    throw invalid('fieldwork.hazard_kind_unknown')
  const grades = await gradesOf(tx, districtId)
  if (!grades.some((one) => one.code === grade && one.active))
    throw invalid('fieldwork.hazard_grade_unknown')
}

export async function settingsOf(db: Db, caller: Caller): Promise<HazardSettings> {
  const { districtId } = caller
  return {
    kinds: await kindsOf(db, districtId),
    grades: await gradesOf(db, districtId),
    terms: await termsOf(db, districtId),
    units: (await unitsOf(db, districtId)).map(({ id, name }) => ({ id, name })),
    mayEdit: caller.verbs.has('fieldwork.plan') && ownsArea(caller, districtId),
  }
}

interface Saving {
  table: VersionedRow['table']
  key: Record<string, string>
  values: Record<string, unknown>
  baseVersion: number | null
}

/** Only a post for the whole district sets what holds in all of it. */
async function save(tx: Tx, { caller, now }: Asking, saving: Saving): Promise<{ version: number }> {
  const { districtId } = caller
  if (!ownsArea(caller, districtId)) throw forbidden('fieldwork.hazards_of_district')
  const { version } = await saveVersioned(tx, {
    ...saving,
    key: { district_id: districtId, ...saving.key },
    outOfDate: 'fieldwork.out_of_date',
  })
  await audit(tx, caller, {
    act: 'fieldwork.hazard_settings_saved',
    subjectKind: 'hazard_settings',
    subjectId: saving.key['code'] ?? districtId,
    details: { ...saving.key, ...saving.values },
    at: now,
  })
  return { version }
}

export interface KindInput {
  code: string
  name: string
  nameEn: string
  unitIds: readonly string[]
  active: boolean
  baseVersion: number | null
}

/** Adds or changes a kind; the units that time whistles for must be of the district. */
export const saveKind = (db: Db, asking: Asking, { code, baseVersion, ...given }: KindInput) =>
  transact(db, async (tx) => {
    for (const id of given.unitIds) {
      const unit = await findUnit(tx, asking.caller.districtId, id) // oxlint-disable-line no-await-in-loop -- one connection
      if (!unit?.active) throw invalid('fieldwork.hazard_unit_unknown')
    }
    return save(tx, asking, {
      table: 'fieldwork.hazard_kind',
      key: { code },
      values: {
        name: given.name,
        name_en: given.nameEn,
        unit_ids: [...given.unitIds],
        active: given.active,
      },
      baseVersion,
    })
  })

export interface GradeInput {
  code: string
  name: string
  nameEn: string
  days: number
  active: boolean
  baseVersion: number | null
}

export const saveGrade = (db: Db, asking: Asking, { code, baseVersion, ...given }: GradeInput) =>
  transact(db, (tx) =>
    save(tx, asking, {
      table: 'fieldwork.hazard_grade',
      key: { code },
      values: {
        name: given.name,
        name_en: given.nameEn,
        days: given.days,
        active: given.active,
      },
      baseVersion,
    }),
  )

export const saveTerms = (
  db: Db,
  asking: Asking,
  { baseVersion, ...terms }: Omit<HazardTerms, 'version'> & { baseVersion: number | null },
) =>
  transact(db, (tx) =>
    save(tx, asking, {
      table: 'fieldwork.hazard_terms',
      key: {},
      values: {
        whistle_after_days: terms.whistleAfterDays,
        report_in_hours: terms.reportInHours,
      },
      baseVersion,
    }),
  )
