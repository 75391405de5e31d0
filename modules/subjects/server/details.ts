import { sql } from 'kysely'
import type { Db, Tx } from '#platform/server/database.ts'
import { SubjectDetails } from '../contract/shapes.ts'
import type { Details, SubjectKind } from '../domain/subject.ts'

interface Shape {
  table: `subjects.${string}`
  columns: Record<string, string>
}

/** Where the details of a kind are kept; a person has none beside what is sealed. */
const shapes: Record<Exclude<SubjectKind, 'person'>, Shape> = {
  household: { table: 'subjects.household', columns: { people: 'people', needs: 'needs' } },
  dwelling: {
    table: 'subjects.dwelling',
    columns: {
      buildingId: 'building_id',
      unit: 'unit',
      floor: 'floor',
      room: 'room',
      areaM2: 'area_m2',
    },
  },
  building: {
    table: 'subjects.building',
    columns: { storeys: 'storeys', units: 'units', builtYear: 'built_year' },
  },
  shop: {
    table: 'subjects.shop',
    columns: { licence: 'licence', trade: 'trade', block: 'block' },
  },
  organisation: {
    table: 'subjects.organisation',
    columns: { creditCode: 'credit_code', form: 'form' },
  },
}

/** Makes or overwrites the details of a subject that is locked. */
export async function writeDetails(
  tx: Tx,
  at: { districtId: string; subjectId: string },
  details: Details,
): Promise<void> {
  if (details.kind === 'person') return
  const { table, columns } = shapes[details.kind]
  const given: Record<string, unknown> = { ...details }
  const names = Object.values(columns).map((name) => sql.ref(name))
  const values = Object.keys(columns).map((field) => sql`${given[field] ?? null}`)
  const set = names.map((name) => sql`${name} = excluded.${name}`)
  await sql`insert into ${sql.table(table)} (district_id, subject_id, ${sql.join(names)})
    values (${at.districtId}, ${at.subjectId}, ${sql.join(values)})
    on conflict (district_id, subject_id) do update set ${sql.join(set)}`.execute(tx)
}

/** The details of some subjects, by id. */
export async function readDetails(
  db: Db,
  districtId: string,
  of: readonly { id: string; kind: SubjectKind }[],
): Promise<Map<string, Details>> {
  const found = new Map<string, Details>()
  for (const { id, kind } of of) found.set(id, SubjectDetails.parse(blank(kind)))
  for (const [kind, { table, columns }] of Object.entries(shapes)) {
    const ids = of.filter((one) => one.kind === kind).map((one) => one.id)
    if (ids.length === 0) continue
    const names = Object.entries(columns).map(
      ([field, column]) => sql`${sql.ref(column)} as ${sql.ref(field)}`,
    )
    // oxlint-disable-next-line no-await-in-loop -- one connection; a page has few kinds
    const { rows } = await sql<{ id: string } & Record<string, unknown>>`
      select subject_id as id, ${sql.join(names)} from ${sql.table(table)}
      where district_id = ${districtId} and subject_id = any(${ids}::uuid[])`.execute(db)
    for (const { id, ...row } of rows) found.set(id, SubjectDetails.parse({ kind, ...row }))
  }
  return found
}

const blank = (kind: SubjectKind) => ({ kind })
