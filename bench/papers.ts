import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { Block, Paper } from '#kernel/paper.ts'
import { print } from './ground.ts'

const PICTURES = 24
const SHEETS = 117
const TEXT =
  '城管进社区工作站每天记录巡查、走访、劝导和处置的情况，居民反映的问题要件件有回音、事事有着落。3月16日 18:00 前答复，联系人王师傅（137****0000）。'

/** A file of 200 pages with 156 pictures, written as PDF and as DOCX, each by a program that is weighed. */
export async function papers(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-bench-papers-'))
  try {
    const paper = longPaper(await makePictures(folder))
    const from = join(folder, 'paper.json')
    await writeFile(from, JSON.stringify(paper))
    const figures = []
    for (const format of ['pdf', 'docx'])
      // oxlint-disable-next-line no-await-in-loop -- each is weighed alone
      figures.push(await weigh(format, from, join(folder, `paper.${format}`)))
    print(JSON.stringify({ bench: 'papers', figures }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function weigh(format: string, from: string, path: string) {
  const alone = fileURLToPath(new URL('paper-alone.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=140', '--import', 'tsx', alone, format, from, path],
    {
      env: { ...process.env, MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: '2' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let said = ''
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
  await once(child, 'close')
  return { format, megabytes: Math.round((await stat(path)).size / 1e6), ...JSON.parse(said) }
}

/** Photographs as the store keeps them for showing, some as a telephone made them. */
async function makePictures(folder: string): Promise<string[]> {
  const paths: string[] = []
  for (let index = 0; index < PICTURES; index++) {
    const [width, height] = index % 8 === 0 ? [4000, 3000] : [1600, 1200]
    const noise = Buffer.alloc(400 * 300 * 3)
    for (let at = 0; at < noise.length; at++) noise[at] = (at * 31 * (index + 3) + (at >> 7)) % 256
    const path = join(folder, `${index}.jpg`)
    // oxlint-disable-next-line no-await-in-loop
    await sharp(noise, { raw: { width: 400, height: 300, channels: 3 } })
      .resize(width, height)
      .jpeg({ quality: 80 })
      .toFile(path)
    paths.push(path)
  }
  return paths
}

function longPaper(pictures: readonly string[]): Paper {
  const blocks: Block[] = [{ kind: 'contents', title: '目　录' }, { kind: 'pageBreak' }]
  for (let index = 0; index < SHEETS; index++) {
    blocks.push(
      {
        kind: 'heading',
        level: 1,
        text: `第 ${index + 1} 件　大东门内正街 ${index + 1} 号门前堆放杂物`,
      },
      {
        kind: 'fields',
        fields: [
          { label: '案件编号', value: `42070420261126${String(index).padStart(5, '0')}` },
          { label: '时间', value: '2026年11月26日' },
          { label: '地点', value: '滨湖社区大东门内正街', wide: true },
        ],
      },
      { kind: 'paragraph', words: TEXT.repeat(3) },
    )
    const at = (offset: number) => pictures[(index * 2 + offset) % pictures.length]!
    if (index % 2 === 0 || index % 3 === 0)
      blocks.push({
        kind: 'pictures',
        columns: 2,
        pictures: [
          { source: at(0), caption: '处置前' },
          { source: at(1), caption: '处置后' },
        ],
      })
    blocks.push(
      {
        kind: 'table',
        columns: [{ title: '时间' }, { title: '经过', share: 3 }, { title: '经办' }],
        rows: Array.from({ length: 6 }, (_, row) => [
          `11月${row + 1}日 09:00`,
          TEXT.slice(0, 40),
          '李队员',
        ]),
      },
      { kind: 'pageBreak' },
    )
  }
  return { title: '案卷', language: 'zh-CN', letters: { size: 12, line: 20 }, blocks }
}
