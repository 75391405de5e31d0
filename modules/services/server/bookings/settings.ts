import { randomUUID } from 'node:crypto'
import { readMatter } from '#modules/catalogue/server/index.ts'
import { audit, findUnit, nameOf, unitsOf } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import { PublicService, ServiceInput, type ServiceView } from '../../contract/services.ts'
import presets from '../../presets/services.json' with { type: 'json' }
import { fitHours } from '../../domain/slots.ts'
import { hoursOf, kindOf, questionsOf, type ServiceRow } from './service-rows.ts'

const placeOf = (row: ServiceRow) =>
  row.place === 'office' ? ('office' as const) : ('door' as const)

const saidOf = (row: ServiceRow) => ({
  code: row.code,
  kind: kindOf(row),
  name: row.name,
  nameEn: row.name_en,
  guidance: row.guidance,
  guidanceEn: row.guidance_en,
  cost: row.cost,
  costEn: row.cost_en,
  place: placeOf(row),
  office: row.office,
  asksPhone: row.asks_phone,
  leadHours: row.lead_hours,
})

const rowsOf = (db: Db, districtId: string) =>
  db
    .selectFrom('services.service')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('position')
    .orderBy('code')
    .execute()

/** Every service of the district, open or not, with the units that could do it. */
export async function servicesOf(db: Db, caller: Caller, now: Date) {
  const { districtId, verbs } = caller
  const rows = await rowsOf(db, districtId)
  const { organisations } = await nameOf(db, districtId, {
    organisationIds: rows.flatMap((row) => row.unit_id ?? []),
  })
  const units = await unitsOf(db, districtId)
  const { timeZone } = await readDistrict(db, districtId)
  const services: ServiceView[] = []
  for (const row of rows) {
    const kind = row.matter_kind === 'component' ? ('component' as const) : ('matter' as const)
    const matter = await readMatter(db, districtId, kind, row.matter_code) // oxlint-disable-line no-await-in-loop -- a handful
    services.push({
      ...saidOf(row),
      id: row.id,
      matter: { kind, code: row.matter_code },
      matterName: matter?.name ?? row.matter_code,
      unitId: row.unit_id,
      unitName: row.unit_id === null ? null : (organisations.get(row.unit_id) ?? null),
      questions: questionsOf(row),
      hours: hoursOf(row),
      onDaysOff: row.on_days_off,
      aheadDays: row.ahead_days,
      open: row.open,
      position: row.position,
      preset: row.preset,
      version: row.version,
    })
  }
  return {
    services,
    units: units.map(({ id, name }) => ({ id, name })),
    mayEdit: verbs.has('services.edit'),
    mayBook: verbs.has('services.book'),
    timeZone,
    now: now.toISOString(),
  }
}

/** What a stranger reads of the open ones; who serves which option stays inside. */
export async function openServices(db: Db, districtId: string): Promise<PublicService[]> {
  const rows = (await rowsOf(db, districtId)).filter((row) => row.open)
  return publicOf(db, districtId, rows)
}

const withoutUnits = (question: ReturnType<typeof questionsOf>[number]) =>
  Object.assign(question, {
    options: question.options.map(({ value, label, labelEn }) => ({
      value,
      label,
      labelEn,
      unitId: null,
    })),
  })

export async function publicOf(
  db: Db,
  districtId: string,
  rows: readonly ServiceRow[],
): Promise<PublicService[]> {
  const { organisations } = await nameOf(db, districtId, {
    organisationIds: rows.flatMap((row) => row.unit_id ?? []),
  })
  return rows.map((row) =>
    PublicService.parse({
      ...saidOf(row),
      unitName: organisations.get(row.unit_id ?? '') ?? '',
      questions: questionsOf(row).map(withoutUnits),
    }),
  )
}

/** Adds or changes a service of the whole district; its matter, its units and its hours must fit. */
export async function saveService(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  input: ServiceInput,
): Promise<{ id: string; version: number }> {
  const given = ServiceInput.parse(input)
  const { districtId } = caller
  if (!caller.scope.areas.includes(districtId)) throw forbidden('services.services_of_district')
  return transact(db, async (tx) => {
    await demandFit(tx, districtId, given)
    const { version } = await saveVersioned(tx, {
      table: 'services.service',
      key: { district_id: districtId, id: given.id },
      values: { ...columnsOf(given), preset: false },
      baseVersion: given.baseVersion,
      outOfDate: 'services.out_of_date',
    }).catch((error: unknown) => {
      if (brokenConstraint(error) === 'service_code_once') throw refused('services.code_taken')
      throw error
    })
    await audit(tx, caller, {
      act: 'services.service_saved',
      subjectKind: 'service',
      subjectId: given.id,
      details: { code: given.code, name: given.name, open: given.open },
      at: now,
    })
    return { id: given.id, version }
  })
}

type Given = ReturnType<typeof ServiceInput.parse>

async function demandFit(tx: Tx, districtId: string, given: Given): Promise<void> {
  if (!fitHours(given.hours)) throw invalid('services.hours_overlap')
  if (new Set(given.questions.map((q) => q.key)).size !== given.questions.length)
    throw invalid('services.question_twice')
  if (given.questions.some((q) => q.kind === 'choice' && q.options.length === 0))
    throw invalid('services.options_needed')
  if (given.open && given.unitId === null) throw invalid('services.unit_needed')
  const { kind, code } = given.matter
  if (!(await readMatter(tx, districtId, kind, code))) throw invalid('cases.matter_not_found')
  const named = given.questions.flatMap((q) => q.options.flatMap((o) => o.unitId ?? []))
  for (const unitId of new Set([...named, ...(given.unitId === null ? [] : [given.unitId])])) {
    const unit = await findUnit(tx, districtId, unitId) // oxlint-disable-line no-await-in-loop -- a handful
    if (!unit?.active) throw invalid('cases.unit_not_found')
  }
}

const columnsOf = (given: Omit<Given, 'id' | 'baseVersion'>) => ({
  code: given.code,
  kind: given.kind,
  name: given.name,
  name_en: given.nameEn,
  guidance: given.guidance,
  guidance_en: given.guidanceEn,
  cost: given.cost,
  cost_en: given.costEn,
  place: given.place,
  office: given.office,
  matter_kind: given.matter.kind,
  matter_code: given.matter.code,
  unit_id: given.unitId,
  questions: JSON.stringify(given.questions),
  hours: JSON.stringify(given.hours),
  on_days_off: given.onDaysOff,
  lead_hours: given.leadHours,
  ahead_days: given.aheadDays,
  asks_phone: given.asksPhone,
  open: given.open,
  position: given.position,
})

/** Our proposals, closed until the district has said who does them; what is there already stays as it is. */
export async function takePresets(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
): Promise<{ added: number }> {
  const { districtId } = caller
  if (!caller.scope.areas.includes(districtId)) throw forbidden('services.services_of_district')
  return transact(db, async (tx) => {
    const added = await tx
      .insertInto('services.service')
      .values(
        presets.map((preset) => {
          const given = ServiceInput.parse({
            ...preset,
            id: randomUUID(),
            unitId: null,
            open: false,
            baseVersion: null,
          })
          const key = { district_id: districtId, id: given.id, preset: true }
          return Object.assign(key, columnsOf(given))
        }),
      )
      .onConflict((c) => c.columns(['district_id', 'code']).doNothing())
      .returning('id')
      .execute()
    await audit(tx, caller, {
      act: 'services.presets_taken',
      subjectKind: 'district',
      subjectId: districtId,
      details: { added: added.length },
      at: now,
    })
    return { added: added.length }
  })
}
