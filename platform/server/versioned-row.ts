import { sql } from 'kysely'
import type { Tx } from './database.ts'
import { refused } from './problem.ts'

export interface VersionedRow {
  table: `${string}.${string}`
  key: Record<string, string>
  /** Columns beside the key; jsonb as text. */
  values: Record<string, unknown>
  /** Columns written only when the row is made. */
  onCreate?: Record<string, unknown>
  /**
   * The version the caller saw; `null` for a row the caller believes is new; left out by programs
   * that overwrite whatever is there.
   */
  baseVersion?: number | null | undefined
  /** The Problem when somebody else was faster. */
  outOfDate: `${string}.${string}`
}

export interface Saved {
  version: number
  outcome: 'created' | 'changed' | 'same'
}

/**
 * Makes or changes one row under its client-made key. The same values twice change nothing, so a
 * retry gets the same answer; other values on an old version end in 409 with the version that stands.
 */
export async function saveVersioned(tx: Tx, row: VersionedRow): Promise<Saved> {
  const created = { ...row.key, ...row.values, ...row.onCreate }
  const columns = sql.join(Object.keys(created).map((name) => sql.ref(name)))
  const inserted = await sql<{ version: number }>`
    insert into ${sql.table(row.table)} (${columns}) values (${sql.join(Object.values(created))})
    on conflict (${sql.join(Object.keys(row.key).map((name) => sql.ref(name)))}) do nothing
    returning version`.execute(tx)
  if (inserted.rows[0]) return { version: inserted.rows[0].version, outcome: 'created' }

  const ours = every(row.key, '=')
  const { rows } = await sql<{ version: number; same: boolean }>`
    select version, ${every(row.values, 'is not distinct from')} as same
    from ${sql.table(row.table)} where ${ours} for update`.execute(tx)
  const { version, same } = rows[0]!
  if (same) return { version, outcome: 'same' }
  if (row.baseVersion !== undefined && row.baseVersion !== version)
    throw refused(row.outOfDate, { version })
  const set = Object.entries(row.values).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  await sql`update ${sql.table(row.table)} set ${sql.join(set)}, version = version + 1
    where ${ours}`.execute(tx)
  return { version: version + 1, outcome: 'changed' }
}

function every(values: Record<string, unknown>, operator: '=' | 'is not distinct from') {
  const tests = Object.entries(values).map(
    ([name, value]) => sql`${sql.ref(name)} ${sql.raw(operator)} ${value}`,
  )
  return tests.length ? sql<boolean>`(${sql.join(tests, sql` and `)})` : sql<boolean>`true`
}
