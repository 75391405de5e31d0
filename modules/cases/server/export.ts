import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { audit } from '#modules/people/server/index.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import { anonymous, type Caller } from '#platform/server/caller.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import {
  csvCell,
  csvOf,
  WORKBOOK,
  xlsxOf,
  type Cell,
  type Sheet,
} from '#platform/server/spreadsheet/index.ts'
import { filtered, type Filters } from './lists.ts'
import { nameIn, unitNames } from './views.ts'
import consoleEn from '../words/console.en.json' with { type: 'json' }
import consoleZh from '../words/console.zh-CN.json' with { type: 'json' }
import en from '../words/export.en.json' with { type: 'json' }
import zh from '../words/export.zh-CN.json' with { type: 'json' }

/** What is told of a case outside: nothing that a reporter wrote, no name, no number, no door. */
const stored = [
  'number',
  'short_code',
  'channel',
  'status',
  'urgency',
  'matter_kind',
  'matter_code',
  'matter_name',
  'guide_item_code',
  'class',
  'community_code',
  'grid_code',
  'lon',
  'lat',
  'unit_id',
  'reported_at',
  'filed_at',
  'dispatched_at',
  'accepted_at',
  'handled_at',
  'closed_at',
  'handle_promise',
  'returns',
  'reworks',
  'reopenings',
  'solved',
  'satisfied',
] as const

type Stored = (typeof stored)[number]
const columns = stored.map((name) => (name === 'unit_id' ? 'unit' : name))

const PAGE = 250

/** Rows by number, a page at a time: constant memory, however many there are. */
async function* rowsOf(db: Db, caller: Caller, filters: Filters, now: Date) {
  let after = ''
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a page at a time
    const rows = await filtered(db, caller, filters, now)
      .modifyFront(plannedAnew)
      .select(stored.map((name) => `c.${name}` as const))
      .where('c.number', '>', after)
      .orderBy('c.number')
      .limit(PAGE)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (rows.length < PAGE || !last) return
    after = last.number
  }
}

/** A program that sees all of a district. */
const ofProgram = (districtId: string): Caller => ({
  ...anonymous(districtId),
  scope: { areas: [districtId], units: [] },
})

/** The cases of a district as CSV lines for programs, head first, by number; nothing personal. */
export async function* exportCases(db: Db, districtId: string): AsyncGenerator<string> {
  yield columns.join(',')
  const units = await unitNames(db, districtId)
  for await (const row of rowsOf(db, ofProgram(districtId), { view: 'all' }, new Date()))
    yield stored
      .map((name) => csvCell(name === 'unit_id' ? nameIn(units, row.unit_id) : row[name]))
      .join(',')
}

export interface ExportAsk {
  filters: Filters
  language: 'zh-CN' | 'en'
  now: Date
}

const kinds: Partial<Record<Stored, 'number' | 'date'>> = {
  lon: 'number',
  lat: 'number',
  reported_at: 'date',
  filed_at: 'date',
  dispatched_at: 'date',
  accepted_at: 'date',
  handled_at: 'date',
  closed_at: 'date',
  handle_promise: 'date',
  returns: 'number',
  reworks: 'number',
  reopenings: 'number',
  satisfied: 'number',
}

/** The cases that the caller sees and asked for as a sheet for people: names beside codes, words for states. */
export async function casesSheet(db: Db, caller: Caller, ask: ExportAsk): Promise<Sheet> {
  const titles: Record<string, string> = ask.language === 'en' ? en : zh
  const words: Record<string, string> = ask.language === 'en' ? consoleEn : consoleZh
  const [units, areas] = await Promise.all([
    unitNames(db, caller.districtId),
    areaNames(db, caller.districtId),
  ])
  const word = (kind: string, value: string | null): Cell =>
    value === null ? null : (words[`${kind}.${value}`] ?? value)
  const rows = async function* (): AsyncGenerator<Cell[]> {
    for await (const row of rowsOf(db, caller, ask.filters, ask.now)) {
      const shown: Partial<Record<Stored, Cell>> = {
        channel: word('channel', row.channel),
        status: word('status', row.status),
        urgency: word('urgency', row.urgency),
        class: word('class', row.class),
        unit_id: nameIn(units, row.unit_id),
        solved: row.solved === null ? null : titles[row.solved ? 'export.yes' : 'export.no'],
      }
      yield [
        ...stored.map((name) => (name in shown ? shown[name] : row[name])),
        areas.get(row.community_code),
      ]
    }
  }
  const titled = [...stored, 'community_name'] as const
  return {
    name: titles['export.name'] ?? '',
    columns: titled.map((name) => ({
      title: titles[`export.${name}`] ?? name,
      width: name === 'number' || name === 'matter_name' ? 22 : 16,
      kind: name === 'community_name' ? 'text' : (kinds[name] ?? 'text'),
    })),
    rows: rows(),
  }
}

/** All cases of a district as a workbook, streamed; `seen` is told of each. */
export async function* exportBook(
  db: Db,
  district: { districtId: string; timeZone: string },
  { now, seen }: { now: Date; seen: () => void },
): AsyncGenerator<Buffer> {
  const caller = ofProgram(district.districtId)
  const sheet = await casesSheet(db, caller, { filters: { view: 'all' }, language: 'zh-CN', now })
  const rows = async function* () {
    for await (const row of sheet.rows) {
      seen()
      yield row
    }
  }
  yield* xlsxOf([{ ...sheet, rows: rows() }], district.timeZone)
}

/** The case list as a file, streamed: within the scope of who asks, and written into the log. */
export async function exportBytes(
  db: Db,
  caller: Caller,
  ask: ExportAsk & { format: 'xlsx' | 'csv' },
): Promise<AsyncGenerator<Buffer>> {
  await audit(db, caller, {
    act: 'cases.exported',
    // Words that were searched for may be personal; which filters were set is enough.
    details: { format: ask.format, filters: Object.keys(ask.filters).toSorted() },
    at: ask.now,
  })
  const { timeZone } = await readDistrict(db, caller.districtId)
  const sheet = await casesSheet(db, caller, ask)
  return ask.format === 'csv' ? csvOf(sheet) : xlsxOf([sheet], timeZone)
}

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: WORKBOOK,
}

export function sendFile(
  reply: FastifyReply,
  file: { name: string; format: 'xlsx' | 'csv'; bytes: AsyncGenerator<Buffer> },
): FastifyReply {
  return reply
    .header('content-type', mediaTypes[file.format])
    .header('content-disposition', `attachment; filename="${file.name}.${file.format}"`)
    .header('cache-control', 'no-store')
    .send(Readable.from(file.bytes, { objectMode: false }))
}
