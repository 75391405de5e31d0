import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { mayKnow } from './boundaries.ts'

/** The three declared classes of tables (docs/decisions): the first word of each table's comment. */
const classes = ['reference', 'district', 'local'] as const

const ownTables = sql<{ schema: string; name: string; class: string | null }>`
  select n.nspname as schema, c.relname as name, split_part(obj_description(c.oid), ':', 1) as class
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p')
    and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker')
  order by 1, 2`

describe('the schema', () => {
  useDatabase()

  inTransaction('declares a class for every table', async (tx) => {
    const { rows } = await ownTables.execute(tx)
    expect(rows.length).toBeGreaterThan(30)
    expect(rows.filter((r) => !(classes as readonly (string | null)[]).includes(r.class))).toEqual(
      [],
    )
  })

  inTransaction('leads every key of a district table with district_id', async (tx) => {
    const district = new Set(
      (await ownTables.execute(tx)).rows
        .filter((r) => r.class === 'district')
        .map((r) => `${r.schema}.${r.name}`),
    )
    const { rows } = await sql<{ table: string; constraint: string; first: string }>`
      select con.conrelid::regclass::text as table, con.conname as constraint, a.attname as first
      from pg_constraint con
      join pg_attribute a on a.attrelid = con.conrelid and a.attnum = con.conkey[1]
      where con.contype in ('p', 'u', 'f')`.execute(tx)
    const wrong = rows.filter(
      (r) => district.has(r.table.replaceAll('"', '')) && r.first !== 'district_id',
    )
    expect(wrong).toEqual([])
  })

  inTransaction('has no foreign key upwards, no cascade and no trigger', async (tx) => {
    const { rows: keys } = await sql<{ from: string; to: string; cascade: boolean }>`
      select n.nspname as from, fn.nspname as to, con.confdeltype not in ('a', 'r') as cascade
      from pg_constraint con
      join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_class f on f.oid = con.confrelid join pg_namespace fn on fn.oid = f.relnamespace
      where con.contype = 'f' and n.nspname <> 'graphile_worker'`.execute(tx)
    expect(keys.filter((k) => k.cascade || (k.from !== k.to && !mayKnow(k.from, k.to)))).toEqual([])
    const { rows: triggers } = await sql`
      select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_namespace n on n.oid = c.relnamespace
      where not t.tgisinternal and n.nspname <> 'graphile_worker'`.execute(tx)
    expect(triggers).toEqual([])
  })
})
