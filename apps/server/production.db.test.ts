import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { openDatabase } from '#platform/server/database.ts'
import { repositoryRoot } from '#platform/server/root.ts'
import { copyOfTemplate } from '#testing/database.ts'
import { urlOf } from '#testing/server.ts'
import { foundDistrict } from '#testing/small-district.ts'

/** Below the repository, as the program looks upwards for its migrations. */
const program = join(repositoryRoot, '.cache/production-test/main.mjs')
const secret = Buffer.alloc(32, 7).toString('base64')

let folder: string
let copy: Awaited<ReturnType<typeof copyOfTemplate>>

beforeAll(async () => {
  const build = JSON.stringify(join(repositoryRoot, 'build.mjs'))
  const code = `import(${build}).then((m) => m.buildServer(${JSON.stringify(program)}))`
  execFileSync(process.execPath, ['-e', code])
  folder = mkdtempSync(join(tmpdir(), 'gongzhi-production-'))
  copy = await copyOfTemplate()
  const db = openDatabase(copy.url, { max: 1 })
  await db.transaction().execute((tx) => foundDistrict(tx))
  await db.destroy()
})
afterAll(async () => {
  await copy.drop()
  rmSync(folder, { recursive: true })
})

interface Run {
  child: ChildProcess
  said: () => string
  ended: Promise<number | null>
}

function start(over: Record<string, string>, ...args: string[]): Run {
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      GONGZHI_DATA: folder,
      GONGZHI_SECRET: secret,
      DATABASE_URL: copy.url,
      ...over,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return { child, said: () => said, ended: once(child, 'close').then(() => child.exitCode) }
}

/** It must end by itself, with 1 and these words. */
async function refuses(over: Record<string, string>, words: RegExp): Promise<void> {
  const { said, ended } = start(over)
  expect([await ended, said()]).toEqual([1, expect.stringMatching(words)])
  expect(said()).not.toMatch(/^ {4}at /m)
}

async function statement(text: string, url = copy.url): Promise<pg.QueryResult> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}

it('does not start without a secret of its own, and makes none', async () => {
  await refuses({ GONGZHI_SECRET: '' }, /生产模式需要密钥/)
  await refuses({ GONGZHI_SECRET: 'c2hvcnQ=' }, /密钥太短/)
  expect(readdirSync(folder)).toEqual([])
})

it('does not start unmigrated, on demonstration data, or on data of a newer release', async () => {
  const url = urlOf(inject('serverUrl'), `${new URL(copy.url).pathname.slice(1)}_bare`)
  await statement(`create database "${new URL(url).pathname.slice(1)}" template template0`)
  try {
    await refuses({ DATABASE_URL: url }, /数据库还缺 \d+ 个迁移/)
    const left = `select from pg_tables where schemaname !~ '^(pg_|information_schema)'`
    expect((await statement(left, url)).rowCount).toBe(0)
  } finally {
    await statement(`drop database "${new URL(url).pathname.slice(1)}" with (force)`)
  }
  await statement(`update places.district set demo = true`)
  await refuses({}, /生产模式不能带演示数据启动/)
  await statement(`update places.district set demo = false`)
  await statement(`insert into kysely_migration values ('29991231T0000-later', '2999-12-31')`)
  await refuses({}, /数据库来自更新的版本/)
  await statement(`delete from kysely_migration where name = '29991231T0000-later'`)
})

it('says in words what is wrong with its port, settings, folder and database', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo // oxlint-disable-line typescript/no-unsafe-type-assertion -- it listens on a port
  await refuses({ PORT: String(port) }, /已被占用/)
  taken.close()
  await refuses({ PORT: 'many' }, /PORT 必须是/)
  await refuses({ PICTURES_PER_MINUTE: 'many' }, /PICTURES_PER_MINUTE 必须是/)
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await refuses({ GONGZHI_DATA: join(file, 'data') }, /没有权限写入/)
  rmSync(file)
  await refuses({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /连不上数据库/)
}, 90_000)

it('starts when all is right, logs JSON, and stops in order', async () => {
  const { child, said, ended } = start({})
  const url = await address(said)
  expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ok: true })
  const request = await fetch(`${url}/api/public/420704/cases/13800138000`)
  expect(request.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(said()).not.toContain('error handlers')
  expect(said()).not.toContain('演示')
  const logged = said()
    .split('\n')
    .filter((line) => line.startsWith('{"level"'))
  expect(logged.length).toBeGreaterThan(1)
  expect(logged.join('')).toContain('"route":"/readyz"')
  expect(logged.join('')).not.toContain('13800138000')
  expect(readdirSync(folder)).not.toContain('secret')
})

it('installs and builds nothing', () => {
  const bare = mkdtempSync(join(tmpdir(), 'gongzhi-bare-'))
  const files = ['start.mjs', 'install.mjs', 'build.mjs', 'package.json', 'package-lock.json']
  for (const name of files) copyFileSync(join(repositoryRoot, name), join(bare, name))
  const run = () =>
    execFileSync(process.execPath, ['start.mjs'], {
      cwd: bare,
      env: { PATH: process.env['PATH'], NODE_ENV: 'production' },
      encoding: 'utf8',
      stdio: 'pipe',
    })
  expect(run).toThrow(/还没有构建/)
  expect(readdirSync(bare).toSorted()).toEqual(files.toSorted())
  rmSync(bare, { recursive: true })
})

it('hands the program the environment it was given, whatever the build has made of its own', () => {
  const bare = mkdtempSync(join(tmpdir(), 'gongzhi-bare-'))
  copyFileSync(join(repositoryRoot, 'start.mjs'), join(bare, 'start.mjs'))
  writeFileSync(join(bare, 'install.mjs'), 'export const install = () => {}')
  // As Vite does.
  const build = `export const build = async () => { process.env.NODE_ENV = 'production' }`
  writeFileSync(join(bare, 'build.mjs'), build)
  mkdirSync(join(bare, 'dist/server'), { recursive: true })
  writeFileSync(
    join(bare, 'dist/server/main.mjs'),
    'console.log(process.env.NODE_ENV, process.argv.slice(2))',
  )
  const said = execFileSync(process.execPath, ['start.mjs'], {
    cwd: bare,
    env: { PATH: process.env['PATH'] },
    encoding: 'utf8',
  })
  expect(said).toBe("undefined [ 'serve' ]\n")
  rmSync(bare, { recursive: true })
})

async function address(said: () => string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const found = /Gongzhi {2}(http:\/\/127\.0\.0\.1:\d+)\//.exec(said())
    if (found?.[1]) return found[1]
    await new Promise((resolve) => setTimeout(resolve, 200)) // oxlint-disable-line no-await-in-loop -- waiting
  }
  throw new Error(`it did not start:\n${said()}`)
}
