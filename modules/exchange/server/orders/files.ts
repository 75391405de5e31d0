import { csvLine, recordsOf } from '#kernel/csv.ts'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { TakenOrder } from '../../contract/index.ts'
import { inTheirWords, type AnswerMessage } from '../../domain/answer.ts'
import { outFields } from '../../domain/mapping.ts'
import type { Link } from './links.ts'
import { takeOrder } from './take.ts'
import type { Taking } from './verdict.ts'

export type TakenLine = TakenOrder & { line: number }

const MOST_LINES = 2000

/** Thrown to undo what a dry run has done; what it found is in it. */
class DryRun extends Error {
  readonly lines: TakenLine[]

  constructor(lines: TakenLine[]) {
    super('dry run')
    this.lines = lines
  }
}

/**
 * Orders out of a CSV whose head has the sender's names. Each line is taken for itself, by the same
 * port as the API; a dry run goes the whole way and then undoes it.
 */
export async function takeFile(
  db: Db,
  { csv, dryRun }: { csv: string; dryRun: boolean },
  taking: Taking,
): Promise<{ lines: TakenLine[]; counts: Record<string, number> }> {
  const records = rawOrdersOf(csv, taking.link)
  const work = async (on: Db) => {
    const lines: TakenLine[] = []
    for (const { line, raw } of records) lines.push({ line, ...(await takeOrder(on, raw, taking)) }) // oxlint-disable-line no-await-in-loop -- in their order
    return lines
  }
  const lines = dryRun ? await undone(db, work) : await work(db)
  const counts: Record<string, number> = {}
  for (const { result } of lines) counts[result] = (counts[result] ?? 0) + 1
  return { lines, counts }
}

async function undone(db: Db, work: (tx: Tx) => Promise<TakenLine[]>): Promise<TakenLine[]> {
  try {
    return await transact(db, async (tx) => {
      throw new DryRun(await work(tx))
    })
  } catch (error) {
    if (error instanceof DryRun) return error.lines
    throw error
  }
}

function rawOrdersOf(csv: string, { mapping }: Link) {
  const [head, ...records] = recordsOf(csv.replace(/^\uFEFF/, ''))
  const names = head?.cells.map((name) => name.trim()) ?? []
  const idName = mapping.fields.externalId ?? ''
  if (!names.includes(idName)) throw invalid('exchange.column_missing', { column: idName })
  if (records.length > MOST_LINES) throw invalid('exchange.file_too_long', { most: MOST_LINES })
  return records.map(({ line, cells }) => ({
    line,
    raw: nested(names.map((name, index) => [name, cells[index] ?? ''] as const)),
  }))
}

/** A column `place.lon` is the same field as in a message. */
export function nested(cells: readonly (readonly [string, string])[]): Record<string, unknown> {
  const raw: Record<string, unknown> = {}
  for (const [name, text] of cells) {
    const parts = name.split('.')
    const last = parts.pop() ?? name
    let here = raw
    for (const part of parts) {
      const next = Object.hasOwn(here, part) ? here[part] : undefined
      const inner = typeof next === 'object' && next !== null ? next : {}
      Object.defineProperty(here, part, { value: inner, enumerable: true, configurable: true })
      here = inner as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- made here
    }
    Object.defineProperty(here, last, { value: text, enumerable: true, configurable: true })
  }
  return raw
}

export interface AnswerFile {
  csv: string
  rows: number
  takenAt: string | null
  /** Which pictures the rows name. */
  pictures: string[]
}

const MOST_ROWS = 5000

/**
 * What waits to go back, as a CSV in the sender's names, marked as sent; the same file can be had
 * again by the instant at which it was taken. Pictures are named by their ids.
 */
export async function answerFile(
  db: Db,
  caller: Caller,
  { link, now, again }: { link: Link; now: Date; again?: Date | undefined },
): Promise<AnswerFile> {
  return transact(db, async (tx) => {
    const rows = await tx
      .selectFrom('exchange.delivery')
      .select(['id', 'body'])
      .where('district_id', '=', link.districtId)
      .where('target_kind', '=', 'link')
      .where('target_id', '=', link.id)
      .$if(again === undefined, (q) => q.where('state', '=', 'waiting').forUpdate())
      .$if(again !== undefined, (q) => q.where('state', '=', 'sent').where('ended_at', '=', again!))
      .orderBy('created_at')
      .orderBy('subject')
      .orderBy('position')
      .limit(MOST_ROWS)
      .execute()
    const messages = rows.map(({ body }) => body as unknown as AnswerMessage) // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by hearForOrders
    if (again === undefined && rows.length > 0) await markTaken(tx, rows, { caller, link, now })
    return {
      csv: csvOf(messages, link),
      rows: rows.length,
      takenAt: rows.length === 0 ? null : (again ?? now).toISOString(),
      pictures: [...new Set(messages.flatMap((m) => m.pictures))],
    }
  })
}

async function markTaken(
  tx: Tx,
  rows: readonly { id: string }[],
  { caller, link, now }: { caller: Caller; link: Link; now: Date },
): Promise<void> {
  await tx
    .updateTable('exchange.delivery')
    .set({ state: 'sent', ended_at: now, attempts: 1 })
    .where('district_id', '=', link.districtId)
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  await audit(tx, caller, {
    act: 'exchange.answers_taken',
    subjectKind: 'link',
    subjectId: link.id,
    details: { rows: rows.length },
    at: now,
  })
}

/** Columns in the order of our fields, by number: a path with dots is one column, not an object. */
function csvOf(messages: readonly AnswerMessage[], { mapping }: Link): string {
  const columns = Object.entries(mapping.out.fields).toSorted(
    ([, a], [, b]) => outFields.indexOf(a) - outFields.indexOf(b),
  )
  const fields = Object.fromEntries(columns.map(([, field], index) => [`c${index}`, field]))
  const flat = { ...mapping, out: { ...mapping.out, fields } }
  const lines = messages.map((message) => {
    const said = inTheirWords(message, flat, message.pictures)
    return csvLine(columns.map((_, index) => cellOf(said[`c${index}`])))
  })
  const all = [csvLine(columns.map(([name]) => name)), ...lines]
  return `\uFEFF${all.map((line) => `${line}\r\n`).join('')}`
}

const cellOf = (value: unknown): string | number | null => {
  if (Array.isArray(value)) return value.join(';')
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
