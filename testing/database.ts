import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { beforeAll, inject, it } from 'vitest'
import { openDatabase, type Db, type Tx } from '#platform/server/database.ts'
import { urlOf } from './server.ts'

/** One copy of the template for each worker that runs tests: `inTransaction` leaves nothing in it. */
let shared: Promise<Db> | undefined
let db: Db

/** Lets the tests of this file run `inTransaction`. */
export function useDatabase(): void {
  beforeAll(async () => {
    shared ??= copyOfTemplate().then(({ url }) => openDatabase(url, { max: 4 }))
    db = await shared
  })
}

class RollBack extends Error {}

/** A test that runs inside one transaction, rolled back at its end: the next test sees a clean database. */
export function inTransaction(name: string, test: (tx: Tx) => Promise<void>): void {
  it(name, async () => {
    await db
      .transaction()
      .execute(async (tx) => {
        await test(tx)
        throw new RollBack()
      })
      .catch((error: unknown) => {
        if (!(error instanceof RollBack)) throw error
      })
  })
}

/**
 * A test that needs real, concurrent transactions. It has a database of its own, a fresh copy of
 * the template, so there is nothing to clean up; `url` is for what opens its own connections.
 */
export function onDatabase(name: string, test: (db: Db, url: string) => Promise<void>): void {
  it(name, async () => {
    const copy = await copyOfTemplate()
    const own = openDatabase(copy.url, { max: 20 })
    try {
      await test(own, copy.url)
    } finally {
      await own.destroy()
      await copy.drop()
    }
  })
}

/** A new copy of the template database: its address, and what drops it with all its connections. */
export async function copyOfTemplate(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `${inject('copies')}${randomBytes(3).toString('hex')}`
  await asAdmin(`create database ${name} template ${inject('template')}`)
  return {
    url: urlOf(inject('serverUrl'), name),
    drop: () => asAdmin(`drop database ${name} with (force)`),
  }
}

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client(urlOf(inject('serverUrl'), 'postgres'))
  await admin.connect()
  await admin.query(statement)
  await admin.end()
}
