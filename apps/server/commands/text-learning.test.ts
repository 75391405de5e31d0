import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordsOf } from '#kernel/csv.ts'
import { runCommand } from './index.ts'

const learned = 'modules/reading/server/files/made-up-messages.csv'

let folder = ''
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongzhi-text-'))
})
afterAll(() => rm(folder, { recursive: true }))

const cellsOf = async (file: string) => {
  const bytes = await readFile(file)
  const csv = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return recordsOf(csv).map(({ cells }) => cells)
}
const about = async (model: string): Promise<unknown> =>
  JSON.parse(await readFile(join(at(model), 'model.json'), 'utf8'))

describe('text train and classify', () => {
  it('learns from a file, and keeps version and scores beside what was learned', async () => {
    expect(await runCommand(['text', 'train', '--in', learned, '--model', at('model')])).toBe(0)
    expect(await about('model')).toMatchObject({
      purpose: 'classify',
      version: 1,
      learnedFrom: 84,
      labels: ['交通运输', '教育文体', '环境保护'],
      scores: { cases: 84 },
    })
    expect(await runCommand(['text', 'train', '--in', learned, '--model', at('model')])).toBe(0)
    expect(await about('model')).toMatchObject({ version: 2 })
    expect((await readdir(folder)).toSorted()).toEqual(['model'])
  })

  it('reads every row, whatever stands in it', async () => {
    const odd = [
      '公交车总是不来',
      '',
      '😀😀',
      '"他说""路太烂""\r\n班车也没有"',
      `"${'噪声'.repeat(50_000)}"`,
      '公車班次太少了',
      'no bus after nine',
      '\u0000\u001b[31m',
    ]
    const lines = odd.map((detail, i) => `x${i},${detail},其他`)
    const csv = `\uFEFFmsg_id,detail,unknown\r\n${lines.join('\r\n')}\r\nshort\r\n`
    await writeFile(at('in.csv.gz'), gzipSync(csv))
    const args = ['--model', at('model'), '--in', at('in.csv.gz'), '--out', at('out.csv.gz')]
    expect(await runCommand(['text', 'classify', ...args])).toBe(0)
    const [head, ...rows] = await cellsOf(at('out.csv.gz'))
    expect(head).toEqual(['msg_id', 'label', 'confidence', 'second', 'second_confidence'])
    expect(rows.map(([id]) => id)).toEqual([...odd.map((_, i) => `x${i}`), 'short'])
    expect(rows[0]?.[1]).toBe('交通运输')
    expect(rows[4]?.[1]).toBe('环境保护')
    for (const [, label, confidence, second, less] of rows) {
      expect(label).not.toBe(second)
      expect(Number(confidence)).toBeGreaterThanOrEqual(Number(less))
    }
  })

  it('says what is wrong, and writes nothing', async () => {
    await writeFile(at('bare.csv'), 'msg_id,words\n1,灯\n')
    await writeFile(at('one.csv'), 'subject,label\n灯,甲\n路,甲\n')
    const wrong = [
      ['train', '--in', at('bare.csv'), '--model', at('none')],
      ['train', '--in', at('one.csv'), '--model', at('none')],
      ['route-train', '--in', at('one.csv'), '--model', at('none')],
      ['train', '--in', at('absent.csv'), '--model', at('none')],
      ['classify', '--in', learned, '--model', at('none'), '--out', at('none.csv')],
      ['route', '--in', learned, '--model', at('model'), '--out', at('none.csv')],
      ['guess'],
    ]
    for (const args of wrong) expect(await runCommand(['text', ...args])).toBe(2)
    expect(await readdir(folder)).not.toContain('none')
    expect(await readdir(folder)).not.toContain('none.csv')
  })
})

describe('text route-train and route', () => {
  it('learns from several answers of one row, and names three', async () => {
    expect(await runCommand(['text', 'route-train', '--in', learned, '--model', at('ways')])).toBe(
      0,
    )
    expect(await about('ways')).toMatchObject({ purpose: 'route', version: 1 })
    const args = ['--model', at('ways'), '--in', learned, '--out', at('ways.csv')]
    expect(await runCommand(['text', 'route', ...args])).toBe(0)
    const [head, ...rows] = await cellsOf(at('ways.csv'))
    expect(head).toEqual(['msg_id', 'org', 'confidence', 'second', 'third'])
    expect(rows).toHaveLength(84)
    const [source] = [await cellsOf(learned)]
    const right = rows.filter(([, org = ''], i) => source[i + 1]?.[7]?.split('¦').includes(org))
    expect(right.length).toBeGreaterThan(70)
  })
})
