import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '#platform/server/database.ts'
import { startEmbedded } from '#platform/server/embedded/index.ts'
import { migrate } from '#platform/server/migrate.ts'
import { urlOf } from '#testing/server.ts'
import { aReport, districtId, overHttp } from './create-case.ts'
import { saveBenchDistrict } from './district.ts'
import { calibrate, option, print } from './ground.ts'
import { fromThread, say, type Figures, type Load } from './load.ts'

/** Another product, as it stands in a folder of npm packages: how it is laid out, started and asked. */
interface Peer {
  /** A file that is there once it is installed. */
  installed: string
  /** What Node.js is given to lay out the database, and to serve. */
  prepare: readonly string[]
  start: readonly string[]
  /** What answers once it serves. */
  ready: string
  env: (at: { database: URL; port: number }) => Record<string, string>
  /** Makes a table of four plain fields, and answers what to send to create a row of it. */
  table: (address: string) => Promise<Load>
}

const email = 'admin@example.com'
const password = 'bench-of-peers-1'
const fields = ['words', 'address', 'phone', 'name']

async function post(url: string, body: unknown, token?: string): Promise<Record<string, unknown>> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  const said = await reply.text()
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${said.slice(0, 300)}`)
  return said === '' ? {} : (JSON.parse(said) as { data: Record<string, unknown> }).data // oxlint-disable-line typescript/no-unsafe-type-assertion -- both answer so
}

const directus: Peer = {
  installed: 'node_modules/directus/cli.js',
  prepare: ['node_modules/directus/cli.js', 'bootstrap'],
  start: ['node_modules/directus/cli.js', 'start'],
  ready: '/server/ping',
  env: ({ database, port }) => ({
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: database.href,
    SECRET: randomUUID(),
    ADMIN_EMAIL: email,
    ADMIN_PASSWORD: password,
    HOST: '127.0.0.1',
    PORT: String(port),
    TELEMETRY: 'false',
    LOG_LEVEL: 'warn',
  }),
  table: async (address) => {
    const { access_token: token } = await post(`${address}/auth/login`, { email, password })
    const key = { field: 'id', type: 'uuid', meta: { special: ['uuid'] } }
    await post(
      `${address}/collections`,
      {
        collection: 'report',
        meta: {},
        schema: {},
        fields: [
          { ...key, schema: { is_primary_key: true } },
          ...fields.map((field) => ({ field, type: 'text', meta: {}, schema: {} })),
        ],
      },
      String(token),
    )
    return {
      url: `${address}/items/report`,
      body: aReport,
      headers: { authorization: `Bearer ${String(token)}` },
    }
  },
}

/** Its own program without its command line, which calls for yarn and pm2 and downloads what was bought. */
const withoutYarn = `
  require('@nocobase/cli-v1/src/util').initEnv()
  process.argv.splice(1, 0, 'nocobase')
  require(require('node:path').resolve('node_modules/@nocobase/app/lib/index.js'))`

const nocobase: Peer = {
  installed: 'node_modules/@nocobase/app/lib/index.js',
  prepare: ['-e', withoutYarn, 'install'],
  start: ['-e', withoutYarn, 'start'],
  ready: '/api/__health_check',
  env: ({ database, port }) => ({
    APP_ENV: 'production',
    NODE_ENV: 'production',
    APP_PORT: String(port),
    APP_KEY: randomUUID(),
    DB_DIALECT: 'postgres',
    // A private PostgreSQL listens on a socket, in a folder that the address names.
    DB_HOST: database.searchParams.get('host') ?? database.hostname,
    DB_PORT: database.port || '5432',
    DB_USER: decodeURIComponent(database.username),
    DB_PASSWORD: decodeURIComponent(database.password),
    DB_DATABASE: database.pathname.slice(1),
    INIT_ROOT_EMAIL: email,
    INIT_ROOT_PASSWORD: password,
    INIT_ROOT_USERNAME: 'bench',
    INIT_ROOT_NICKNAME: 'bench',
  }),
  table: async (address) => {
    const { token } = await post(`${address}/api/auth:signIn`, { account: email, password })
    await post(
      `${address}/api/collections:create`,
      {
        name: 'report',
        title: 'report',
        fields: [
          { name: 'id', type: 'bigInt', autoIncrement: true, primaryKey: true, allowNull: false },
          ...fields.map((name) => ({ name, type: 'text', interface: 'textarea' })),
        ],
      },
      String(token),
    )
    return {
      url: `${address}/api/report:create`,
      body: aReport,
      headers: { authorization: `Bearer ${String(token)}` },
    }
  },
}

const peers: Record<string, Peer> = { directus, nocobase }

/**
 * Plain creation over HTTP in other products beside a whole case in ours: one PostgreSQL, every commit
 * on the disk, eight clients, one after the other. `--directus FOLDER` and `--nocobase FOLDER` name
 * folders in which each was installed from npm; nothing of them belongs to this repository.
 */
export async function peersBench(args: readonly string[]): Promise<void> {
  const seconds = Number(option(args, 'seconds') ?? 10)
  const asked = Object.entries(peers).flatMap(([name, peer]) => {
    const folder = option(args, name)
    return folder !== undefined && existsSync(join(folder, peer.installed))
      ? [{ name, peer, folder }]
      : []
  })
  if (asked.length === 0) {
    print('No peer was named, or none is installed there; nothing was measured.')
    print(JSON.stringify({ skipped: true }))
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'gongzhi-bench-'))
  chmodSync(folder, 0o711)
  const embedded = await startEmbedded({ folder, log: () => {} })
  try {
    const ours = await oursOn(embedded.url, folder, seconds)
    print(`A whole case of ours: ${say(ours)}.`)
    const found: Record<string, Figures & { times: number }> = {}
    for (const { name, peer, folder: at } of asked) {
      const figures = await peerOn(embedded.url, { name, peer, folder: at }, seconds) // oxlint-disable-line no-await-in-loop -- one after the other
      found[name] = {
        ...figures,
        times: Math.round((ours.perSecond / figures.perSecond) * 10) / 10,
      }
      print(`A plain row of ${name}: ${say(figures)}.`)
    }
    print(JSON.stringify({ bench: 'peers', ours, ...found, calibration: calibrate() }))
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function oursOn(url: string, folder: string, seconds: number): Promise<Figures> {
  const db = openDatabase(url, { max: 20 })
  try {
    await migrate(db)
    const now = new Date()
    await saveBenchDistrict(db, { districtId, timeZone: 'Asia/Shanghai', units: [], now })
    return await overHttp(db, { folder, seconds })
  } finally {
    await db.destroy()
  }
}

async function peerOn(
  server: string,
  { name, peer, folder }: { name: string; peer: Peer; folder: string },
  seconds: number,
): Promise<Figures> {
  const admin = new pg.Client({ connectionString: urlOf(server, 'postgres') })
  await admin.connect()
  await admin.query(`create database peer_${name}`)
  await admin.end()
  const port = 18055
  const env = {
    ...process.env,
    ...peer.env({ database: new URL(urlOf(server, `peer_${name}`)), port }),
  }
  const address = `http://127.0.0.1:${port}`
  const run = (program: readonly string[]) =>
    spawn(process.execPath, program, { cwd: folder, env, stdio: 'ignore', detached: true })
  const [code] = (await once(run(peer.prepare), 'exit')) as [number] // oxlint-disable-line typescript/no-unsafe-type-assertion -- as documented
  if (code !== 0) throw new Error(`${name} could not be laid out: exit ${code}`)
  const child = run(peer.start)
  try {
    await answering(address + peer.ready, child)
    const load = await peer.table(address)
    await fromThread(load, 3)
    return await fromThread(load, seconds)
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }
}

const MOST_SECONDS = 180

/** Waits until it listens. */
async function answering(address: string, child: ChildProcess): Promise<void> {
  /* oxlint-disable no-await-in-loop -- once a second */
  for (let second = 0; second < MOST_SECONDS; second++) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    const reply = await fetch(address, { redirect: 'manual' }).catch(() => null)
    if (reply?.ok) return
    await setTimeout(1000)
  }
  /* oxlint-enable no-await-in-loop */
  throw new Error('it does not answer')
}
