import type { Db, Tx } from '#platform/server/database.ts'
import { powers, systems, type Authority } from '../../domain/authority.ts'

/** A check constraint holds each of these words. */
export const oneOf = <Word extends string>(words: readonly Word[], word: string): Word =>
  words.find((known) => known === word) ?? words[0]!

/** Every entry of a district, those of matters by themselves first. */
export async function authoritiesOf(db: Db, districtId: string): Promise<Authority[]> {
  const rows = await db
    .selectFrom('enforcement.authority')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('matter_code', 'desc')
    .orderBy('power')
    .orderBy('valid_from')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    matterCode: row.matter_code,
    power: oneOf(powers, row.power),
    bodyId: row.body_id,
    bodyName: row.body_name,
    system: oneOf(systems, row.system),
    from: row.valid_from,
    until: row.valid_until,
  }))
}

/**
 * How a body signs and numbers its papers; undefined until somebody has said so. Its prefix stays as it
 * is until the paper that is numbered by it stands.
 */
export const officeOf = (tx: Tx, districtId: string, bodyId: string) =>
  tx
    .selectFrom('enforcement.office')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('body_id', '=', bodyId)
    .forShare()
    .executeTakeFirst()
