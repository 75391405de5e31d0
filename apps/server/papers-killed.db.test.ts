import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { checkFileChain, openFile } from '#modules/enforcement/server/index.ts'
import { createSignInLink } from '#modules/people/server/index.ts'
import { openDatabase, type Db } from '#platform/server/database.ts'
import { repositoryRoot } from '#platform/server/root.ts'
import { copyOfTemplate } from '#testing/database.ts'
import { foundOffice, opening, orderWish } from '#testing/enforcement-story.ts'
import { textOfPdf } from '#testing/paper-text.ts'
import { as, cipher, districtId, id } from '#testing/small-district.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const program = join(repositoryRoot, '.cache/papers-test/main.mjs')
const many = 12
const fileOf = (n: number) => id(`file/${n}`)
const paperOf = (n: number) => id(`paper/${n}`)

let folder: string
let copy: Awaited<ReturnType<typeof copyOfTemplate>>
let db: Db

beforeAll(async () => {
  const build = JSON.stringify(join(repositoryRoot, 'build.mjs'))
  const code = `import(${build}).then((m) => m.buildServer(${JSON.stringify(program)}))`
  execFileSync(process.execPath, ['-e', code])
  folder = mkdtempSync(join(tmpdir(), 'gongzhi-papers-'))
  copy = await copyOfTemplate()
  db = openDatabase(copy.url, { max: 4 })
  await foundOffice(db)
  // The program that is killed goes by the clock on the wall.
  await db.updateTable('enforcement.certificate').set({ valid_until: '2999-12-31' }).execute()
  const by = { caller: await as(db, 'gao'), now: new Date(), cipher }
  for (let n = 0; n < many; n++) {
    const parties = [
      { id: id(`party/${n}`), kind: 'person' as const, subjectId: null, name: '黄志明', about: '' },
    ]
    await openFile(db, opening({ id: fileOf(n), parties }), by) // oxlint-disable-line no-await-in-loop -- one after the other
  }
})
afterAll(async () => {
  await db.destroy()
  await copy.drop()
  rmSync(folder, { recursive: true })
})

interface Server {
  child: ChildProcess
  url: string
  kill: () => Promise<void>
}

/** The program as it is shipped, listening once it says where. */
async function start(): Promise<Server> {
  const child = spawn(process.execPath, [program, 'serve'], {
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      GONGZHI_DATA: folder,
      GONGZHI_SECRET: Buffer.alloc(32, 7).toString('base64'),
      DATABASE_URL: copy.url,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const listening = /(http:\/\/127\.0\.0\.1:\d+)/
  await vi.waitFor(() => expect(said).toMatch(listening), { timeout: 60_000, interval: 100 })
  const ended = once(child, 'close')
  return {
    child,
    url: listening.exec(said)?.[1] ?? '',
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function signedIn({ url }: Server): Promise<string> {
  const token = await createSignInLink(db, { districtId, personId: id('gao'), now: new Date() })
  const reply = await fetch(`${url}/api/people/sign-in-links/${token}`, {
    method: 'POST',
    headers: { 'x-gongzhi': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ phone: false }),
  })
  expect(reply.status).toBe(200)
  return reply.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const wishes = Array.from({ length: many }, (_, n) => ({
  n,
  clientId: randomUUID(),
  order: orderWish({ paperId: paperOf(n), partyIds: [id(`party/${n}`)], untilDay: '2999-01-01' }),
}))

/** Sends one order; true once it was acknowledged. */
async function send(
  { url }: Server,
  cookie: string,
  { n, clientId, order }: (typeof wishes)[number],
): Promise<boolean> {
  const reply = await fetch(`${url}/api/enforcement/files/${fileOf(n)}/steps`, {
    method: 'POST',
    headers: { cookie, 'x-gongzhi': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, baseVersion: null, order }),
  })
  return reply.status === 200
}

const papers = () =>
  db
    .selectFrom('enforcement.paper')
    .select(['id', 'serial', 'number', 'file_id'])
    .where('kind', '=', 'order')
    .orderBy('serial')
    .execute()

const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)

it('neither skips nor repeats a number where the server is killed while orders are made', async () => {
  const first = await start()
  const cookie = await signedIn(first)
  const acknowledged = new Set<number>()
  const sending = wishes.map(async (wish) => {
    if (await send(first, cookie, wish).catch(() => false)) acknowledged.add(wish.n)
  })
  await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(2), {
    timeout: 60_000,
    interval: 5,
  })
  await first.kill()
  await Promise.all(sending)
  // What its last statements began is undone by the database before anything else is made.
  const before = await papers()
  expect(before.map((paper) => paper.serial)).toEqual(upTo(before.length))
  for (const n of acknowledged) expect(before.some((paper) => paper.id === paperOf(n))).toBe(true)

  const second = await start()
  const again = await signedIn(second)
  try {
    expect(await Promise.all(wishes.map((wish) => send(second, again, wish)))).toEqual(
      wishes.map(() => true),
    )
  } finally {
    await second.kill()
  }
  const all = await papers()
  expect(all.map((paper) => paper.serial)).toEqual(upTo(many))
  expect(all.slice(0, before.length)).toEqual(before)
  expect(new Set(all.map((paper) => paper.file_id)).size).toBe(many)
  for (const { n } of wishes)
    expect((await checkFileChain(db, districtId, fileOf(n))).intact).toBe(true) // oxlint-disable-line no-await-in-loop -- twelve files
})

/** The programs that a process has started. */
const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  )

const print = async ({ url }: Server, cookie: string) => {
  const path = `${url}/api/enforcement/files/${fileOf(0)}/papers/${paperOf(0)}/print`
  const reply = await fetch(path, { headers: { cookie } })
  const body = Buffer.from(await reply.arrayBuffer())
  return { status: reply.status, words: reply.status === 200 ? textOfPdf(body) : [] }
}

it('prints a paper again in the same words, whichever of the two programs was killed over it', async () => {
  const first = await start()
  const cookie = await signedIn(first)
  const printing = print(first, cookie)
  const [papersProgram = 0] = await vi.waitFor(
    () => {
      const found = childrenOf(first.child.pid ?? 0)
      expect(found).toHaveLength(1)
      return found
    },
    { timeout: 30_000, interval: 2 },
  )
  process.kill(papersProgram, 'SIGKILL')
  // The one that was being printed is said to have failed; the next is printed by another program.
  expect((await printing).status).toBe(500)
  const { status, words } = await print(first, cookie)
  expect(status).toBe(200)
  expect(words.join('')).toContain('责令限期改正通知书')

  const torn = print(first, cookie).catch(() => null)
  await first.kill()
  await torn
  const second = await start()
  try {
    expect(await print(second, await signedIn(second))).toEqual({ status: 200, words })
  } finally {
    await second.kill()
  }
  expect(await papers()).toHaveLength(many)
})
