import type { Block, Field, Picture, Run, TableColumn, Words } from './paper.ts'

/**
 * A template is text that a clerk edits, one block a line:
 *
 *     # 责令限期改正通知书            a title; ## and ### are headings
 *     当事人：【当事人】              a paragraph; 【name】 or {{name}} is a field, **so** is bold
 *     > 右边                         at the right;  ^ 中间  in the middle;  : 顶格  not moved in
 *     | 案号 | 【案号】 | 日期 | 【日期】 |   a row of a grid: name and value, name and value
 *     ? 法定代表人：【法定代表人】     left out where one of its fields has no value
 *     [签名] 当事人，见证人           lines to sign;  [signature]
 *     [盖章] 【单位】，【日期】        office and date, with room for the seal;  [seal]
 *     [二维码] 【链接】，扫码查看      a QR code, and what stands below it;  [qr]
 *     [图片] 【照片】                 pictures that the program gives;  [pictures]
 *     [表格] 【清单】                 a table that the program gives;  [table]
 *     ---                            a line across;  === begins a new page
 *
 * An empty line is air, and what follows `//` at the beginning of a line is a note to colleagues.
 */
export interface TemplateField {
  name: string
  zh: string
  en: string
  kind?: 'text' | 'pictures' | 'table'
  /** May be empty without being missed. */
  optional?: boolean
}

export interface TemplateTable {
  columns: readonly TableColumn[]
  rows: readonly (readonly Words[])[]
}
export type TemplateValue = string | readonly Picture[] | TemplateTable | null | undefined

export type FaultCode =
  | 'unknown_field'
  | 'not_closed'
  | 'unknown_mark'
  | 'nothing_after'
  | 'wrong_kind'
  | 'odd_grid'
  | 'too_long'
  | 'empty'

/** What is wrong, and on which line, counted from 1. */
export interface TemplateFault {
  line: number
  code: FaultCode
  /** The name or the mark that it is about. */
  what: string
}

type Part = string | { field: TemplateField }
type Mark =
  | 'title'
  | 'heading2'
  | 'heading3'
  | 'paragraph'
  | 'flush'
  | 'middle'
  | 'right'
  | 'grid'
  | 'signature'
  | 'seal'
  | 'qr'
  | 'pictures'
  | 'table'
  | 'rule'
  | 'pageBreak'
  | 'air'

interface TemplateLine {
  mark: Mark
  /** Several only in a grid, and where a mark takes a list. */
  texts: readonly (readonly Part[])[]
  onlyWhereFilled: boolean
}

export interface Template {
  lines: readonly TemplateLine[]
  /** The fields that occur, each once, in the order of the text. */
  fields: readonly TemplateField[]
}

export type ParsedTemplate =
  | { ok: true; template: Template }
  | { ok: false; faults: readonly TemplateFault[] }

const MOST_LINES = 400
const LONGEST_LINE = 2_000

const NAMED_MARKS: Readonly<Record<string, Mark>> = {
  签名: 'signature',
  signature: 'signature',
  盖章: 'seal',
  seal: 'seal',
  二维码: 'qr',
  qr: 'qr',
  图片: 'pictures',
  pictures: 'pictures',
  表格: 'table',
  table: 'table',
}

const SIGNS: readonly [RegExp, Mark][] = [
  [/^###(?!#)\s*/, 'heading3'],
  [/^##(?!#)\s*/, 'heading2'],
  [/^#(?!#)\s*/, 'title'],
  [/^>\s*/, 'right'],
  [/^\^\s*/, 'middle'],
  [/^[:：]\s+/, 'flush'],
]

/** Reads a template: what it says, or everything that is wrong with it, by line. */
export function parseTemplate(text: string, known: readonly TemplateField[]): ParsedTemplate {
  const faults: TemplateFault[] = []
  const lines: TemplateLine[] = []
  const written = text.replaceAll('\r\n', '\n').split('\n')
  if (written.length > MOST_LINES)
    return { ok: false, faults: [{ line: MOST_LINES + 1, code: 'too_long', what: '' }] }
  for (const [index, line] of written.entries()) {
    const read = readLine(line.trim(), known)
    if ('code' in read) faults.push({ line: index + 1, ...read })
    else if (read.mark !== null) lines.push({ ...read, mark: read.mark })
  }
  if (faults.length > 0) return { ok: false, faults }
  if (lines.every(({ mark }) => mark === 'air'))
    return { ok: false, faults: [{ line: 1, code: 'empty', what: '' }] }
  const parts = lines.flatMap(({ texts }) => texts.flat())
  const fields = parts.flatMap((part) => (typeof part === 'string' ? [] : part.field))
  return { ok: true, template: { lines, fields: [...new Set(fields)] } }
}

type Fault = Omit<TemplateFault, 'line'>
type ReadLine = Omit<TemplateLine, 'mark'> & { mark: Mark | null }

function readLine(line: string, known: readonly TemplateField[]): ReadLine | Fault {
  if (line.length > LONGEST_LINE) return { code: 'too_long', what: '' }
  const bare = bareMark(line)
  if (bare !== undefined) return { mark: bare, texts: [], onlyWhereFilled: false }
  const onlyWhereFilled = /^[?？]\s/.test(line)
  const rest = onlyWhereFilled ? line.slice(1).trim() : line
  const marked = markOf(rest)
  if ('code' in marked) return marked
  const pieces = piecesOf(marked.mark, marked.text)
  if (marked.mark === 'grid' && pieces.length % 2 === 1) return { code: 'odd_grid', what: rest }
  const texts: Part[][] = []
  for (const piece of pieces) {
    const parts = partsOf(piece, known)
    if ('code' in parts) return parts
    texts.push(parts)
  }
  return wrongKind(marked.mark, texts) ?? { mark: marked.mark, texts, onlyWhereFilled }
}

/** A line that is nothing but its mark; null is a note to colleagues. */
function bareMark(line: string): Mark | null | undefined {
  if (line.startsWith('//')) return null
  if (line === '') return 'air'
  if (/^-{3,}$/.test(line)) return 'rule'
  return /^={3,}/.test(line) ? 'pageBreak' : undefined
}

function markOf(line: string): { mark: Mark; text: string } | Fault {
  if (line.startsWith('|')) return { mark: 'grid', text: line }
  const named = /^[[［]([^\]］]*)[\]］]\s*(.*)$/s.exec(line)
  if (named) {
    const [, name = '', text = ''] = named
    const mark = NAMED_MARKS[name.trim().toLowerCase()]
    if (!mark) return { code: 'unknown_mark', what: name.trim() }
    return text === '' ? { code: 'nothing_after', what: name.trim() } : { mark, text }
  }
  for (const [sign, mark] of SIGNS) {
    const found = sign.exec(line)
    if (!found) continue
    const text = line.slice(found[0].length)
    return text === '' ? { code: 'nothing_after', what: found[0].trim() } : { mark, text }
  }
  if (line.startsWith('####')) return { code: 'unknown_mark', what: '####' }
  return { mark: 'paragraph', text: line }
}

/** The cells of a grid, the items of a list, or the whole line. */
function piecesOf(mark: Mark, text: string): string[] {
  if (mark === 'grid')
    return text
      .replace(/^\|/, '')
      .replace(/\|$/, '')
      .split('|')
      .map((cell) => cell.trim())
  if (mark === 'signature' || mark === 'seal' || mark === 'qr')
    return text
      .split(/[，,](?![^【{]*[】}])/)
      .map((item) => item.trim())
      .filter(Boolean)
  return [text]
}

const OPENED = /【([^【】]*)】|\{\{([^{}]*)\}\}/g

function partsOf(text: string, known: readonly TemplateField[]): Part[] | Fault {
  const parts: Part[] = []
  let at = 0
  for (const found of text.matchAll(OPENED)) {
    const name = (found[1] ?? found[2] ?? '').trim()
    const field = known.find((f) => [f.name, f.zh, f.en].some((n) => same(n, name)))
    if (!field) return { code: 'unknown_field', what: name }
    if (found.index > at) parts.push(text.slice(at, found.index))
    parts.push({ field })
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push(text.slice(at))
  for (const part of parts)
    if (typeof part === 'string' && /[【】]|\{\{|\}\}/.test(part))
      return { code: 'not_closed', what: part.trim().slice(0, 30) }
  return parts
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** Pictures and tables stand where their marks are, and nothing else stands there. */
function wrongKind(mark: Mark, texts: readonly (readonly Part[])[]): Fault | null {
  const taken = mark === 'pictures' || mark === 'table' ? mark : 'text'
  const parts = texts.flat()
  if (taken !== 'text' && (parts.length !== 1 || typeof parts[0] === 'string'))
    return { code: 'wrong_kind', what: typeof parts[0] === 'string' ? parts[0] : '' }
  for (const part of parts)
    if (typeof part !== 'string' && (part.field.kind ?? 'text') !== taken)
      return { code: 'wrong_kind', what: part.field.zh }
  return null
}

export interface Filled {
  blocks: readonly Block[]
  /** Fields that the template needs and that have no value. Their names stand on the paper instead. */
  missing: readonly TemplateField[]
}

/** Fills a template. What is missing is said, and shows on the paper as 【name】. */
export function fillTemplate(
  template: Template,
  values: Readonly<Record<string, TemplateValue>>,
): Filled {
  const missing = new Set<TemplateField>()
  const blocks: Block[] = []
  for (const line of template.lines) {
    const fields = line.texts.flat().flatMap((part) => (typeof part === 'string' ? [] : part.field))
    if (line.onlyWhereFilled && fields.some((field) => !has(values[field.name]))) continue
    for (const field of fields) if (!field.optional && !has(values[field.name])) missing.add(field)
    join(blocks, MAKERS[line.mark](line.texts, values))
  }
  return { blocks, missing: [...missing] }
}

function has(value: TemplateValue): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  return value !== null && value !== undefined && (!Array.isArray(value) || value.length > 0)
}

/** Rows of a grid that follow each other are one grid. */
function join(blocks: Block[], block: Block | null): void {
  const last = blocks.at(-1)
  if (block?.kind === 'fields' && last?.kind === 'fields')
    blocks[blocks.length - 1] = { ...last, fields: [...last.fields, ...block.fields] }
  else if (block) blocks.push(block)
}

type Values = Readonly<Record<string, TemplateValue>>

function textOf(parts: readonly Part[], values: Values): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      const value = values[part.field.name]
      if (typeof value === 'string' && has(value)) return value
      return part.field.optional ? '' : `【${part.field.zh}】`
    })
    .join('')
}

/** Text with its bold parts; what a value brings is never read as a mark. */
function wordsOf(parts: readonly Part[], values: Values): Words {
  const runs: Run[] = []
  let bold = false
  for (const part of parts) {
    const pieces = typeof part === 'string' ? part.split('**') : [textOf([part], values)]
    for (const [index, text] of pieces.entries()) {
      if (index > 0) bold = !bold
      if (text !== '') runs.push(bold ? { text, bold: true } : { text })
    }
  }
  return runs
}

type Texts = readonly (readonly Part[])[]
type Maker = (texts: Texts, values: Values) => Block | null

const paragraph =
  (align: 'left' | 'middle' | 'right' | 'both'): Maker =>
  ([first = []], values) => ({ kind: 'paragraph', words: wordsOf(first, values), align })

const heading =
  (level: 1 | 2): Maker =>
  ([first = []], values) => ({ kind: 'heading', level, text: textOf(first, values) })

const MAKERS: Readonly<Record<Mark, Maker>> = {
  title: ([first = []], values) => ({ kind: 'title', text: textOf(first, values) }),
  heading2: heading(1),
  heading3: heading(2),
  paragraph: paragraph('both'),
  flush: paragraph('left'),
  middle: paragraph('middle'),
  right: paragraph('right'),
  grid: gridOf,
  signature: (texts, values) => ({
    kind: 'signatures',
    lines: texts.map((text) => ({ label: textOf(text, values) })),
  }),
  seal: ([unit = [], date = []], values) => ({
    kind: 'seal',
    unit: textOf(unit, values),
    date: textOf(date, values),
  }),
  qr: ([first = [], second = []], values) => {
    const [text, below] = [textOf(first, values), textOf(second, values)]
    return text === '' ? null : { kind: 'qr', text, ...(below === '' ? {} : { caption: below }) }
  },
  pictures: (texts, values) => {
    const value = given(texts, values)
    return value && typeof value === 'object' && !('columns' in value)
      ? { kind: 'pictures', pictures: value, columns: value.length > 1 ? 2 : 1 }
      : null
  },
  table: (texts, values) => {
    const value = given(texts, values)
    return value && typeof value === 'object' && 'columns' in value
      ? { kind: 'table', columns: value.columns, rows: value.rows }
      : null
  },
  rule: () => ({ kind: 'rule' }),
  pageBreak: () => ({ kind: 'pageBreak' }),
  air: () => ({ kind: 'space', height: 4 }),
}

/** What the program gives for the one field of a line. */
function given([first = []]: Texts, values: Values): TemplateValue {
  const [part] = first
  return typeof part === 'object' ? values[part.field.name] : undefined
}

function gridOf(texts: Texts, values: Values): Block {
  const fields: Field[] = []
  for (let index = 0; index < texts.length; index += 2)
    fields.push({
      label: textOf(texts[index] ?? [], values),
      value: wordsOf(texts[index + 1] ?? [], values),
      wide: texts.length === 2,
    })
  return { kind: 'fields', columns: texts.length > 4 ? 3 : 2, fields }
}
