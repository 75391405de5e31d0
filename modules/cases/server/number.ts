import { sql, type Updateable } from 'kysely'
import type { CasesCase } from '#database/types.ts'
import type { Tx } from '#platform/server/database.ts'

/**
 * 19 digits: division, day in the district's zone, serial of that day. Everybody who reports on that
 * day waits for the counter's row, so the case is completed in the same statement, the last of all.
 */
export async function takeNumber(
  tx: Tx,
  of: { districtId: string; id: string; day: string; row: Updateable<CasesCase> },
): Promise<string> {
  const prefix = `${of.districtId}${of.day.replaceAll('-', '')}`
  const { number } = await tx
    .with('taken', (qb) =>
      qb
        .insertInto('cases.number_counter')
        .values({ district_id: of.districtId, day: of.day, last: 1 })
        .onConflict((c) =>
          c.columns(['district_id', 'day']).doUpdateSet((eb) => ({
            last: eb('cases.number_counter.last', '+', 1),
          })),
        )
        .returning('last'),
    )
    .updateTable('cases.case as c')
    .from('taken')
    .set({
      ...of.row,
      number: sql<string>`${prefix}::text || lpad(taken.last::text, greatest(5, length(taken.last::text)), '0')`,
    })
    .where('c.district_id', '=', of.districtId)
    .where('c.id', '=', of.id)
    .returning('c.number')
    .executeTakeFirstOrThrow()
  return number
}
