import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { recordsOf } from '#kernel/csv.ts'
import { runCommand } from './index.ts'

const learned = 'modules/reading/server/files/made-up-messages.csv'
const odd = [
  '',
  '😀😀',
  `"${'噪声扰民'.repeat(25_000)}"`,
  '\u0000\u001b[31m\u0007',
  '公車班次太少了，公交车 No bus after nine',
  '"他说""路太烂""\r\n班车也没有"',
  '"=1+1"',
]

let kept = ''
let folder = ''
const at = (name: string) => join(folder, name)
const model = () => join(kept, 'ways')
const said: string[] = []
const text = (...args: string[]) => runCommand(['text', ...args])
const put = (name: string, content: string | Uint8Array) => writeFile(at(name), content)
const rowsOf = async (name: string) =>
  recordsOf(gunzipSync(await readFile(at(name))).toString('utf8')).map(({ cells }) => cells)

beforeAll(async () => {
  kept = await mkdtemp(join(tmpdir(), 'gongzhi-ways-'))
  await text('route-train', '--in', learned, '--model', model())
})
afterAll(() => rm(kept, { recursive: true }))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongzhi-odd-'))
  said.length = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    said.push(String(line))
    return true
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

/** Refused as called wrongly, with these words in both languages, and nothing is left behind. */
async function refused(args: string[], zh: RegExp, en: RegExp): Promise<void> {
  const before = await readdir(folder)
  said.length = 0
  expect([args[0], await text(...args)]).toEqual([args[0], 2])
  expect(said.join('')).toMatch(zh)
  expect(said.join('')).toMatch(en)
  expect(said.join('')).not.toMatch(/^ +at /mu)
  expect(await readdir(folder)).toEqual(before)
}

/** How each command is called upon a file. */
const calls = (name: string): Record<string, string[]> => ({
  'hot-issues': ['hot-issues', '--in', at(name), '--out', at('out.csv')],
  'route-train': ['route-train', '--in', at(name), '--model', at('model')],
  route: ['route', '--in', at(name), '--model', model(), '--out', at('out.csv')],
})

describe.each(['hot-issues', 'route-train', 'route'])('text %s', (command) => {
  const called = (name: string) => calls(name)[command] ?? []

  it('says which columns are not there', async () => {
    await put('bare.csv', 'words\n路灯不亮\n')
    await refused(called('bare.csv'), /缺少列|没有 subject/u, /lacks the columns|has neither/u)
  })

  it('says so where a file is empty, or not there', async () => {
    await put('empty.csv', '')
    await refused(called('empty.csv'), /是空的|没有 subject/u, /is empty|has neither/u)
    await refused(called('absent.csv'), /没有文件/u, /There is no file/u)
  })

  it('says so where a file is no gzip, or only half of one', async () => {
    const whole = gzipSync(
      `msg_id,time,subject,detail,reply_orgs\n${'1,,路灯,不亮,甲\n'.repeat(500)}`,
    )
    await put('plain.csv.gz', gunzipSync(whole))
    await put('half.csv.gz', whole.subarray(0, whole.length - 20))
    for (const name of ['plain.csv.gz', 'half.csv.gz'])
      await refused(called(name), /不是完好的 gzip 文件/u, /is not a gzip file/u) // oxlint-disable-line no-await-in-loop -- one folder
  })

  it('says so where nothing can be written', async () => {
    const source = await readFile(learned)
    await put('in.csv', source)
    const long = 'x'.repeat(300)
    const args = called('in.csv').map((arg) =>
      [at('out.csv'), at('model')].includes(arg) ? at(long) : arg,
    )
    await refused(args, /写不进去/u, /cannot be written/u)
    const inside = called('in.csv').map((arg) =>
      [at('out.csv'), at('model')].includes(arg) ? join(at('in.csv'), 'x') : arg,
    )
    await refused(inside, /写不进去|没有文件夹/u, /cannot be written|There is no folder/u)
    expect(await readFile(at('in.csv'))).toEqual(source)
  })

  it('does not know what it was not told', async () => {
    await put('in.csv', await readFile(learned))
    await refused([...called('in.csv'), '--fast'], /不认识 --fast/u, /--fast is not known/u)
  })
})

it('finds issues whatever stands among the messages', async () => {
  const lines = odd.map((detail, i) => `x${i},someday,${detail},${detail}`)
  const same = ['甲', '乙', '丙', '丁'].map(
    (user, i) =>
      `y${i},2020/1/${i + 1} 10:00:00,竹园小区二期旁边工地夜里施工噪声扰民,竹园小区旁的工地每天夜里施工，噪声很大，无法入睡${user}`,
  )
  await put(
    'in.csv.gz',
    gzipSync(
      `\uFEFFMSG_ID,time,subject,detail\r\n${[...lines, ...same].join('\r\n')}\r\nshort\r\n`,
    ),
  )
  expect(await text('hot-issues', '--in', at('in.csv.gz'), '--out', at('out.csv.gz'))).toBe(0)
  const [head, ...rows] = await rowsOf('out.csv.gz')
  expect(head).toEqual(['issue', 'rank', 'heat', 'msg_id', 'first_seen', 'detected_at'])
  expect(rows.map((cells) => cells[3]).filter((id) => id?.startsWith('y'))).toHaveLength(4)
})

it('finds no issue among no messages', async () => {
  await put('in.csv', 'msg_id,time,subject,detail\n')
  expect(await text('hot-issues', '--in', at('in.csv'), '--out', at('out.csv.gz'))).toBe(0)
  expect(await rowsOf('out.csv.gz')).toHaveLength(1)
})

it('routes every row, whatever stands in it', async () => {
  const lines = odd.map((detail, i) => `x${i},${detail},${detail}`)
  await put('in.csv.gz', gzipSync(`msg_id,subject,detail\n${lines.join('\n')}\nshort\n`))
  const args = ['--in', at('in.csv.gz'), '--model', model(), '--out', at('out.csv.gz')]
  expect(await text('route', ...args)).toBe(0)
  const [head, ...rows] = await rowsOf('out.csv.gz')
  expect(head).toEqual(['msg_id', 'org', 'confidence', 'second', 'third'])
  expect(rows.map(([id]) => id)).toEqual([...odd.map((_, i) => `x${i}`), 'short'])
  for (const [, org, confidence] of rows) {
    expect(org).not.toBe('')
    expect(Number(confidence)).toBeGreaterThan(0)
  }
})

it('learns ways from odd messages too', async () => {
  const lines = odd.map((detail, i) => `${detail},${detail},${i % 2 ? '甲局|乙局' : '¦丙局｜'}`)
  await put('in.csv', `subject,detail,reply_orgs\n${lines.join('\n')}\n无人答复,无人答复,¦\n`)
  expect(await text('route-train', '--in', at('in.csv'), '--model', at('model'))).toBe(0)
  expect(JSON.parse(await readFile(join(at('model'), 'model.json'), 'utf8'))).toMatchObject({
    labels: ['丙局', '乙局', '甲局'],
    learnedFrom: odd.length,
  })
})

it('says so where no answer is told, or all the same', async () => {
  await put('none.csv', 'subject,detail\n灯,不亮\n')
  await put('one.csv', 'subject,reply_orgs\n灯,甲\n路,甲\n')
  await refused(calls('none.csv')['route-train'] ?? [], /没有 reply_orgs/u, /no column reply_orgs/u)
  await refused(calls('one.csv')['route-train'] ?? [], /至少要有两种/u, /at least two different/u)
})

it('refuses a folder without a model of this purpose, or with a broken one', async () => {
  await put('in.csv', 'msg_id,detail\n1,灯\n')
  const route = (from: string) => ['route', '--in', at('in.csv'), '--model', from, '--out', at('o')]
  await refused(route(at('absent')), /没有可用的模型/u, /holds no model/u)
  const broken = await mkdtemp(join(kept, 'broken-'))
  await writeFile(join(broken, 'model.json'), await readFile(join(model(), 'model.json')))
  await writeFile(join(broken, 'weights.gz'), 'no gzip')
  await refused(route(broken), /没有可用的模型/u, /holds no model/u)
})

it('keeps what else lies in the folder of a model', async () => {
  await put('notes.txt', 'mine')
  expect(await text('route-train', '--in', learned, '--model', folder)).toBe(0)
  expect((await readdir(folder)).toSorted()).toEqual(['model.json', 'notes.txt', 'weights.gz'])
})
