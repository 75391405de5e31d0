import { wallAt } from '#kernel/zone.ts'
import { columnName, isFormula, xmlText, type Cell, type Column, type Sheet } from './cells.ts'
import { zipOf, type ZipEntry } from './zip.ts'

/** The media type of a workbook. */
export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A sheet holds no more; what is longer goes on in the next. */
const MOST_ROWS = 1_048_575
const CHUNK = 64 * 1024

/**
 * A workbook as its bytes come, in constant memory: rows are asked for as fast as the bytes are taken.
 * Texts are texts: what a spreadsheet would take for a formula is marked as typed (the apostrophe of
 * Excel), so that it stays what somebody wrote, and codes keep their zeros.
 */
export function xlsxOf(sheets: readonly Sheet[], timeZone: string): AsyncGenerator<Buffer> {
  return zipOf(partsOf(sheets, timeZone))
}

async function* partsOf(sheets: readonly Sheet[], timeZone: string): AsyncGenerator<ZipEntry> {
  const names: string[] = []
  for (const sheet of sheets) {
    const rows = rowsOf(sheet)
    for (let part = 1; ; part++) {
      names.push(sheetName(part === 1 ? sheet.name : `${sheet.name} ${part}`, names))
      const state = { ended: false }
      const bytes = sheetXml({ columns: sheet.columns, rows, state, timeZone })
      yield { name: `xl/worksheets/sheet${names.length}.xml`, bytes: chunked(bytes) }
      if (state.ended) break
    }
  }
  yield* fixedParts(names)
}

async function* rowsOf(sheet: Sheet): AsyncGenerator<readonly Cell[], undefined> {
  yield* sheet.rows
}

/** At most 31 characters without those that Excel refuses, and no two alike. */
function sheetName(wanted: string, taken: readonly string[]): string {
  const name = wanted.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 31) || 'Sheet'
  return taken.includes(name) ? sheetName(`${name.slice(0, 27)} ${taken.length + 1}`, taken) : name
}

async function* chunked(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let gathered = ''
  for await (const text of texts) {
    gathered += text
    if (gathered.length < CHUNK) continue
    yield Buffer.from(gathered)
    gathered = ''
  }
  if (gathered !== '') yield Buffer.from(gathered)
}

interface SheetPart {
  columns: readonly Column[]
  rows: AsyncGenerator<readonly Cell[], undefined>
  state: { ended: boolean }
  timeZone: string
}

/** Numbers of the formats in `styles`. */
const STYLE = { head: 1, text: 2, number: 3, date: 4, percent: 5, typed: 6 }
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

async function* sheetXml(part: SheetPart): AsyncGenerator<string> {
  const { columns, rows, state } = part
  const last = columnName(Math.max(0, columns.length - 1))
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`
  for (const [i, { width = 16, kind = 'text' }] of columns.entries())
    yield `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${STYLE[kind]}" customWidth="1"/>`
  yield '</cols><sheetData><row r="1">'
  for (const [i, { title }] of columns.entries())
    yield `<c r="${columnName(i)}1" s="${STYLE.head}" t="inlineStr"><is><t xml:space="preserve">${xmlText(title)}</t></is></c>`
  yield '</row>'
  const write = rowWriter(part)
  let line = 1
  while (line <= MOST_ROWS) {
    const next = await rows.next() // oxlint-disable-line no-await-in-loop -- one row after the other is what keeps memory small
    if (next.done) {
      state.ended = true
      break
    }
    line++
    yield write(next.value, line)
  }
  yield `</sheetData><autoFilter ref="A1:${last}${line}"/></worksheet>`
}

function rowWriter({ columns, timeZone }: SheetPart) {
  const names = columns.map((_, i) => columnName(i))
  const kinds = columns.map((c) => c.kind ?? 'text')
  return (row: readonly Cell[], line: number): string => {
    let xml = `<row r="${line}">`
    for (let i = 0; i < columns.length; i++) {
      const cell = row[i]
      if (cell === null || cell === undefined || cell === '') continue
      xml += cellXml(`${names[i]}${line}`, cell, { kind: kinds[i] ?? 'text', timeZone })
    }
    return `${xml}</row>`
  }
}

function cellXml(
  at: string,
  cell: Exclude<Cell, null | undefined>,
  { kind, timeZone }: { kind: keyof typeof STYLE; timeZone: string },
): string {
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? `<c r="${at}" s="${STYLE[kind]}"><v>${cell}</v></c>` : ''
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
  if (cell instanceof Date)
    return `<c r="${at}" s="${STYLE.date}"><v>${dayNumber(cell, timeZone)}</v></c>`
  const style = isFormula(cell) ? STYLE.typed : STYLE.text
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`
}

/** Days since 1899-12-30 by the clock of the zone, which is how a sheet keeps an instant. */
function dayNumber(instant: Date, timeZone: string): number {
  return Math.round((wallAt(timeZone, instant.getTime()) / 86_400_000 + 25_569) * 1e6) / 1e6
}

const styles = `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="0.0%"/></numFmts><fonts count="2"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/></cellXfs></styleSheet>`

async function* bytesOf(xml: string): AsyncGenerator<Buffer> {
  yield Buffer.from(xml)
}

function* fixedParts(names: readonly string[]): Generator<ZipEntry> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packageOf = 'http://schemas.openxmlformats.org/package/2006'
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const each = (write: (name: string, n: number) => string) =>
    names.map((name, i) => write(xmlText(name), i + 1)).join('')
  const part = (name: string, xml: string): ZipEntry => ({ name, bytes: bytesOf(`${head}${xml}`) })
  yield { name: 'xl/styles.xml', bytes: bytesOf(styles) }
  yield part(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each((name, n) => `<sheet name="${name}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
  )
  yield part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${packageOf}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId${names.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  )
  yield part(
    '_rels/.rels',
    `<Relationships xmlns="${packageOf}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  )
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="${packageOf}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${kind}.styles+xml"/>${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${kind}.worksheet+xml"/>`)}</Types>`,
  )
}

/** A sheet as CSV in UTF-8 with the mark that spreadsheets know, its formulas disarmed. */
export async function* csvOf(sheet: Sheet): AsyncGenerator<Buffer> {
  let gathered = `\uFEFF${sheet.columns.map((c) => csvCell(c.title)).join(',')}\r\n`
  for await (const row of sheet.rows) {
    gathered += `${sheet.columns.map((_, i) => csvCell(row[i])).join(',')}\r\n`
    if (gathered.length < CHUNK) continue
    yield Buffer.from(gathered)
    gathered = ''
  }
  yield Buffer.from(gathered)
}

/** A cell that a spreadsheet will not run as a formula. */
export function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  const plain = cell instanceof Date ? cell.toISOString() : String(cell)
  const safe = isFormula(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
