import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { SheetQuery, type SheetEndpoints, type SheetTold } from '#platform/shared/sheets.ts'
import type { Caller } from '../caller.ts'
import type { Db, Tx } from '../database.ts'
import { mount, type Wiring } from '../mount.ts'
import { invalid, refused, type Problem } from '../problem.ts'
import {
  ColumnFault,
  faultSheet,
  plainText,
  sheetOf,
  takeIn,
  type Both,
  type InColumn,
  type Line,
  type Outcome,
  type SheetPlan,
} from './take-in.ts'
import { csvOf, WORKBOOK, xlsxOf } from './write.ts'

/** Who takes a sheet in, when, why, and from when on it is to hold. */
export interface Taking {
  caller: Caller
  now: Date
  reason: string
  startsAt?: Date | undefined
}

/** A line that adds or changes something; `before` is the row of its key, if there is one. */
export interface Found<Row> {
  before: Row | undefined
  given: Line
}

export interface Work<Row> {
  /**
   * Through the use case of the module, on top of the version of `before`. Answers `same` where nothing
   * is changed after all, since a column shows less than what is kept.
   */
  save: (tx: Tx, found: Found<Row>) => Promise<unknown>
  /** Told of every line first, also of those that change nothing. */
  line?: (found: Found<Row>) => void
  /** After the last line, where any changed something; what it answers is told before the sheet is applied. */
  finish?: (tx: Tx) => Promise<Both[]>
}

/** One kind of settings that goes out as a sheet and comes in again. */
export interface ServedSheet<Row> {
  plan: SheetPlan<Row>
  /** The version of a row where it has one: it stands in a column, and tells what was changed meanwhile. */
  versionOf?: (row: Row) => number
  rows: (db: Db, caller: Caller, now: Date) => Promise<readonly Row[]>
  /** Where it is written down who takes a copy away. */
  onDownload?: (db: Db, caller: Caller, now: Date) => Promise<void>
  work: (taking: Taking, tx: Tx) => Promise<Work<Row>>
  /** Whether it can be taken in for a later day. */
  canWait?: boolean
  whySo: (problem: Problem) => Both
}

const MOST_TOLD = 200
const versionTitle: Both = { zh: '版本（勿改）', en: 'Version (leave as it is)' }
const wholeNumber: Both = { zh: '版本是数字，请不要改', en: 'a version is a number; leave it' }
const gone: Both = {
  zh: '没有这一行的旧内容；要新增，请清空版本',
  en: 'nothing of this key is there; to add it, clear its version',
}
const older = (version: number): Both => ({
  zh: `下载以后有人改过（现在是第 ${version} 版），请重新下载这张表`,
  en: `changed since it was downloaded (now version ${version}); please download the sheet again`,
})

const twoAlike: Both = {
  zh: '现在有两行是这个名称，分不清改哪一行；请先在页面上给其中一行改名',
  en: 'two lines of this name are there, so it is not clear which is meant; please rename one on the page first',
}

function planOf<Row>({ plan, versionOf }: ServedSheet<Row>): SheetPlan<Row> {
  if (!versionOf) return plan
  const version: InColumn<Row> = {
    key: 'version',
    title: versionTitle,
    kind: 'number',
    show: versionOf,
    check: (text) => {
      if (!/^\d{1,9}$/.test(text)) throw new ColumnFault('version', wholeNumber)
    },
  }
  return { ...plan, columns: [...plan.columns, version] }
}

const languageOf = (language: 'zh-CN' | 'en'): keyof Both => (language === 'en' ? 'en' : 'zh')

/** The sheet that the parameters of the path name, for whoever may have it. */
export type SheetAt<Row> = (caller: Caller, params: object) => Promise<ServedSheet<Row>>

/** Mounts the three ways to a sheet. */
export function mountSheet<Row>(
  w: Wiring,
  of: SheetEndpoints,
  sheet: ServedSheet<Row> | SheetAt<Row>,
): void {
  const at: SheetAt<Row> = typeof sheet === 'function' ? sheet : async () => sheet
  const name = of.path.split('/').at(-1) ?? 'sheet'
  w.app.get(
    of.path,
    {
      schema: {
        summary: of.summary,
        description: `Access: ${of.read}`,
        tags: [of.path.split('/')[2] ?? 'api'],
        params: of.params,
        querystring: SheetQuery,
      },
    },
    async (request, reply) => {
      const caller = await w.gate(request, of.read)
      const { format, language } = SheetQuery.parse(request.query)
      const now = w.clock()
      const asked = await at(caller, of.params.parse(request.params))
      const rows = await asked.rows(w.db, caller, now)
      const out = sheetOf(planOf(asked), rows, languageOf(language))
      await asked.onDownload?.(w.db, caller, now)
      const file = `${name}-${now.toISOString().slice(0, 10)}.${format}`
      return reply
        .header('content-type', format === 'csv' ? 'text/csv; charset=utf-8' : WORKBOOK)
        .header('content-disposition', `attachment; filename="${file}"`)
        .header('cache-control', 'no-store')
        .send(
          Readable.from(format === 'csv' ? csvOf(out) : xlsxOf([out], 'UTC'), {
            objectMode: false,
          }),
        )
    },
  )
  const taken = async ({ caller, params, body }: Order & { params: object }) =>
    take(w, await at(caller, params), { caller, body })
  mount(w, of.check, taken)
  mount(w, of.apply, taken)
}

interface Order {
  caller: Caller
  body: {
    file: string
    language: 'zh-CN' | 'en'
    startsAt?: string | undefined
    /** Both only where it is to be applied. */
    seen?: string
    reason?: string
  }
}

async function take<Row>(
  w: Wiring,
  sheet: ServedSheet<Row>,
  { caller, body }: Order,
): Promise<SheetTold> {
  const plan = planOf(sheet)
  const language = languageOf(body.language)
  const taking = takingOf(w, sheet, { caller, body })
  const seen = { now: '' }
  const notes: Both[] = []
  const changes: SheetTold['changes'] = []
  let work: Work<Row> | undefined
  let there = new Map<string, Row[]>()
  const taken = await takeIn(w.db, plan, {
    bytes: Buffer.from(body.file, 'base64'),
    dryRun: body.seen === undefined,
    language,
    whySo: sheet.whySo,
    begin: async (tx) => {
      const rows = await sheet.rows(tx, caller, taking.now)
      seen.now = createHash('sha256').update(JSON.stringify(rows)).digest('hex')
      if (body.seen !== undefined && body.seen !== seen.now) throw refused('spreadsheet.stale')
      there = byKey(plan, rows, language)
      work = await sheet.work(taking, tx)
    },
    save: async (tx, given) => {
      const before = only(plan, there.get(keyOf(plan, given)))
      work?.line?.({ before, given })
      const columns = differing(plan, before && meantOf(plan, before, language), given)
      if (before && columns.length === 0) return 'same'
      mayChange(sheet, before, given)
      if ((await work?.save(tx, { before, given })) === 'same') return 'same'
      const outcome = before ? 'changed' : 'created'
      const what = whatOf(plan, given, language)
      if (changes.length < MOST_TOLD)
        changes.push({ outcome, what, columns: before ? titlesOf(columns, language) : [] })
      return outcome satisfies Outcome
    },
    finish: async (tx) => {
      if (changes.length > 0) notes.push(...((await work?.finish?.(tx)) ?? []))
    },
  })
  return {
    ...taken,
    seen: seen.now,
    changes,
    notes: notes.map((note) => note[language]),
    faults: taken.faults.map((f) => ({ ...f, why: f.why[language] })),
    faultSheet: taken.faulty === 0 ? null : await inBase64(faultSheet(taken.faults, language)),
  }
}

/** The one row of a key: of two alike nobody can say which is meant. */
function only<Row>({ keys }: SheetPlan<Row>, rows: readonly Row[] = []): Row | undefined {
  if (rows.length > 1) throw new ColumnFault(keys.at(-1) ?? '', twoAlike)
  return rows[0]
}

const titlesOf = <Row>(columns: readonly InColumn<Row>[], language: keyof Both) =>
  columns.map((c) => c.title[language])

function takingOf<Row>(w: Wiring, sheet: ServedSheet<Row>, { caller, body }: Order): Taking {
  if (body.startsAt !== undefined && !sheet.canWait) throw invalid('spreadsheet.cannot_wait')
  return {
    caller,
    now: w.clock(),
    reason: body.reason ?? '',
    startsAt: body.startsAt === undefined ? undefined : new Date(body.startsAt),
  }
}

const keyOf = <Row>({ keys }: SheetPlan<Row>, line: Line) =>
  JSON.stringify(keys.map((k) => line[k]))

/** What people know a line by: its key, and its name where it has one. */
function whatOf<Row>({ keys, columns }: SheetPlan<Row>, line: Line, language: keyof Both): string {
  const named = [...keys, 'name'].flatMap((k) => {
    const text = line[k]
    return text ? [columns.find((c) => c.key === k)?.say?.(text, language) ?? text] : []
  })
  return [...new Set(named)].join(' ')
}

function byKey<Row>(plan: SheetPlan<Row>, rows: readonly Row[], language: keyof Both) {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(plan, meantOf(plan, row, language))
    found.set(key, [...(found.get(key) ?? []), row])
  }
  return found
}

/** A row that is there as a line would say it. */
function meantOf<Row>({ columns }: SheetPlan<Row>, row: Row, language: keyof Both): Line {
  return Object.fromEntries(
    columns.map((c) => {
      const cell = c.show(row, language)
      const text = plainText(cell === null || cell === undefined ? '' : String(cell))
      return [c.key, text === '' || !c.meaning ? text : c.meaning(text)]
    }),
  )
}

function differing<Row>({ columns }: SheetPlan<Row>, before: Line | undefined, given: Line) {
  return columns.filter(
    (c) =>
      c.key !== 'version' && given[c.key] !== undefined && (before?.[c.key] ?? '') !== given[c.key],
  )
}

/** A line that was downloaded before somebody else changed its row must not undo that. */
function mayChange<Row>({ versionOf }: ServedSheet<Row>, before: Row | undefined, given: Line) {
  const version = given['version'] ?? ''
  if (!versionOf || version === '') return
  if (before === undefined) throw new ColumnFault('version', gone)
  if (Number(version) !== versionOf(before))
    throw new ColumnFault('version', older(versionOf(before)))
}

async function inBase64(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of chunks) parts.push(part)
  return Buffer.concat(parts).toString('base64')
}
