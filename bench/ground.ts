import { createReadStream, existsSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { join } from 'node:path'
import { migrate } from '#platform/server/migrate.ts'
import { openDatabase, type Db } from '#platform/server/database.ts'
import { repositoryRoot } from '#platform/server/root.ts'
import { startTestServer, urlOf } from '#testing/server.ts'
import pg from 'pg'

export const print = (line: string) => void process.stdout.write(`${line}\n`)

export function option(args: readonly string[], name: string): string | undefined {
  const at = args.indexOf(`--${name}`)
  return at < 0 ? undefined : args[at + 1]
}

/** The file to read, or undefined with a word about it: the data lies outside the repository. */
export function dataFile(args: readonly string[], name: string): string | undefined {
  const file = option(args, 'in') ?? join(repositoryRoot, '../shared/data', name)
  if (existsSync(file)) return file
  print(`${file} is not there; nothing was measured.`)
  print(JSON.stringify({ skipped: true }))
  return undefined
}

/** A database of its own on DATABASE_URL's server, or on the embedded one; dropped at the end. */
export async function withDatabase<T>(name: string, work: (db: Db) => Promise<T>): Promise<T> {
  const outside = process.env['DATABASE_URL']
  const server =
    outside === undefined ? await startTestServer() : { url: outside, stop: async () => {} }
  const database = `bench_${name}_${process.pid}`
  const admin = new pg.Client({ connectionString: urlOf(server.url, 'postgres') })
  await admin.connect()
  await admin.query(`create database ${database}`)
  const db = openDatabase(urlOf(server.url, database), { max: 12 })
  try {
    await migrate(db)
    return await work(db)
  } finally {
    await db.destroy()
    await admin.query(`drop database ${database}`)
    await admin.end()
    await server.stop()
  }
}

/** Works through a list, some at once. */
export async function several<T>(
  list: readonly T[],
  atOnce: number,
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < list.length) {
      const index = next++
      // oxlint-disable-next-line no-await-in-loop -- one worker does one thing at a time
      await work(list[index]!, index)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** Rows of a gzipped CSV file by the names of its header; quoted fields may hold line breaks. */
export async function readRows(file: string): Promise<Record<string, string>[]> {
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Infinity,
  })
  const rows: string[][] = []
  let pending = ''
  for await (const line of lines) {
    pending = pending === '' ? line : `${pending}\n${line}`
    if ((pending.split('"').length - 1) % 2 === 1) continue
    rows.push(fieldsOf(pending))
    pending = ''
  }
  const [header = [], ...body] = rows
  return body.map((fields) =>
    Object.fromEntries(header.map((name, i) => [name.replace(/^\uFEFF/, ''), fields[i] ?? ''])),
  )
}

function fieldsOf(line: string): string[] {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)
  return Array.from(found, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

/** What the figures were taken on. */
export const machine = (): string =>
  `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}`

/** Millions of steps a second of a fixed piece of arithmetic: how fast this machine was just now. */
export function calibrate(): number {
  const started = performance.now()
  let sum = 0
  for (let n = 0; n < 50_000_000; n++) sum = (sum * 31 + n) | 0
  const seconds = (performance.now() - started) / 1000
  return sum === 1 ? 0 : Math.round(50 / seconds)
}
