import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import { Migrator, sql, type Migration } from 'kysely'
import { poolOf, type Db } from './database.ts'
import { repositoryRoot } from './root.ts'

const folder = join(repositoryRoot, 'database/migrations')

/** The database was migrated by a later release: what this one would do to it is anybody's guess. */
export class NewerDataError extends Error {
  override name = 'NewerDataError'
  readonly zh: string
  readonly en: string

  constructor(name: string) {
    super(name)
    this.zh = `数据库来自更新的版本（有本版没有的迁移 ${name}）。请使用那个版本的程序，或恢复升级前的备份；数据没有被改动。`
    this.en = `The database is of a newer release (this one does not know its migration ${name}). Use that release, or restore the backup from before; the data has not been touched.`
  }
}

/** Ends in a NewerDataError where a later release has been at work. */
export async function refuseNewerData(db: Db): Promise<void> {
  const { rows } = await sql<{ there: string | null }>`
    select to_regclass('kysely_migration')::text as there`.execute(db)
  if (!rows[0]?.there) return
  const ran = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    db,
  )
  const known = await readMigrations()
  const unknown = ran.rows.find(({ name }) => !(name in known))
  if (unknown) throw new NewerDataError(unknown.name)
}

/** Runs the .sql files of database/migrations that have not run yet, in order. Forward only. */
export async function migrate(db: Db, log?: (name: string) => void): Promise<string[]> {
  await refuseNewerData(db)
  await runMigrations({ pgPool: poolOf(db) })
  // Facts are told from the first hour on, before any worker has told the library of its jobs.
  await sql`insert into graphile_worker._private_tasks (identifier)
    select 'fact' where not exists (select from graphile_worker._private_tasks
      where identifier = 'fact') on conflict do nothing`.execute(db)
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  const names = (results ?? []).map((r) => r.migrationName)
  for (const name of names) log?.(name)
  return names
}

/** The migrations that this database still lacks; production refuses to start while there are any. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  return (await migrator.getMigrations()).filter((m) => !m.executedAt).map((m) => m.name)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const entries = files.map(async (name) => {
    const text = await readFile(join(folder, name), 'utf8')
    const migration: Migration = { up: async (db) => void (await sql.raw(text).execute(db)) }
    return [name.replace(/\.sql$/, ''), migration] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}
