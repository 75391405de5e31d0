import { inflateRawSync } from 'node:zlib'
import { invalid } from '../problem.ts'
import { columnName } from './cells.ts'

/** A line of a sheet as a person sees it: its number, and its texts by column. */
export interface ReadLine {
  line: number
  cells: readonly string[]
}

export interface ReadSheet {
  titles: readonly string[]
  lines: readonly ReadLine[]
}

/** What a workbook may unfold to, and how long a sheet may be: a file of a few kilobytes can hold a gigabyte. */
const MOST_BYTES = 150 * 1024 * 1024
export const MOST_LINES = 50_000

/**
 * The first sheet of a workbook, or a CSV (UTF-8 or GB 18030, as Excel in China saves it), as texts:
 * the first line that is not empty names the columns. Dates are read as `2026-03-16` or
 * `2026-03-16 18:00`, formulas as what they came to. A file that is neither, or too large, is a Problem 400.
 */
export async function readSheet(bytes: Buffer): Promise<ReadSheet> {
  if (bytes.length === 0) throw invalid('spreadsheet.unreadable')
  const lines = isZip(bytes) ? await linesOfWorkbook(bytes) : linesOfCsv(bytes)
  if (lines.length > MOST_LINES + 1) throw invalid('spreadsheet.too_long', { most: MOST_LINES })
  const [titles, ...rest] = lines.filter((l) => l.cells.some((cell) => cell !== ''))
  if (!titles) throw invalid('spreadsheet.empty')
  return { titles: titles.cells, lines: rest }
}

const isZip = (bytes: Buffer) => bytes.length > 22 && bytes.readUInt32LE(0) === 0x04034b50

async function linesOfWorkbook(bytes: Buffer): Promise<ReadLine[]> {
  if (unfoldedSize(bytes) > MOST_BYTES) throw invalid('spreadsheet.too_long', { most: MOST_LINES })
  const { default: excel } = await import('exceljs') // read only where somebody sends a workbook
  const book = new excel.Workbook()
  try {
    await book.xlsx.load(new Uint8Array(bytes).buffer)
  } catch {
    throw invalid('spreadsheet.unreadable')
  }
  const lines: ReadLine[] = []
  book.worksheets[0]?.eachRow((row, line) => {
    const cells: (string | undefined)[] = []
    row.eachCell({ includeEmpty: true }, (cell, column) => {
      cells[column - 1] = textOf(cell.value)
    })
    lines.push({ line, cells: Array.from(cells, (cell) => cell ?? '') })
  })
  return lines
}

/** What the files of an archive come to when they are unfolded: measured, not believed. */
function unfoldedSize(bytes: Buffer): number {
  let whole = 0
  try {
    for (const { method, packed } of filesOf(bytes)) {
      whole +=
        method === 0
          ? packed.length
          : inflateRawSync(packed, { maxOutputLength: MOST_BYTES - whole + 1 }).length
      if (whole > MOST_BYTES) return whole
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return Infinity
    throw invalid('spreadsheet.unreadable')
  }
  return whole
}

function* filesOf(bytes: Buffer): Generator<{ method: number; packed: Buffer }> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const head = bytes.readUInt32LE(at + 42)
    const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28)
    yield { method, packed: bytes.subarray(from, from + size) }
    at += 46 + [28, 30, 32].reduce((sum, field) => sum + bytes.readUInt16LE(at + field), 0)
  }
}

/** A value of exceljs as the text that a person would read in the cell. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) {
    const iso = value.toISOString()
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ')
  }
  if (typeof value === 'object') return textOfObject(value)
  return String(value).trim() // oxlint-disable-line typescript/no-base-to-string -- a number, a boolean or a text
}

function textOfObject(value: object): string {
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText
      .map((run: { text?: string }) => run.text ?? '')
      .join('')
      .trim()
  if ('result' in value) return textOf(value.result)
  if ('text' in value) return textOf(value.text)
  return ''
}

function linesOfCsv(bytes: Buffer): ReadLine[] {
  return recordsOf(decoded(bytes)).map(({ line, cells }) => ({
    line,
    // What was disarmed when it was written out is as it was again.
    cells: cells.map((cell) => cell.trim().replace(/^'(?=[=+\-@\t\r])/, '')),
  }))
}

function decoded(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {
      // The next encoding may fit.
    }
  throw invalid('spreadsheet.unreadable')
}

/** Records of a CSV by RFC 4180 with the line each begins on. */
function recordsOf(csv: string): ReadLine[] {
  const records: ReadLine[] = []
  let cells: string[] = []
  let [line, began] = [1, 1]
  for (const [whole, text = '', end] of csv.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|\r|$)/g)) {
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text)
    line += whole.split('\n').length - 1
    if (end === ',') continue
    records.push({ line: began, cells })
    if (records.length > MOST_LINES + 1) return records
    cells = []
    began = line
  }
  return records
}

/** C7: how a person finds a cell again. */
export const cellName = (column: number, line: number): string => `${columnName(column)}${line}`
