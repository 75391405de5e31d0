import fc from 'fast-check'
import excel from 'exceljs'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { csvOf, readSheet, xlsxOf, type Cell, type Sheet } from './index.ts'

async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}

const sheet = (rows: readonly (readonly Cell[])[]): Sheet => ({
  name: '案件/台账',
  columns: [{ title: '编号' }, { title: '数', kind: 'number' }, { title: '时间', kind: 'date' }],
  rows,
})
const shanghai = 'Asia/Shanghai'

async function book(bytes: Buffer) {
  const found = new excel.Workbook()
  await found.xlsx.load(new Uint8Array(bytes).buffer)
  return found
}

test('a workbook is read by another program as it was written', async () => {
  const at = new Date('2026-03-16T10:00:00Z')
  const bytes = await bytesOf(xlsxOf([sheet([['01001', 12.5, at]]), sheet([])], shanghai))
  const read = await book(bytes)
  expect(read.worksheets.map((w) => w.name)).toEqual(['案件 台账', '案件 台账 2'])
  const row = read.worksheets[0]!.getRow(2)
  expect(row.getCell(1).value).toBe('01001')
  expect(row.getCell(1).numFmt).toBe('@')
  expect(row.getCell(2).value).toBe(12.5)
  // By the clock of the district: 18:00 in Shanghai.
  expect(row.getCell(3).value).toEqual(new Date('2026-03-16T18:00:00Z'))
})

test('what would be a formula stays the text that somebody wrote', async () => {
  for (const text of ['=1+1', '+8', '-A1', '@SUM(A1)', '\tx', '=HYPERLINK("http://x")']) {
    const read = await book(await bytesOf(xlsxOf([sheet([[text]])], shanghai)))
    const cell = read.worksheets[0]!.getRow(2).getCell(1)
    expect(cell.value).toBe(text)
    expect(cell.type).toBe(excel.ValueType.String)
  }
  const csv = (await bytesOf(csvOf(sheet([['=1+1', -3], ['-3']])))).toString()
  expect(csv.split('\r\n').slice(1)).toEqual([`'=1+1,-3,`, '-3,,', ''])
})

const plain = fc.string({ unit: 'grapheme', maxLength: 60 }).map((t) =>
  // oxlint-disable-next-line no-control-regex -- XML cannot hold these
  t.replaceAll(/[\u0000-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu, '').trim(),
)

test('what is written is read back, from both kinds of file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(plain, fc.integer()), { maxLength: 8 }), async (rows) => {
      const wanted = rows.filter(([text]) => text !== '').map(([t, n]) => [t, String(n)])
      const given = sheet(rows.filter(([text]) => text !== ''))
      for (const write of [(s: Sheet) => xlsxOf([s], shanghai), csvOf]) {
        const read = await readSheet(await bytesOf(write(given)))
        expect(read.lines.map((l) => [l.cells[0], l.cells[1]])).toEqual(wanted)
      }
    }),
    { numRuns: 60 },
  )
})

test('a CSV as Excel in China saves it', async () => {
  // 编号,名称 / 1,路灯 in GB 18030.
  const bytes = Buffer.from('b1e0bac52cc3fbb3c60d0a312cc2b7b5c60d0a', 'hex')
  expect(await readSheet(bytes)).toEqual({
    titles: ['编号', '名称'],
    lines: [{ line: 2, cells: ['1', '路灯'] }],
  })
})

const refused = (bytes: Buffer, code: string) =>
  expect(readSheet(bytes)).rejects.toMatchObject({ status: 400, code })

test('what is no sheet, and what unfolds to a gigabyte, is refused in words', async () => {
  await refused(Buffer.alloc(0), 'spreadsheet.unreadable')
  await refused(Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x81]), 'spreadsheet.unreadable')
  await refused(
    Buffer.from('PK\u0003\u0004 but nothing of the kind follows here at all'),
    'spreadsheet.unreadable',
  )
  await refused(Buffer.from('\r\n\r\n'), 'spreadsheet.empty')
  await refused(Buffer.from('a\r\n'.repeat(50_002)), 'spreadsheet.too_long')
  await refused(bomb(), 'spreadsheet.too_long')
})

/** A ZIP of one file that says it is small and unfolds to 160 MB. */
function bomb(): Buffer {
  const packed = deflateRawSync(Buffer.alloc(160 * 1024 * 1024), { level: 1 })
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(10, 24)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(head.length + packed.length, 16)
  return Buffer.concat([head, packed, entry, end])
}

test('rows are asked for as their bytes are taken', async () => {
  let asked = 0
  const endless = {
    ...sheet([]),
    rows: (async function* () {
      for (;;) yield [`${asked++} 竹林北路`, asked]
    })(),
  }
  const chunks = xlsxOf([endless], shanghai)
  for (let n = 0; n < 3; n++) await chunks.next()
  await chunks.return(undefined)
  const before = asked
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(asked - before).toBeLessThan(20_000)
  expect(before).toBeLessThan(100_000)
})
