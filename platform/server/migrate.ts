import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import { Migrator, sql, type Migration } from 'kysely'
import { poolOf, type Db } from './database.ts'
import { repositoryRoot } from './root.ts'

const folder = join(repositoryRoot, 'database/migrations')

/** Runs the .sql files of database/migrations that have not run yet, in order. Forward only. */
export async function migrate(db: Db, log?: (name: string) => void): Promise<string[]> {
  await runMigrations({ pgPool: poolOf(db) })
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
