import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { createArchive, readArchive, type ArchiveWriter, type Member } from './archive.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import {
  firstFilled,
  migrationNames,
  quoted,
  storedSequences,
  storedTables,
  type StoredSequence,
  type StoredTable,
} from './stored-tables.ts'

/** Told after each table and each file. */
export type Progress = (step: { what: string; done: number; total: number }) => void

/** What is backed up, and where it is restored to. */
export interface Stock {
  /** The database, as an owner of its tables. */
  url: string
  /** The folder with the photographs; it need not exist. */
  files: string
}

export interface Summary {
  tables: number
  rows: number
  files: number
}

/** The first member: what must be known before the rows are read. */
interface Head {
  format: number
  madeAt: string
  migrations: string[]
  tables: StoredTable[]
  sequences: StoredSequence[]
  files: number
}

/** The last member: what proves that all the others are whole. */
interface Manifest {
  rows: number[]
  members: Member[]
}

/** The archive is not one of ours, is damaged, or does not fit the place; `zh` and `en` say which. */
export class BackupError extends Error {
  override name = 'BackupError'
  readonly zh: string
  readonly en: string

  constructor(zh: string, en: string) {
    super(`${zh}\n${en}`)
    this.zh = zh
    this.en = en
  }
}

/** Rows are cut into members of this size, since a member's size must be known before it is written. */
const pieceSize = 4 * 1024 * 1024

/**
 * Writes one archive of all tables, as they were at one instant, and of all files. Others go on
 * working meanwhile. The archive appears under its name only when it is whole and on the disk.
 * Jobs (graphile_worker) are left out.
 */
export async function backup(stock: Stock, target: string, progress: Progress): Promise<Summary> {
  const part = `${target}.part`
  const client = await connect(stock.url)
  try {
    await client.query('begin isolation level repeatable read, read only')
    const files = await filesBelow(stock.files)
    const head: Head = {
      format: 1,
      madeAt: new Date().toISOString(),
      migrations: await migrationNames(client),
      tables: await storedTables(client),
      sequences: await storedSequences(client),
      files: files.length,
    }
    const archive = createArchive(part)
    const manifest: Manifest = { rows: [], members: [await addJson(archive, 'head.json', head)] }
    const total = head.tables.length + files.length
    for (const [i, table] of head.tables.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- an archive is written in order
      manifest.rows.push(await addTable(client, archive, table, manifest))
      progress({ what: `${table.schema}.${table.name}`, done: i + 1, total })
    }
    for (const [i, path] of files.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- an archive is written in order
      manifest.members.push(await addFile(archive, stock.files, path))
      progress({ what: path, done: head.tables.length + i + 1, total })
    }
    await addJson(archive, 'manifest.json', manifest)
    await archive.finish()
    await rename(part, target)
    return summaryOf(head, manifest.rows)
  } finally {
    await client.end()
    await rm(part, { force: true })
  }
}

/**
 * Puts an archive back into an empty place: a brand-new database, which is migrated first, or one
 * whose tables hold no row, and a files folder that is missing or empty. All of it is there at the
 * end, with every checksum and count compared, or nothing.
 */
export async function restore(archive: string, stock: Stock, progress: Progress): Promise<Summary> {
  if ((await filesBelow(stock.files)).length > 0) throw notEmpty(stock.files)
  const brandNew = await migrateIfNew(stock.url)
  const incoming = `${stock.files}.incoming`
  await rm(incoming, { recursive: true, force: true })
  const client = await connect(stock.url)
  try {
    await client.query('begin')
    const summary = await fill(client, { archive, incoming, brandNew, progress })
    if (existsSync(incoming)) {
      await rmdir(stock.files).catch(() => {})
      await rename(incoming, stock.files)
    }
    await client.query('commit')
    return summary
  } finally {
    await client.end()
    await rm(incoming, { recursive: true, force: true })
  }
}

interface Filling {
  archive: string
  incoming: string
  brandNew: boolean
  progress: Progress
}

async function fill(client: pg.Client, filling: Filling): Promise<Summary> {
  const { incoming, brandNew, progress } = filling
  let head: Head | null = null
  let manifest: Manifest | null = null
  const rows: number[] = []
  let done = 0

  const members = await readArchive(filling.archive, async (path, content) => {
    if (path === 'head.json') {
      head = (await readJson(content)) as Head
      await prepare(client, head, brandNew)
    } else if (path === 'manifest.json') manifest = (await readJson(content)) as Manifest
    else if (head && path.startsWith('tables/')) {
      const index = Number(path.split('/')[1])
      const table = head.tables[index]
      if (!table) throw damaged(path)
      rows[index] = (rows[index] ?? 0) + (await takeRows(client, table, content))
      progress({
        what: `${table.schema}.${table.name}`,
        done: index + 1,
        total: head.tables.length + head.files,
      })
    } else if (head && path.startsWith('files/')) {
      await takeFile(incoming, path.slice('files/'.length), content)
      progress({
        what: path,
        done: head.tables.length + ++done,
        total: head.tables.length + head.files,
      })
    } else throw damaged(path)
  }).catch((error: unknown) => {
    throw isBroken(error) ? damaged(filling.archive) : error
  })
  return check(head, manifest, members, rows)
}

/** What gunzip and tar say of a file that was cut off or altered. */
function isBroken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(Z_|TAR_)/.test(code)
}

function check(
  head: Head | null,
  manifest: Manifest | null,
  members: Member[],
  rows: number[],
): Summary {
  if (!head || !manifest) throw damaged('manifest.json')
  const read = members.filter(({ path }) => path !== 'manifest.json')
  if (read.length !== manifest.members.length) throw damaged('manifest.json')
  const wrong = manifest.members.find(
    ({ path, sha256 }, i) => read[i]?.path !== path || read[i].sha256 !== sha256,
  )
  if (wrong) throw damaged(wrong.path)
  for (const [i, count] of manifest.rows.entries())
    if ((rows[i] ?? 0) !== count) throw damaged(head.tables[i]?.name ?? String(i))
  return summaryOf(head, manifest.rows)
}

/** Empties what migrations have put in (it comes back from the archive) and sets the sequences. */
async function prepare(client: pg.Client, head: Head, brandNew: boolean): Promise<void> {
  const migrations = await migrationNames(client)
  if (head.format !== 1 || migrations.join() !== head.migrations.join())
    throw new BackupError(
      '备份来自另一个版本的程序。请用做备份时的版本恢复，再升级。',
      'The backup is of another release of this program. Restore it with that release, then upgrade.',
    )
  const tables = await storedTables(client)
  const filled = brandNew ? null : await firstFilled(client, tables)
  if (filled) throw notEmpty(filled)
  if (brandNew && tables.length > 0)
    await client.query(`truncate ${tables.map((t) => quoted(t.schema, t.name)).join(', ')}`)
  await suspendForeignKeys(client)
  for (const { schema, name, value, called } of head.sequences)
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await client.query('select setval($1::regclass, $2, $3)', [quoted(schema, name), value, called])
}

/** Only a superuser may; for others the order of the tables serves, unless they refer in a circle. */
async function suspendForeignKeys(client: pg.Client): Promise<void> {
  await client.query('savepoint role')
  await client
    .query('set local session_replication_role = replica')
    .catch(() => client.query('rollback to savepoint role'))
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(
    `set client_encoding = 'UTF8'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set extra_float_digits = 1`,
  )
  return client
}

async function migrateIfNew(url: string): Promise<boolean> {
  const client = await connect(url)
  const brandNew = (await storedTables(client)).length === 0
  await client.end()
  const db = openDatabase(url, { max: 1 })
  await migrate(db)
  await db.destroy()
  return brandNew
}

async function addJson(archive: ArchiveWriter, path: string, value: unknown): Promise<Member> {
  const bytes = Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
  return archive.add(path, bytes.length, [bytes])
}

async function addTable(
  client: pg.Client,
  archive: ArchiveWriter,
  table: StoredTable,
  manifest: Manifest,
): Promise<number> {
  const index = manifest.rows.length
  const rows = `select ${table.columns.map((name) => quoted(name)).join(', ')} from ${quoted(table.schema, table.name)}`
  const stream = client.query(copyTo(`copy (${rows}) to stdout`))
  let piece = 0
  for await (const chunks of piecesOf(stream)) {
    const path = `tables/${index}/${String(piece++).padStart(6, '0')}`
    const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    manifest.members.push(await archive.add(path, size, chunks))
  }
  return stream.rowCount
}

/** Cuts between rows, and yields one piece at least, so that each table has its place in the archive. */
async function* piecesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer[]> {
  let chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const end = size + chunk.length < pieceSize ? -1 : chunk.lastIndexOf(10) + 1
    if (end > 0) {
      yield [...chunks, chunk.subarray(0, end)]
      chunks = [chunk.subarray(end)]
      size = chunk.length - end
    } else {
      chunks.push(chunk)
      size += chunk.length
    }
  }
  yield chunks
}

async function takeRows(
  client: pg.Client,
  table: StoredTable,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  const columns = table.columns.map((name) => quoted(name)).join(', ')
  const stream = client.query(
    copyFrom(`copy ${quoted(table.schema, table.name)} (${columns}) from stdin`),
  )
  await pipeline(Readable.from(content), stream)
  return stream.rowCount
}

async function addFile(archive: ArchiveWriter, folder: string, path: string): Promise<Member> {
  const file = join(folder, path)
  const { size } = await stat(file)
  return archive.add(`files/${path.split(sep).join('/')}`, size, createReadStream(file))
}

async function takeFile(
  folder: string,
  path: string,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  const file = join(folder, normalize(path))
  if (relative(folder, file).startsWith('..')) throw damaged(path)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await pipeline(
    Readable.from(content),
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  )
}

async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

async function readJson(content: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of content) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

function summaryOf(head: Head, rows: number[]): Summary {
  return {
    tables: head.tables.length,
    rows: rows.reduce((sum, count) => sum + count, 0),
    files: head.files,
  }
}

function damaged(what: string): BackupError {
  return new BackupError(
    `备份文件不完整或已损坏（${what}），没有恢复任何内容。`,
    `The backup is incomplete or damaged (${what}); nothing has been restored.`,
  )
}

function notEmpty(what: string): BackupError {
  return new BackupError(
    `只能恢复到空的地方，而 ${what} 里已有内容。`,
    `A backup can only be restored into an empty place, and ${what} is not empty.`,
  )
}
