import { cpus, loadavg } from 'node:os'
import { sql } from 'kysely'
import { migrate } from '#platform/server/migrate.ts'
import { openDatabase, type Db } from '#platform/server/database.ts'
import { urlOf } from '#testing/server.ts'
import pg from 'pg'
import { calibrate, option, print } from './ground.ts'
import { asks, searchMix, type Timed } from './million/ask.ts'
import { fill } from './million/fill.ts'
import { districtId, makePlace } from './million/place.ts'
import { exports, pages, sweep } from './million/work.ts'

/**
 * A million cases in one district, on the PostgreSQL of DATABASE_URL. `--keep NAME` fills the database
 * of that name once and leaves it there, so that the next run only asks.
 */
export async function million(args: readonly string[]): Promise<void> {
  const cases = Number(option(args, 'cases') ?? 1_000_000)
  const kept = option(args, 'keep')
  const server = process.env['DATABASE_URL']
  if (server === undefined) {
    print('DATABASE_URL names no PostgreSQL; nothing was measured.')
    print(JSON.stringify({ skipped: true }))
    return
  }
  const name = kept ?? `bench_million_${process.pid}`
  const admin = new pg.Client({ connectionString: urlOf(server, 'postgres') })
  await admin.connect()
  const there = await admin.query('select from pg_database where datname = $1', [name])
  if (there.rowCount === 0) await admin.query(`create database ${name}`)
  const db = openDatabase(urlOf(server, name), { max: 12 })
  try {
    await migrate(db)
    const { rows } =
      await sql`select from cases.case where district_id = ${districtId} limit 1`.execute(db)
    if (rows.length === 0) {
      await makePlace(db)
      await fill(db, cases)
    }
    await measureAll(db, urlOf(server, name), args)
  } finally {
    await db.destroy()
    if (kept === undefined) await admin.query(`drop database ${name}`)
    await admin.end()
  }
}

const say = ({ name, ...took }: Timed) => {
  const all = Object.entries(took).map(([part, ms]) => `${part} ${String(ms).padStart(7)} ms`)
  print(`${name.padEnd(36)} ${all.join('  ')}`)
}

/** What `--only` (a pattern) leaves: the questions by their names, and `exports`, `pages`, `sweep`. */
async function measureAll(db: Db, url: string, args: readonly string[]): Promise<void> {
  const only = new RegExp(option(args, 'only') ?? '.')
  const machine = await machineOf(db)
  print(machine)
  const before = calibrate()
  const work: Record<string, unknown> = {}
  for (const [name, measure] of Object.entries({ exports, pages, sweep })) {
    if (!only.test(name)) continue
    work[name] = await measure(db, url) // oxlint-disable-line no-await-in-loop -- nothing beside it
    print(`${name}: ${JSON.stringify(work[name])}`)
  }
  const found = await asks(db, { only, say })
  const calibration = [before, calibrate()]
  print(JSON.stringify({ bench: 'million', machine, searchMix, asks: found, ...work, calibration }))
}

/** The machine, how busy it is, and the versions: a figure without them says nothing. */
async function machineOf(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string; buffers: string; fsync: string }>`
    select version(), current_setting('shared_buffers') as buffers,
      current_setting('fsync') as fsync`.execute(db)
  const { version, buffers, fsync } = rows[0]!
  const load = loadavg()
    .map((n) => n.toFixed(1))
    .join(' ')
  return `${cpus().length} × ${cpus()[0]?.model ?? ''}, load ${load}, Node.js ${process.version}, ${version.split(' on ')[0]} (shared_buffers ${buffers}, fsync ${fsync})`
}
