import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import type { Block, Paper } from '#kernel/paper.ts'
import { textInZip, textOfPdf } from '#testing/paper-text.ts'
import { endPaperProgram, printPaper, type PaperFormat } from './index.ts'

const paperOf = (blocks: readonly Block[], over: Partial<Paper> = {}): Paper => ({
  title: '责令限期改正通知书',
  language: 'zh-CN',
  blocks,
  ...over,
})

async function printed(paper: Paper, format: PaperFormat): Promise<Buffer> {
  const file = await printPaper(paper, format)
  try {
    return await readFile(file.path)
  } finally {
    await file.remove()
  }
}

const pagesOf = async (paper: Paper) =>
  textOfPdf(await printed(paper, 'pdf')).map((page) => page.replaceAll('\n', ''))

const sealed = (times: number) =>
  paperOf([
    { kind: 'paragraph', words: '按时改正。'.repeat(times) },
    { kind: 'seal', unit: '某区城市管理局', date: '2026年11月26日' },
    { kind: 'signatures', lines: [{ label: '当事人签收' }, { label: '签收日期' }] },
  ])

const photograph = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: '#0b6e63' } })
    .jpeg()
    .toBuffer()

const everyBlock = async (): Promise<Block[]> => [
  { kind: 'contents', title: '目录' },
  { kind: 'pageBreak' },
  { kind: 'title', text: '责令限期改正通知书' },
  { kind: 'heading', level: 1, text: '一、事实' },
  { kind: 'paragraph', words: [{ text: '当事人' }, { text: '张某', bold: true, underline: true }] },
  {
    kind: 'fields',
    fields: [
      { label: '案号', value: '城管改字〔2026〕第 1 号' },
      { label: '日期', value: '2026年11月26日' },
      { label: '地点', value: '大东门内正街2号', wide: true },
    ],
  },
  {
    kind: 'table',
    columns: [{ title: '序号' }, { title: '经过', share: 4 }],
    rows: Array.from({ length: 60 }, (_, index) => [String(index + 1), `第 ${index + 1} 次劝导`]),
  },
  {
    kind: 'pictures',
    columns: 2,
    pictures: [
      { source: await photograph(), caption: '改正前' },
      { source: Buffer.from('no picture'), caption: '坏图' },
    ],
  },
  { kind: 'heading', level: 2, text: '（二）期限' },
  { kind: 'flow', steps: [{ title: '发现', text: '巡查或上报' }, { title: '劝导' }] },
  { kind: 'rule' },
  { kind: 'space', height: 5 },
  { kind: 'qr', text: 'https://example.org/420704', caption: '扫码上报' },
  { kind: 'signatures', lines: [{ label: '当事人：' }, { label: '见证人：', value: '李某' }] },
  { kind: 'seal', unit: '某区城市管理局', date: '2026年11月26日' },
]

afterAll(() => endPaperProgram())

describe('a paper as PDF', { timeout: 60_000 }, () => {
  it('holds every block, counts its pages, and lists headings with the pages they stand on', async () => {
    const pages = await pagesOf(paperOf(await everyBlock(), { letters: { size: 12, line: 20 } }))
    const whole = pages.join('\n')
    for (const text of [
      '当事人',
      '张某',
      '城管改字〔2026〕第 1 号',
      '第 60 次劝导',
      '改正前',
      '图片无法读取',
      '扫码上报',
      '见证人：',
      '某区城市管理局',
    ])
      expect(whole).toContain(text)
    expect(pages[0]).toContain(`第 1 页　共 ${pages.length} 页`)
    const stands = pages.findLastIndex((page) => page.includes('（二）期限')) + 1
    expect(stands).toBeGreaterThan(2)
    expect(pages[0]).toMatch(new RegExp(`（二）期限${stands}(?!\\d)`))
    // The head of the table stands on each of its pages.
    expect(pages.filter((page) => page.includes('序号经过')).length).toBeGreaterThan(1)
  })

  it('shows a box for a character that the font lacks, and says which', async () => {
    const pages = await pagesOf(paperOf([{ kind: 'paragraph', words: '张𪚥同志😀' }]))
    expect(pages[0]).toContain('张□同志□')
    expect(pages[0]).toContain('U+2A6A5、U+1F600')
    const english = await pagesOf(
      paperOf([{ kind: 'paragraph', words: '𪚥\u0000\ud800' }], { language: 'en' }),
    )
    expect(english[0]).toContain('U+2A6A5')
    expect(english[0]).toContain('Page 1 of 1')
  })

  it('parts a row that no page holds whole, and loses nothing of it', async () => {
    const words = Array.from({ length: 3000 }, (_, index) => `${index}。`).join('')
    const pages = await pagesOf(
      paperOf([{ kind: 'table', columns: [{ title: '记录' }], rows: [[words]] }]),
    )
    expect(pages.length).toBeGreaterThan(3)
    expect(pages.join('').replaceAll(/记录|第 \d+ 页　共 \d+ 页/g, '')).toBe(words)
  })

  it('lets no seal stand alone on a last page, and leaves a long paper as it is', async () => {
    // Nineteen lines of text and the seal below: one page, drawn a little closer.
    const [one, ...more] = await pagesOf(sealed(105))
    expect(more).toEqual([])
    expect(one).toContain('签收日期')
    expect((await pagesOf(sealed(160))).length).toBe(2)
  })

  it('embeds only the letters that occur, and lies on its side as A3', async () => {
    const bytes = await printed(
      paperOf([{ kind: 'title', text: '工作站' }], { size: 'A3', landscape: true }),
      'pdf',
    )
    expect(bytes.length).toBeLessThan(120_000)
    expect(bytes.toString('latin1')).toMatch(/\/MediaBox \[0 0 1190\.5\d* 841\.8\d*\]/)
  })
})

describe('the same paper as DOCX', { timeout: 60_000 }, () => {
  it('holds the same words, names its typefaces, and counts pages by fields', async () => {
    const bytes = await printed(paperOf(await everyBlock()), 'docx')
    const document = textInZip(bytes, 'word/document.xml') ?? ''
    const text = document.replaceAll(/<[^>]+>/g, '')
    for (const part of [
      '责令限期改正通知书',
      '第 60 次劝导',
      '扫码上报',
      '某区城市管理局',
      '图片无法读取',
    ])
      expect(text).toContain(part)
    for (const face of ['仿宋', '黑体', '宋体']) expect(document).toContain(`w:eastAsia="${face}"`)
    expect(document).toContain('w:tblHeader')
    expect(document).toMatch(/PAGEREF heading-1/)
    expect(document).toMatch(/w:top="2098"/)
    expect(textInZip(bytes, 'word/footer1.xml')).toContain('NUMPAGES')
  })
})

describe('the program that prints', { timeout: 60_000 }, () => {
  it('falls over one paper and prints the next', async () => {
    const broken = paperOf([{ kind: 'paragraph', words: null as unknown as string }])
    await expect(printPaper(broken, 'pdf')).rejects.toMatchObject({ code: 'paper.failed' })
    expect(await pagesOf(paperOf([{ kind: 'title', text: '还在' }]))).toHaveLength(1)
  })
})
