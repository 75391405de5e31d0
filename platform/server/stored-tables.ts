import type { ClientBase } from 'pg'

/** A table as it goes into a backup. */
export interface StoredTable {
  schema: string
  name: string
  /** Without generated columns, which come back by themselves. */
  columns: string[]
}

export interface StoredSequence {
  schema: string
  name: string
  value: string
  called: boolean
}

const bookkeeping = '(^|_)migrations?(_lock)?$'

/** Jobs are made anew from what is stored; PostgreSQL's and extensions' own tables come with them. */
const ours = `
  c.relnamespace = n.oid and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** All tables with rows of ours, each after those it refers to (as far as they do not refer in a circle). */
export async function storedTables(client: ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable & { oid: string; refers: string[] }>(
    `select c.oid::text, n.nspname as schema, c.relname as name,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             order by a.attnum) as columns,
       array(select k.confrelid::text from pg_constraint k
             where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers
     from pg_class c, pg_namespace n
     where ${ours} and c.relkind in ('r', 'p') and not c.relispartition and c.relname !~ $1
     order by n.nspname, c.relname`,
    [bookkeeping],
  )
  const ordered = new Map<string, StoredTable>()
  const visiting = new Set<string>()
  const visit = (oid: string) => {
    const table = rows.find((row) => row.oid === oid)
    if (!table || visiting.has(oid)) return
    visiting.add(oid)
    table.refers.forEach(visit)
    ordered.set(oid, { schema: table.schema, name: table.name, columns: table.columns })
  }
  for (const { oid } of rows) visit(oid)
  return [...ordered.values()]
}

export async function storedSequences(client: ClientBase): Promise<StoredSequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c, pg_namespace n
     where ${ours} and c.relkind = 'S' order by n.nspname, c.relname`,
  )
  const sequences: StoredSequence[] = []
  for (const { schema, name } of rows) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const found = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(schema, name)}`,
    )
    for (const { value, called } of found.rows) sequences.push({ schema, name, value, called })
  }
  return sequences
}

/** The names of the migrations this database has been through, in order. */
export async function migrationNames(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ schema: string; table: string }>(
    `select n.nspname as schema, c.relname as table from pg_class c, pg_namespace n, pg_attribute a
     where ${ours} and c.relkind = 'r' and c.relname ~ $1 and c.relname !~ '_lock$'
       and a.attrelid = c.oid and a.attname = 'name'`,
    [bookkeeping],
  )
  const [place] = rows
  if (!place) return []
  const names = await client.query<{ name: string }>(
    `select name from ${quoted(place.schema, place.table)} order by name collate "C"`,
  )
  return names.rows.map(({ name }) => name)
}

/** The first of these tables that holds a row, or null. */
export async function firstFilled(
  client: ClientBase,
  tables: StoredTable[],
): Promise<string | null> {
  for (const { schema, name } of tables) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const { rowCount } = await client.query(`select from ${quoted(schema, name)} limit 1`)
    if (rowCount) return `${schema}.${name}`
  }
  return null
}

/** A name for SQL, whatever characters it holds. */
export function quoted(...names: string[]): string {
  return names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.')
}
