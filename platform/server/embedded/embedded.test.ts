import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DatabaseStartError, failureIn } from './failures.ts'
import { startEmbedded, type EmbeddedDatabase } from './index.ts'
import { isServerOf } from './processes.ts'
import { until } from './waiting.ts'

let folder: string
const opened: EmbeddedDatabase[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-'))
  await chmod(folder, 0o711)
})

afterAll(async () => {
  for (const database of opened.toReversed()) await database.stop()
  await rm(folder, { recursive: true, force: true })
})

it('starts from nothing, with one ordering of text everywhere and a secret of its own', async () => {
  const database = await start()
  const [row] = await ask(
    database.url,
    `select current_setting('data_checksums') sums, current_setting('fsync') fsync,
       datlocale locale, pg_encoding_to_char(encoding) encoding
     from pg_database where datname = current_database()`,
  )
  expect(row).toEqual({ sums: 'on', fsync: 'on', locale: 'C.UTF-8', encoding: 'UTF8' })
  expect((await stat(join(folder, 'postgres/secret'))).mode & 0o777).toBe(0o600)
  const stranger = new URL(database.url)
  stranger.password = 'guessed'
  await expect(ask(stranger.href, 'select')).rejects.toThrow(/password/)
  await database.stop()
  expect(await serverPid()).toBe(0)
}, 15_000)

it('is shared by a second program, and brought back when only the server dies', async () => {
  const first = await start()
  const second = await start()
  expect(second.url).toBe(first.url)
  await second.stop()
  await ask(first.url, 'create table kept (n int); insert into kept values (1)')

  const returned = new Promise<void>((resolve) => first.onRestart(resolve))
  process.kill(await serverPid(), 'SIGKILL')
  expect(await until(() => !first.isUp(), 2000)).toBe(true)
  await returned
  expect(await ask(first.url, 'select n from kept')).toEqual([{ n: 1 }])
  await first.stop()
}, 15_000)

it('ends with its program, and the next start has every committed row', async () => {
  const program = spawn(process.execPath, ['--import', 'tsx', '-e', childProgram()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  program.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const acknowledged = () => Number(said.split('\n').at(-2) ?? 0)
  expect(await until(() => acknowledged() >= 50, 10_000)).toBe(true)
  const server = await serverPid()
  program.kill('SIGKILL')
  await once(program, 'close')
  expect(await until(async () => !(await runs(server)), 2000)).toBe(true)

  await writeFile(join(folder, 'postgres/data/postmaster.pid'), `${process.pid}\n\n0\n`)
  const next = await start()
  const [row] = await ask(next.url, 'select max(n) n from acknowledged')
  expect(Number(row?.['n'])).toBeGreaterThanOrEqual(acknowledged())
  await next.stop()
}, 15_000)

it('takes a port of its own where the path is too long for a socket', async () => {
  const deep = join(folder, 'long'.repeat(25))
  const database = await startEmbedded({ folder: deep, log: () => {}, settings: { fsync: 'off' } })
  opened.push(database)
  expect(new URL(database.url)).toMatchObject({ hostname: '127.0.0.1', search: '' })
  expect(await ask(database.url, 'select 1 n')).toEqual([{ n: 1 }])
  await database.stop()
}, 15_000)

it('says in words when the data is of another version, and leaves it alone', async () => {
  const file = join(folder, 'postgres/data/PG_VERSION')
  const ours = await readFile(file, 'utf8')
  await writeFile(file, '99\n')
  await expect(start()).rejects.toMatchObject({ failure: 'newer-data', zh: /更新的数据库版本/ })
  await writeFile(file, '9\n')
  await expect(start()).rejects.toMatchObject({ failure: 'older-data' })
  await writeFile(file, ours)
})

it('says in words when the secret is lost', async () => {
  const file = join(folder, 'postgres/secret')
  await rm(file)
  await expect(start()).rejects.toMatchObject({ failure: 'lost-secret' })
})

it.runIf(process.getuid?.() === 0)('says when its user cannot enter the folder', async () => {
  const closed = join(folder, 'closed')
  await mkdir(closed, { mode: 0o700 })
  await expect(
    startEmbedded({ folder: join(closed, 'data'), log: () => {} }),
  ).rejects.toMatchObject({ failure: 'unreachable-folder' })
})

it('knows what the last words of a server mean', () => {
  expect(failureIn('FATAL:  could not write lock file: No space left on device')).toBe('no-space')
  expect(failureIn('FATAL:  data directory "/d" has wrong ownership')).toBe('wrong-owner')
  expect(failureIn('LOG:  could not bind IPv4 address: Address already in use')).toBe('port-taken')
  expect(failureIn('something new')).toBe('not-started')
  const error = new DatabaseStartError('port-taken', { port: '5432' })
  expect(error.zh).toContain('端口 5432')
  expect(error.en).toContain('port 5432')
})

async function start(): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ folder, log: () => {} })
  opened.push(database)
  return database
}

async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

async function serverPid(): Promise<number> {
  const file = join(folder, 'postgres/data/postmaster.pid')
  return Number.parseInt(await readFile(file, 'utf8').catch(() => '0'), 10)
}

function runs(pid: number): Promise<boolean> {
  return isServerOf(pid, join(folder, 'postgres/data'))
}

/** A program that writes rows without end, and says each number once it has been acknowledged. */
function childProgram(): string {
  const index = JSON.stringify(new URL('index.ts', import.meta.url).href)
  return `
    const main = async () => {
      const { startEmbedded } = await import(${index})
      const { default: pg } = await import('pg')
      const { url } = await startEmbedded({ folder: ${JSON.stringify(folder)}, log: () => {} })
      const client = new pg.Client(url)
      await client.connect()
      await client.query('create table acknowledged (n int)')
      for (let n = 1; ; n++) {
        await client.query('insert into acknowledged values ($1)', [n])
        console.log(n)
      }
    }
    void main()`
}
