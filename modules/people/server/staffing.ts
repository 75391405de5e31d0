import { sql } from 'kysely'
import type { z } from 'zod'
import type { Caller } from '#platform/server/caller.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import { Seats, type StaffingModelFields, type StaffingModelView } from '../contract/shapes.ts'
import { seatsFault } from '../domain/staffing.ts'
import { nameOf } from './directory.ts'

export async function listStaffingModels(
  db: Db,
  districtId: string,
  code?: string,
): Promise<StaffingModelView[]> {
  const rows = await db
    .selectFrom('people.staffing_model as m')
    .select([
      'm.code',
      'm.name',
      'm.name_en as nameEn',
      'm.seats',
      'm.origin',
      'm.version',
      sql<number>`(select count(*)::int from people.station s
        where s.district_id = m.district_id and s.model_code = m.code)`.as('stations'),
    ])
    .where('m.district_id', '=', districtId)
    .$if(code !== undefined, (q) => q.where('m.code', '=', code!))
    .orderBy('m.code')
    .execute()
  return rows.map(({ origin, ...row }) =>
    Object.assign(row, { seats: Seats.parse(row.seats), preset: origin === 'preset' }),
  )
}

type ModelInput = z.output<typeof StaffingModelFields> & { baseVersion: number | null }

/** Saves a model as the district's own, and keeps what it was before. */
export async function saveStaffingModel(
  tx: Tx,
  caller: Caller,
  { baseVersion, now, ...model }: ModelInput & { now: Date },
): Promise<'created' | 'changed' | 'same'> {
  const { districtId } = caller
  const { personId } = personOf(caller)
  const fault = seatsFault(model.seats)
  if (fault) throw invalid(`people.${fault}`)
  await refuseUnknownKinds(
    tx,
    districtId,
    model.seats.flatMap((s) => s.kinds),
  )
  const [known] = await listStaffingModels(tx, districtId, model.code)
  const seats = JSON.stringify(model.seats)
  const saved = await saveVersioned(tx, {
    table: 'people.staffing_model',
    key: { district_id: districtId, code: model.code },
    values: { name: model.name, name_en: model.nameEn, seats },
    onCreate: { origin: 'district' },
    baseVersion,
    outOfDate: baseVersion === null ? 'people.code_taken' : 'people.out_of_date',
  })
  if (saved.outcome === 'same') return 'same'
  await tx
    .updateTable('people.staffing_model')
    .set({ origin: 'district' })
    .where('district_id', '=', districtId)
    .where('code', '=', model.code)
    .execute()
  await tx
    .insertInto('people.staffing_model_revision')
    .values({
      district_id: districtId,
      code: model.code,
      version: saved.version,
      before: known ? JSON.stringify(known.seats) : null,
      after: seats,
      by_person: personId,
      at: now,
    })
    .execute()
  return saved.outcome
}

async function refuseUnknownKinds(tx: Tx, districtId: string, kinds: readonly string[]) {
  const rows = await tx
    .selectFrom('people.post_kind')
    .select('code')
    .where('district_id', '=', districtId)
    .execute()
  const known = new Set(rows.map((r) => r.code))
  if (!kinds.every((kind) => known.has(kind))) throw invalid('people.unknown_reference')
}

export async function staffingHistory(db: Db, districtId: string, code: string) {
  const rows = await db
    .selectFrom('people.staffing_model_revision')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()
  const names = await nameOf(db, districtId, { personIds: rows.map((r) => r.by_person) })
  return rows.map((row) => ({
    version: row.version,
    at: row.at.toISOString(),
    personName: names.persons.get(row.by_person) ?? null,
    before: row.before === null ? null : Seats.parse(row.before),
    after: Seats.parse(row.after),
  }))
}
