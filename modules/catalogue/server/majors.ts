import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import type { MajorView } from '../contract/index.ts'
import { nextExtensionCode } from '../domain/extension.ts'
import type { MatterKind } from '../domain/matter.ts'

/** The big classes of both kinds with their counts, and the next code for a matter of one's own. */
export async function listMajors(db: Db, districtId: string): Promise<MajorView[]> {
  const rows = await db
    .selectFrom('catalogue.matter as m')
    .where('m.district_id', '=', districtId)
    .groupBy(['m.kind', 'm.major'])
    .orderBy('m.kind', 'desc')
    .orderBy('m.major')
    .select((eb) => [
      eb.ref('m.kind').$castTo<MatterKind>().as('kind'),
      'm.major',
      eb.fn.max('m.major_name').as('name'),
      sql<number>`count(*)::int`.as('count'),
      sql<number>`count(*) filter (where not m.active)::int`.as('inactive'),
      sql<number>`count(*) filter (where m.origin = 'district')::int`.as('own'),
      sql<string[]>`array_agg(m.code)`.as('codes'),
    ])
    .execute()
  return rows.map(({ kind, major, name, count, inactive, own, codes }) => {
    return { kind, major, name, count, inactive, own, nextCode: nextExtensionCode(major, codes) }
  })
}
