import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { buildServer } from '#apps/server/app.ts'
import { startJobs } from '#apps/server/jobs.ts'
import { shortCode } from '#kernel/short-code.ts'
import { reportCase } from '#modules/cases/server/index.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import { openDatabase, type Db, type Statement } from '#platform/server/database.ts'
import { startEmbedded } from '#platform/server/embedded/index.ts'
import { migrate } from '#platform/server/migrate.ts'
import { saveBenchDistrict } from './district.ts'
import { calibrate, option, print } from './ground.ts'
import { clients, figuresOf, fromThread, say, type Figures } from './load.ts'

export const districtId = '990313'
const cipher = aesCipher(randomBytes(32))
export const aReport = {
  words: '路灯不亮，晚上走路看不见',
  address: '竹林北路 12 号',
  phone: '13800138000',
  name: '李四',
}

/**
 * Cases made over HTTP by eight clients at once, with jobs running and every commit on the disk; and
 * what the same statements reach when nothing but the driver sends them, one after the other.
 */
export async function createCase(args: readonly string[]): Promise<void> {
  const seconds = Number(option(args, 'seconds') ?? 10)
  const folder = mkdtempSync(join(tmpdir(), 'gongzhi-bench-'))
  chmodSync(folder, 0o711)
  const embedded = await startEmbedded({ folder, log: () => {} })
  const db = openDatabase(embedded.url, { max: 20 })
  try {
    await migrate(db)
    const now = new Date()
    await saveBenchDistrict(db, { districtId, timeZone: 'Asia/Shanghai', units: [], now })
    const http = await overHttp(db, { folder, seconds })
    const statements = await statementsOf(embedded.url)
    await byDriver(embedded.url, statements, 1)
    const raw = await byDriver(embedded.url, statements, seconds)
    const ratio = Math.round((http.perSecond / raw.perSecond) * 100) / 100
    print(`Over HTTP ${say(http)}; its ${statements.length} statements alone ${say(raw)}.`)
    const figures = { clients, http, raw, ratio, statements: statements.length }
    print(JSON.stringify({ ...figures, calibration: calibrate() }))
  } finally {
    await db.destroy()
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Cases of a district that `saveBenchDistrict` made, sent by eight clients while jobs run. */
export async function overHttp(
  db: Db,
  { folder, seconds }: { folder: string; seconds: number },
): Promise<Figures> {
  const parts = { db, clock: () => new Date(), cipher, store: diskStore(folder) }
  const app = await buildServer({ ...parts, reportsPerMinute: 1e9 })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const jobs = await startJobs({ ...parts, drivers: [], publicUrl: 'http://127.0.0.1' })
  const load = {
    url: `${address}/api/public/${districtId}/reports`,
    body: aReport,
    fresh: 'clientId',
  }
  await fromThread(load, 3)
  // As PostgreSQL does by itself within a minute: until then it plans for empty tables.
  await sql`analyze`.execute(db)
  const figures = await fromThread(load, seconds)
  await jobs.stop()
  await app.close()
  return figures
}

/** What one report sends, in order; what begins and ends the transaction is not among it. */
export async function statementsOf(url: string): Promise<Statement[]> {
  const seen: Statement[] = []
  const db = openDatabase(url, { max: 1, seen: (statement) => seen.push(statement) })
  const incoming = {
    ...aReport,
    source: 'web',
    clientId: randomUUID(),
    channel: 'web' as const,
    photos: [],
    confidential: false,
    danger: null,
    place: null,
    addressId: null,
  }
  await reportCase(db, incoming, { caller: anonymous(districtId), cipher, now: new Date() })
  await db.destroy()
  return seen.filter(({ text }) => !/^(begin|commit|set local)\b/.test(text))
}

export async function byDriver(
  url: string,
  statements: readonly Statement[],
  seconds: number,
): Promise<Figures> {
  const pool = new pg.Pool({ connectionString: url, max: clients })
  pool.on('connect', (connection) => void connection.on('error', () => undefined))
  const times: number[] = []
  const until = performance.now() + seconds * 1000
  /* oxlint-disable no-await-in-loop -- one client sends one statement after the other */
  const client = async () => {
    const connection = await pool.connect()
    while (performance.now() < until) {
      const began = performance.now()
      try {
        await connection.query('begin')
        for (const statement of fresh(statements)) await connection.query(statement)
        await connection.query('commit')
        times.push(performance.now() - began)
      } catch (error) {
        // One code in some hundred thousand is taken already; the program would draw another.
        if (!(error instanceof pg.DatabaseError && error.code === '23505')) throw error
        await connection.query('rollback')
      }
    }
    connection.release()
  }
  /* oxlint-enable no-await-in-loop */
  try {
    await Promise.all(Array.from({ length: clients }, client))
  } finally {
    void pool.end()
  }
  return figuresOf(times, seconds)
}

const digits = (count: number) =>
  Array.from(randomBytes(count), (byte) => String(byte % 10)).join('')

/** The same statements about another case: new ids, a new code, a new number, each where it stood. */
function fresh(statements: readonly Statement[]) {
  const ids = new Map<string, string>()
  const code = shortCode(randomBytes(8))
  const renew = (value: unknown): unknown => {
    if (typeof value !== 'string') return value
    if (/^990313\d{13}$/.test(value)) return `990313${digits(13)}`
    if (/^0{8}\d{11}$/.test(value)) return digits(19)
    if (/^[2-9A-Y]{6}$/.test(value) && /[A-Y]/.test(value)) return code
    return value.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      const other = ids.get(id) ?? randomUUID()
      ids.set(id, other)
      return other
    })
  }
  return statements.map(({ text, values }, at) => ({
    name: `bench${at}`,
    text,
    values: values.map(renew),
  }))
}
