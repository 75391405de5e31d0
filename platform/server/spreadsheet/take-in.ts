import { transact, type Db, type Tx } from '../database.ts'
import { Problem } from '../problem.ts'
import type { Cell, Column, Sheet } from './cells.ts'
import { cellName, readSheet, type ReadLine, type ReadSheet } from './read.ts'
import { xlsxOf } from './write.ts'

/** One text in both languages. */
export interface Both {
  zh: string
  en: string
}

/** Why a cell cannot be taken. */
export class CellFault extends Error {
  readonly why: Both

  constructor(why: Both) {
    super(why.en)
    this.name = 'CellFault'
    this.why = why
  }
}

export interface InColumn<Row> {
  key: string
  title: Both
  kind?: Column['kind']
  width?: number
  /** Whether a line without it has a fault. */
  needed?: boolean
  /** What stands in the cell of a row that is there already. */
  show: (row: Row, language: keyof Both) => Cell
  /** Throws CellFault where a text cannot be meant. Left out: any text. */
  check?: (text: string) => void
  /** What a text means, however it is written: 是 and yes are both `true`. Throws CellFault as `check` does. */
  meaning?: (text: string) => string
  /** How a meaning is said to people; left out: as it is. */
  say?: (meaning: string, language: keyof Both) => string
  /** Shown to be read along; what is written there is not taken in. */
  readOnly?: boolean
}

/** How rows of one kind are written out into a sheet, and taken in again. */
export interface SheetPlan<Row> {
  name: Both
  columns: readonly InColumn<Row>[]
  /** The columns by which a row is known again: no two lines alike. */
  keys: readonly string[]
  /** Columns in which no two lines may say the same. */
  alone?: readonly string[]
}

/** One line: what each column means by its key; a column that the sheet does not have is not there. */
export type Line = Readonly<Record<string, string>>
export type Outcome = 'created' | 'changed' | 'same'

export interface Fault {
  cell: string
  line: number
  title: string
  given: string
  why: Both
}

export interface TakenIn {
  lines: number
  created: number
  changed: number
  same: number
  /** The first five hundred; `faulty` counts all. */
  faults: Fault[]
  faulty: number
  applied: boolean
}

export interface TakeIn {
  bytes: Buffer
  dryRun: boolean
  language: keyof Both
  /**
   * Makes or changes one row by its key inside the given transaction and says which. A CellFault or a
   * Problem becomes the fault of the line; `whySo` gives words to a Problem.
   */
  save: (tx: Tx, line: Line) => Promise<Outcome>
  whySo: (problem: Problem) => Both
  /** Before the first line, inside the transaction; what it throws ends the whole. */
  begin?: (tx: Tx) => Promise<void>
  /** After the last line where none has a fault, also in a dry run; what it throws ends the whole. */
  finish?: (tx: Tx) => Promise<void>
}

const MOST_FAULTS = 500
const missing: Both = { zh: '不能为空', en: 'must not be empty' }
const twice = (line: number): Both => ({
  zh: `与第 ${line} 行重复`,
  en: `the same as line ${line}`,
})

/** The sheet to fill in, with the rows that are there now; what it says can be taken in again unchanged. */
export function sheetOf<Row>(
  plan: SheetPlan<Row>,
  rows: Sheet['rows'] extends never ? never : Iterable<Row> | AsyncIterable<Row>,
  language: keyof Both,
): Sheet {
  return {
    name: plan.name[language],
    columns: plan.columns.map((c) => ({
      title: c.title[language],
      ...(c.kind && { kind: c.kind }),
      ...(c.width && { width: c.width }),
    })),
    rows: shown(plan, rows, language),
  }
}

async function* shown<Row>(
  plan: SheetPlan<Row>,
  rows: Iterable<Row> | AsyncIterable<Row>,
  language: keyof Both,
) {
  for await (const row of rows) yield plan.columns.map((c) => c.show(row, language))
}

/**
 * Takes in a sheet, all or nothing: every line is tried in one transaction, which is kept only where
 * no line has a fault and nobody asked for a dry run. So a dry run says exactly what would happen, and
 * the same sheet twice changes nothing the second time.
 */
export async function takeIn<Row>(db: Db, plan: SheetPlan<Row>, order: TakeIn): Promise<TakenIn> {
  const sheet = await readSheet(order.bytes)
  const { lines, faults, at } = checked(plan, sheet, order.language)
  const count: Record<Outcome, number> = { created: 0, changed: 0, same: 0 }
  const undo = new Error('undone on purpose')
  const run = async (tx: Tx) => {
    await order.begin?.(tx)
    for (const { line, values, meant } of lines)
      try {
        count[await transact(tx, (step) => order.save(step, meant))]++ // oxlint-disable-line no-await-in-loop -- one connection
      } catch (error) {
        faults.push(faultOf(error, { line, values, at, whySo: order.whySo }))
      }
    if (faults.length === 0) await order.finish?.(tx)
    if (order.dryRun || faults.length > 0) throw undo
  }
  const applied = await transact(db, run).then(
    () => true,
    (error: unknown) => {
      if (error === undo) return false
      throw error
    },
  )
  faults.sort((a, b) => a.line - b.line)
  return {
    lines: sheet.lines.length,
    ...count,
    faults: faults.slice(0, MOST_FAULTS),
    faulty: faults.length,
    applied,
  }
}

/** The faults as a workbook to put right: which cell, what it held, and why that cannot be. */
export function faultSheet(faults: readonly Fault[], language: keyof Both): AsyncGenerator<Buffer> {
  const words = {
    zh: ['需要修改', '单元格', '列', '内容', '原因'],
    en: ['To mend', 'Cell', 'Column', 'Content', 'Reason'],
  }[language]
  const [name = '', ...titles] = words
  return xlsxOf(
    [
      {
        name,
        columns: titles.map((title, i) => ({ title, width: [10, 20, 30, 50][i] ?? 20 })),
        rows: faults.map((f) => [f.cell, f.title, f.given, f.why[language]]),
      },
    ],
    'UTC',
  )
}

interface Places {
  /** Where each column of the plan stands in the sheet; -1 where it does not. */
  index: ReadonlyMap<string, number>
  title: (key: string) => string
}

function checked<Row>(plan: SheetPlan<Row>, sheet: ReadSheet, language: keyof Both) {
  const at = placesOf(plan, sheet, language)
  const faults: Fault[] = []
  const lines: { line: number; values: Line; meant: Line }[] = []
  const seen = new Map<string, number>()
  const before = (key: string, line: number) => {
    const first = seen.get(key)
    seen.set(key, first ?? line)
    return first
  }
  for (const read of sheet.lines) {
    const values = valuesOf(plan, read, at)
    const found = [...faultsOf(plan, { line: read.line, values }, at)]
    const meant = found.length === 0 ? meantBy(plan, values) : values
    for (const columns of [plan.keys, ...(plan.alone ?? []).map((one) => [one])]) {
      const texts = columns.map((k) => meant[k])
      if (columns !== plan.keys && !texts[0]) continue
      const first = before(JSON.stringify([columns, texts]), read.line)
      const key = columns[0] ?? ''
      if (first !== undefined)
        found.push(fault(at, { line: read.line, key, values, why: twice(first) }))
    }
    faults.push(...found)
    if (found.length === 0) lines.push({ line: read.line, values, meant })
  }
  return { lines, faults, at }
}

/** A sheet without a column that is needed, or that identifies, is not this kind of sheet. */
function placesOf<Row>(plan: SheetPlan<Row>, sheet: ReadSheet, language: keyof Both): Places {
  const titles = sheet.titles.map((t) => t.trim().toLowerCase())
  const index = new Map(
    plan.columns.map((c) => [
      c.key,
      titles.findIndex((t) =>
        [c.key, c.title.zh, c.title.en].some((name) => name.toLowerCase() === t),
      ),
    ]),
  )
  const absent = plan.columns.filter(
    (c) => (c.needed || plan.keys.includes(c.key)) && index.get(c.key) === -1,
  )
  if (absent.length > 0)
    throw new Problem(400, 'spreadsheet.columns_missing', {
      columns: absent.map((c) => c.title[language]).join('、'),
    })
  const words = new Map(plan.columns.map((c) => [c.key, c.title[language]]))
  return { index, title: (key) => words.get(key) ?? key }
}

const valuesOf = <Row>(plan: SheetPlan<Row>, read: ReadLine, at: Places): Line =>
  Object.fromEntries(
    plan.columns.flatMap((c) => {
      const place = at.index.get(c.key) ?? -1
      return place < 0 ? [] : [[c.key, plainText(read.cells[place] ?? '')]]
    }),
  )

/** A text without what spreadsheets add to it: blanks around it, two signs for one new line. */
export const plainText = (text: string): string => text.replaceAll(/\r\n?/g, '\n').trim()

const meantBy = <Row>(plan: SheetPlan<Row>, values: Line): Line =>
  Object.fromEntries(
    plan.columns.flatMap(({ key, meaning, readOnly }) => {
      const text = values[key]
      if (text === undefined || (readOnly && !plan.keys.includes(key))) return []
      return [[key, text === '' || !meaning ? text : meaning(text)]]
    }),
  )

function* faultsOf<Row>(
  plan: SheetPlan<Row>,
  { line, values }: { line: number; values: Line },
  at: Places,
): Generator<Fault> {
  for (const { key, needed, check, meaning, readOnly } of plan.columns) {
    const given = values[key] ?? ''
    if (readOnly) continue
    if (given === '') {
      if (needed || plan.keys.includes(key)) yield fault(at, { line, key, values, why: missing })
      continue
    }
    try {
      check?.(given)
      meaning?.(given)
    } catch (error) {
      if (!(error instanceof CellFault)) throw error
      yield fault(at, { line, key, values, why: error.why })
    }
  }
}

function fault(
  at: Places,
  { line, key, values, why }: { line: number; key: string; values: Line; why: Both },
): Fault {
  const column = Math.max(0, at.index.get(key) ?? 0)
  return {
    cell: cellName(column, line),
    line,
    title: at.title(key),
    given: (values[key] ?? '').slice(0, 200),
    why,
  }
}

/** What saving a line ended in: a word about a column, or a rule that says no; anything else is ours. */
function faultOf(
  error: unknown,
  about: { line: number; values: Line; at: Places; whySo: TakeIn['whySo'] },
): Fault {
  const { line, values, at } = about
  if (error instanceof ColumnFault)
    return fault(at, { line, key: error.column, values, why: error.why })
  const [first = ''] = at.index.keys()
  if (error instanceof CellFault) return fault(at, { line, key: first, values, why: error.why })
  if (error instanceof Problem)
    return fault(at, { line, key: first, values, why: about.whySo(error) })
  throw error
}

/** A fault that shows only while a line is saved: which column it is about, and why. */
export class ColumnFault extends CellFault {
  readonly column: string

  constructor(column: string, why: Both) {
    super(why)
    this.name = 'ColumnFault'
    this.column = column
  }
}
