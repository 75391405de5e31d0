import { sql } from 'kysely'
import { endedCases, type Forget } from '#modules/cases/server/index.ts'
import { transact, type Tx } from '#platform/server/database.ts'

const AT_ONCE = 500

/**
 * Empties what other systems sent with orders whose case ended before an instant, and what they heard in
 * calling back. That the order came, its number and its case stay: a second sending still finds it.
 */
export const forgetOrders: Forget = async (db, { districtId, before, dry }) => {
  const counts = { found: 0, kept: 0, done: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  /* oxlint-disable no-await-in-loop -- one batch after the other */
  for (;;) {
    const { rows } = await sql<{ id: string; case_id: string | null; came: boolean }>`
      select id, case_id, came_at < ${before} as came from exchange.order
      where district_id = ${districtId} and fields_cipher is not null and id > ${after}
      order by id limit ${AT_ONCE}`.execute(db)
    const caseIds = rows.flatMap((row) => row.case_id ?? [])
    const ended = await endedCases(db, { districtId, before, caseIds })
    const heldOf = new Map(ended.map((one) => [one.id, one.held]))
    // What never became a case has only its coming.
    const due = rows.filter((row) => (row.case_id === null ? row.came : heldOf.has(row.case_id)))
    const free = due.filter((row) => row.case_id === null || heldOf.get(row.case_id) === false)
    counts.found += due.length
    counts.kept += due.length - free.length
    if (!dry && free.length > 0) {
      const ids = free.map((row) => row.id)
      await transact(db, (tx) => empty(tx, districtId, ids))
      counts.done += free.length
    }
    after = rows.at(-1)?.id ?? after
    if (rows.length < AT_ONCE) return counts
  }
  /* oxlint-enable no-await-in-loop */
}

async function empty(tx: Tx, districtId: string, ids: string[]): Promise<void> {
  const of = (column: string) => sql`district_id = ${districtId}
    and ${sql.ref(column)} = any(${ids}::uuid[])`
  await sql`update exchange.order set fields_cipher = null, trouble = null where ${of('id')}`.execute(
    tx,
  )
  await sql`update exchange.order_verdict set words_cipher = null where ${of('order_id')}`.execute(
    tx,
  )
}
