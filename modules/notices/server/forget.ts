import { sql } from 'kysely'
import { transact, type Db } from '#platform/server/database.ts'

/**
 * Takes messages away that were written before an instant: those in the inboxes, and those that were sent
 * to an address or given up. What still waits or is stuck stays. Answers how many; dry, it only counts.
 */
export async function forgetMessages(
  db: Db,
  { districtId, before, dry }: { districtId: string; before: Date; dry: boolean },
): Promise<number> {
  const notices = sql`from notices.notice where district_id = ${districtId} and at < ${before}`
  const deliveries = sql`from notices.delivery where district_id = ${districtId}
    and created_at < ${before} and state in ('sent', 'dropped')`
  if (dry) {
    const { rows } = await sql<{ found: number }>`
      select ((select count(*) ${notices}) + (select count(*) ${deliveries}))::int as found`.execute(
      db,
    )
    return rows[0]?.found ?? 0
  }
  return transact(db, async (tx) => {
    const inbox = await sql`delete ${notices}`.execute(tx)
    const sent = await sql`delete ${deliveries}`.execute(tx)
    return Number(inbox.numAffectedRows ?? 0) + Number(sent.numAffectedRows ?? 0)
  })
}
