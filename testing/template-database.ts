import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#platform/server/database.ts'
import { migrate } from '#platform/server/migrate.ts'
import { repositoryRoot } from '#platform/server/root.ts'
import { startTestServer, urlOf } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    template: string
    /** How the names of this run's copies begin. */
    copies: string
    serverUrl: string
  }
}

/**
 * Before all database tests: a server, and on it one migrated template database, named by the hash
 * of the migrations, so that it is built again only when a migration changes.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer()
  const template = `template_${await hashMigrations()}`
  const admin = new pg.Client(urlOf(server.url, 'postgres'))
  await admin.connect()
  await dropLeftovers(admin, template)
  await makeTemplate(admin, server.url, template)
  await admin.end()
  project.provide('template', template)
  project.provide('serverUrl', server.url)
  const copies = `test_${randomBytes(3).toString('hex')}`
  project.provide('copies', copies)
  return async () => {
    await dropCopies(server.url, copies)
    await server.stop()
  }
}

async function dropCopies(serverUrl: string, copies: string): Promise<void> {
  const admin = new pg.Client(urlOf(serverUrl, 'postgres'))
  await admin.connect()
  const { rows } = await admin.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [copies],
  )
  // oxlint-disable-next-line no-await-in-loop -- one connection
  for (const { name } of rows) await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
}

/** The advisory lock keeps two runs on one server from building the same template at once. */
async function makeTemplate(admin: pg.Client, serverUrl: string, template: string): Promise<void> {
  await admin.query('select pg_advisory_lock(hashtext($1))', [template])
  const { rowCount } = await admin.query(
    'select from pg_database where datname = $1 and datistemplate',
    [template],
  )
  if (rowCount) return
  await admin.query(`drop database if exists ${template}`)
  await admin.query(`create database ${template} encoding 'UTF8' template template0`)
  const db = openDatabase(urlOf(serverUrl, template), { max: 1 })
  await migrate(db)
  await db.destroy()
  await admin.query(`alter database ${template} with is_template true`)
}

/** Templates of older migrations, and copies that a killed run has left behind and nobody uses. */
async function dropLeftovers(admin: pg.Client, template: string): Promise<void> {
  const leftovers = await admin
    .query<{ name: string }>(
      `select datname as name from pg_database d
       where (datname ~ '^template_[0-9a-f]{12}$' and datname <> $1 or datname ~ '^test_[0-9a-f]{12}$')
         and not exists (select from pg_stat_activity a where a.datname = d.datname)
         and (pg_stat_file('base/' || d.oid || '/PG_VERSION', true)).modification < now() - interval '1 hour'`,
      [template],
    )
    .catch(() => null) // no superuser on a server of TEST_POSTGRES: then they stay
  for (const { name } of leftovers?.rows ?? []) {
    await admin.query(`alter database ${name} with is_template false`)
    await admin.query(`drop database if exists ${name}`)
  }
}

async function hashMigrations(): Promise<string> {
  const folder = join(repositoryRoot, 'database/migrations')
  const hash = createHash('sha256')
  for (const name of (await readdir(folder)).sort())
    hash.update(name).update(await readFile(join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}
