import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { sql } from 'kysely'
import { buildServer } from '#apps/server/app.ts'
import { ringClocks, visibleCases } from '#modules/cases/server/index.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { openSession } from '#modules/people/server/sessions.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { shout } from '#platform/server/live.ts'
import { repositoryRoot } from '#platform/server/root.ts'
import { quantile } from '../town.ts'
import { crew, districtId, now } from './place.ts'

const seconds = (began: number) => Math.round(performance.now() - began) / 1000

/**
 * The sweep that rings clocks, among all open ones: with nothing due, which is every minute, and
 * with a thousand due at once, which is a bad one.
 */
export async function sweep(db: Db) {
  const { rows } = await sql<{ open: number }>`
    select count(*) as open from cases.clock where stopped_at is null`.execute(db)
  // What is long overdue rings one level a sweep, until there is nothing left to ring.
  while ((await ringClocks(db, now)).rung > 0); // oxlint-disable-line no-await-in-loop -- one sweep after the other
  const idle = performance.now()
  await ringClocks(db, now)
  const nothingDue = seconds(idle)
  const due = 1000
  await sql`
    update cases.clock set next_alarm_at = ${now}::timestamptz, next_level = 'overdue'
    where (district_id, id) in (select k.district_id, k.id from cases.clock k
      where k.stopped_at is null and k.due_at is not null and not exists (select from cases.escalation e
        where e.district_id = k.district_id and e.case_id = k.case_id and e.clock_id = k.id and e.level = 'overdue')
      order by k.id limit ${due}::int)`.execute(db)
  const began = performance.now()
  const { rung, failed } = await ringClocks(db, now)
  return {
    open: rows[0]?.open ?? 0,
    nothingDue,
    due,
    rung,
    failed: failed.length,
    thousandDue: seconds(began),
  }
}

/** The export of a hundred thousand cases in both formats, each in a program of its own. */
export async function exports(_db: Db, url: string) {
  const found: Record<string, unknown> = {}
  for (const format of ['csv', 'xlsx']) found[format] = await exportAlone(format, url) // oxlint-disable-line no-await-in-loop -- one after the other
  return found
}

/** As the program is built: what reads TypeScript as it runs takes sixty megabytes of its own. */
async function builtExport(): Promise<string> {
  const text = await readFile(join(repositoryRoot, 'package.json'), 'utf8')
  const given = JSON.parse(text) as { imports: Record<string, string> } // oxlint-disable-line typescript/no-unsafe-type-assertion -- our own package.json
  const folders = Object.keys(given.imports).map((name) => name.replace('/*', ''))
  const outfile = join(repositoryRoot, 'dist/bench/export-alone.mjs')
  await build({
    entryPoints: [join(import.meta.dirname, 'export-alone.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    alias: Object.fromEntries(folders.map((name) => [name, join(repositoryRoot, name.slice(1))])),
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  })
  return outfile
}

async function exportAlone(format: string, url: string): Promise<unknown> {
  const child = spawn(process.execPath, [await builtExport(), format, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const chunk of child.stdout) said += String(chunk)
  return JSON.parse(said)
}

const PAGES = 200
const ROUNDS = 40

/**
 * Two hundred open pages on one process, of everybody in the crew, while a case changes four times a
 * second: how long until the last page that may has heard of it (changes are gathered for 300 ms), and
 * what share of a core that takes. The pages live in another program.
 */
export async function pages(db: Db) {
  const folder = mkdtempSync(join(tmpdir(), 'gongzhi-live-'))
  const store = diskStore(folder)
  const parts = { db, clock: () => now, cipher: aesCipher(randomBytes(32)), store }
  const app = await buildServer({ ...parts, live: true })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const callers = [...crew().values()]
  const cookies = await cookiesOf(db)
  const heard = new Map<string, { count: number; last: number; said: number }>()
  const child = await readersOf(`${address}/api/live`, cookies, (id) => {
    const known = heard.get(id)
    if (!known) return
    known.count++
    known.last = performance.now()
  })
  const idle = await cpuWhile(() => pause(3000))
  const ids = await newestIds(db)
  const busy = await cpuWhile(async () => {
    for (const id of ids) {
      heard.set(id, { count: 0, last: 0, said: performance.now() })
      await shout(db, { districtId, id }) // oxlint-disable-line no-await-in-loop -- four changes a second
      await pause(250) // oxlint-disable-line no-await-in-loop -- as above
    }
    await pause(2000)
  })
  child.kill()
  await app.close()
  rmSync(folder, { recursive: true, force: true })
  const expected = Array.from({ length: PAGES }, (_, n) => callers[n % callers.length]!)
  let missed = 0
  for (const caller of callers) {
    const seen = new Set(await visibleCases(db, caller, ids)) // oxlint-disable-line no-await-in-loop -- a handful
    const watching = expected.filter((c) => c === caller).length
    for (const id of seen) heard.get(id)!.count -= watching
  }
  for (const { count } of heard.values()) missed += Math.abs(count)
  const took = [...heard.values()].map((h) => h.last - h.said)
  const ms = (part: number) => Math.round(quantile(took, part))
  return {
    pages: PAGES,
    changes: ROUNDS,
    missed,
    p50: ms(0.5),
    p95: ms(0.95),
    idleCpu: idle,
    cpu: busy,
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function newestIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases.case where district_id = ${districtId}
    order by reported_at desc limit ${ROUNDS}`.execute(db)
  return rows.map((r) => r.id)
}

async function cpuWhile(work: () => Promise<unknown>): Promise<number> {
  const [before, began] = [process.cpuUsage(), performance.now()]
  await work()
  return share(before, began)
}

/** The program that holds the pages open, once all of them are. */
async function readersOf(url: string, cookies: string[], hear: (id: string) => void) {
  const child = spawn(process.execPath, ['-e', readers], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ url, pages: PAGES, cookies }))
  await new Promise<void>((resolve) => {
    let rest = ''
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines)
        if (line === 'ready') resolve()
        else hear(line)
    })
  })
  return child
}

const share = (before: NodeJS.CpuUsage, began: number) => {
  const { user, system } = process.cpuUsage(before)
  return Math.round(((user + system) / 1000 / (performance.now() - began)) * 1000) / 1000
}

/** Sessions of everybody in the crew, each opened by many pages. */
async function cookiesOf(db: Db): Promise<string[]> {
  const cookies: string[] = []
  for (const { personId, postId } of crew().values()) {
    const session = {
      districtId,
      personId: personId ?? '',
      postId,
      phone: true,
      ip: '',
      agent: 'bench',
      secondFactor: false,
      now,
    }
    const token = await transact(db, (tx) => openSession(tx, session)) // oxlint-disable-line no-await-in-loop -- a handful
    cookies.push(`gongzhi_session=${token}`)
  }
  return cookies
}

const readers = `
  const http = require('node:http')
  let given = ''
  process.stdin.on('data', (chunk) => (given += chunk))
  process.stdin.on('end', () => {
    const { url, pages, cookies } = JSON.parse(given)
    const agent = new http.Agent({ keepAlive: true, maxSockets: pages })
    let standing = 0
    for (let n = 0; n < pages; n++)
      http.get(url, { agent, headers: { cookie: cookies[n % cookies.length] } }, (reply) => {
        let rest = ''
        reply.on('data', (chunk) => {
          const parts = (rest + chunk).split('\\n\\n')
          rest = parts.pop()
          for (const part of parts) {
            if (part.startsWith('event: all') && ++standing === pages) console.log('ready')
            const data = /^event: cases\\ndata: (.*)$/.exec(part)
            if (data) for (const id of JSON.parse(data[1]).ids) console.log(id)
          }
        })
      })
  })`
