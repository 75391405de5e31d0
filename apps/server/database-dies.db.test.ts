import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkChain } from '#modules/cases/server/index.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { openDatabase, type Db } from '#platform/server/database.ts'
import { startEmbedded, type EmbeddedDatabase } from '#platform/server/embedded/index.ts'
import { migrate } from '#platform/server/migrate.ts'
import { lampMatter } from '#testing/case-story.ts'
import { cipher, districtId, foundDistrict, monday } from '#testing/small-district.ts'
import { signIn } from '#testing/http.ts'
import { buildServer } from './app.ts'
import { startJobs } from './jobs.ts'

let folder: string
let embedded: EmbeddedDatabase
let db: Db
let app: FastifyInstance
let jobs: Awaited<ReturnType<typeof startJobs>>

/** A server that writes to the disk before it says so, as an installation's own does. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gongzhi-dies-'))
  chmodSync(folder, 0o711)
  embedded = await startEmbedded({ folder, log: () => {} })
  db = openDatabase(embedded.url, { max: 12 })
  await migrate(db)
  await db.transaction().execute((tx) => foundDistrict(tx))
  const parts = { db, clock: () => monday, cipher, store: diskStore(join(folder, 'files')) }
  app = await buildServer({ ...parts, reportsPerMinute: 1_000_000 })
  const dead = sql`update graphile_worker._private_jobs set locked_at = now() - interval '6 minutes',
    locked_by = 'killed', attempts = 1`
  await app.inject(aReportOf(randomUUID()))
  await dead.execute(db)
  jobs = await startJobs({ ...parts, drivers: [], publicUrl: 'http://127.0.0.1' })
}, 60_000)

afterAll(async () => {
  await jobs.stop()
  await app.close()
  await db.destroy()
  await embedded.stop()
  rmSync(folder, { recursive: true, force: true })
})

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function killDatabase(): void {
  const pid = readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8')
  process.kill(Number.parseInt(pid, 10), 'SIGKILL')
}

/** Reports and filings until told to stop: what was acknowledged, and every other answer. */
async function load(cookie: string, signal: AbortSignal) {
  const reported = new Map<string, string>()
  const filed = new Set<string>()
  const away: LightMyRequestResponse[] = []
  const send = async (request: InjectOptions) => {
    const reply = await app.inject(request)
    if (reply.statusCode !== 200) away.push(reply)
    return reply.statusCode === 200 ? reply : null
  }
  const client = async () => {
    while (!signal.aborted) {
      const clientId = randomUUID()
      const sent = await send(aReportOf(clientId))
      if (!sent) continue
      reported.set(clientId, sent.json<{ number: string }>().number)
      const { rows } = await sql<{ id: string }>`
        select case_id as id from cases.report where client_id = ${clientId}`
        .execute(db)
        .catch(() => ({ rows: [] }))
      const caseId = rows[0]?.id
      // Some go on ringing: of those the desk must hear.
      const done = caseId && reported.size % 2 === 0 && (await send(aFilingOf(caseId, cookie)))
      if (done) filed.add(caseId)
    }
  }
  await Promise.all(Array.from({ length: 6 }, client))
  return { reported, filed, away }
}

const aReportOf = (clientId: string): InjectOptions => ({
  method: 'POST',
  url: `/api/public/${districtId}/reports`,
  payload: { clientId, words: '电线掉在路上', address: '竹林北路', danger: 'live_wire' },
})

const aFilingOf = (caseId: string, cookie: string): InjectOptions => ({
  method: 'POST',
  url: `/api/cases/${caseId}/file`,
  headers: { cookie, 'x-gongzhi': '1' },
  payload: { baseVersion: 1, matter: lampMatter },
})

it('loses nothing acknowledged when only the database is killed under load, and comes back', async () => {
  const cookie = await signIn(app, db, 'centre')
  const stop = new AbortController()
  const loading = load(cookie, stop.signal)
  await wait(2000)
  const returned = new Promise<void>((resolve) => embedded.onRestart(resolve))
  killDatabase()
  await returned
  await wait(2000)
  stop.abort()
  const { reported, filed, away } = await loading

  expect(reported.size).toBeGreaterThan(20)
  expect(filed.size).toBeGreaterThan(5)
  // Whoever was refused was told so in one shape, and when to come again.
  expect(away.length).toBeGreaterThan(0)
  for (const reply of away) {
    expect([reply.statusCode, reply.json<object>()]).toEqual([
      503,
      { code: 'server.database_away', details: {} },
    ])
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
  }
  for (const [clientId, number] of reported) {
    const again = await app.inject(aReportOf(clientId))
    expect(again.json()).toMatchObject({ number })
  }
  for (const caseId of filed) {
    const chain = await checkChain(db, districtId, caseId)
    expect(chain).toMatchObject({ events: 2, intact: true })
  }
  expect((await app.inject('/readyz')).statusCode).toBe(200)
}, 60_000)

it('runs every job at least once, one of a killed program too, and shows its notice once', async () => {
  const left = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int n from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'fact'`.execute(
      db,
    )
    return rows[0]?.n ?? 0
  }
  for (let tries = 0; tries < 200 && (await left()) > 0; tries++) await wait(200)
  expect(await left()).toBe(0)
  const { rows } = await sql<{ ringing: number; untold: number; twice: number }>`
    with told as (select person_id, fact_key, count(*) as times from notices.notice group by 1, 2)
    select (select count(*)::int from cases.case where rings) as ringing,
      (select count(*)::int from cases.case c where c.rings and not exists (
        select from told t where t.fact_key = c.id || ':1:case.reported')) as untold,
      (select count(*)::int from told where times > 1) as twice`.execute(db)
  expect(rows).toEqual([{ ringing: expect.any(Number) as unknown, untold: 0, twice: 0 }])
  expect(rows[0]?.ringing).toBeGreaterThan(5)
}, 60_000)
