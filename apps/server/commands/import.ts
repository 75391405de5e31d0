import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { importStateDays, readStateDays } from '#modules/catalogue/server/index.ts'
import {
  baseKinds,
  importAddresses,
  importDivisions,
  readDistrict,
  saveBaseLayer,
} from '#modules/places/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { UsageProblem } from '../configuration.ts'
import { openGround } from '../open.ts'
import { allow, need, needFile, option, say } from '../say.ts'

type Take = (db: Db, file: string, args: string[]) => Promise<object>

/** What can be taken in; run again, each changes nothing. */
export const takes: Record<string, Take> = {
  divisions: async (db, file, args) => {
    const started = performance.now()
    const lines = (await readCsv(file)) as never // oxlint-disable-line typescript/no-unsafe-type-assertion -- the columns of the published file
    const edition = option(args, 'edition')
    const result = await transact(db, (tx) => importDivisions(tx, lines, edition))
    return { ...result, seconds: Math.round(performance.now() - started) / 1000 }
  },
  'state-days': async (db, file) => {
    const days = await readDays(file)
    await transact(db, (tx) => importStateDays(tx, days))
    return { days: days.length }
  },
  basemap: takeBaseMap,
  addresses: async (db, file, args) => {
    const districtId = need(args, 'district')
    const csv = await readFile(file, 'utf8')
    const dryRun = args.includes('--dry-run')
    return transact(db, (tx) =>
      importAddresses(tx, { districtId, csv, dryRun, mayEdit: () => true }),
    )
  },
}

/** What each may be told besides `--in FILE`. */
const options: Record<string, string[]> = {
  divisions: ['edition'],
  basemap: ['district', 'kind', 'source'],
  addresses: ['district'],
}
const flags: ReadonlySet<string> = new Set(['--dry-run', '--schematic'])

/** `import basemap --district CODE --kind roads|water|buildings --in FILE.geojson [--source WHOSE]`. */
async function takeBaseMap(db: Db, file: string, args: string[]): Promise<object> {
  const kind = baseKinds.find((one) => one === need(args, 'kind'))
  if (!kind)
    throw new UsageProblem(
      '--kind 只能是 roads、water 或 buildings。',
      '--kind must be roads, water or buildings.',
    )
  const order = {
    districtId: need(args, 'district'),
    kind,
    features: featuresOf(await readFile(file, 'utf8')),
    schematic: args.includes('--schematic'),
    source: option(args, 'source') ?? '',
    now: new Date(),
  }
  const { features, bytes, leftOut } = await transact(db, async (tx) => {
    await readDistrict(tx, order.districtId)
    return saveBaseLayer(tx, order)
  })
  return { features, bytes, leftOut }
}

function featuresOf(text: string): object[] {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === 'object' && read !== null && 'features' in read)
      if (Array.isArray(read.features)) return read.features.filter((f) => typeof f === 'object')
  } catch {
    // Said below.
  }
  throw new UsageProblem('文件不是 GeoJSON 要素集。', 'The file is no GeoJSON FeatureCollection.')
}

export async function importCommand([what = '', ...args]: string[]): Promise<void> {
  const take = takes[what]
  if (!take) {
    const names = Object.keys(takes)
    throw new UsageProblem(
      `只能导入 ${names.join('、')}。`,
      `Only these can be imported: ${names.join(', ')}.`,
    )
  }
  allow(
    args.filter((arg) => !flags.has(arg)),
    ...(options[what] ?? []),
    'in',
  )
  const file = needFile(args)
  const ground = await openGround()
  try {
    say(JSON.stringify(await take(ground.db, file, args)))
  } finally {
    await ground.close()
  }
}

/** A list like that of the catalogue's presets; each entry says day, off, name. */
async function readDays(file: string) {
  const refuse = (zh: string, en: string) =>
    new UsageProblem(
      `${file} 不是放假调休的列表：${zh}。`,
      `${file} is no list of days off: ${en}.`,
    )
  let entries: unknown
  try {
    entries = JSON.parse(await readFile(file, 'utf8'))
  } catch {
    throw refuse('须为 JSON', 'it must be JSON')
  }
  const read = readStateDays(entries)
  if ('problem' in read)
    throw refuse(
      `第 ${read.at} 条读不懂（${read.problem}）`,
      `entry ${read.at} cannot be read (${read.problem})`,
    )
  return read.days.map(({ day, off, name }) => ({ day, off, name, source: file }))
}

/** Rows by column name of a plain CSV (no line breaks inside fields), gzipped by its ending. */
export async function readCsv(file: string): Promise<Record<string, string>[]> {
  const raw = createReadStream(file)
  const lines = createInterface({
    input: file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw,
    crlfDelay: Infinity,
  })
  const rows: Record<string, string>[] = []
  let head: string[] | null = null
  for await (const line of lines) {
    const cells = cellsOf(head === null ? line.replace(/^\uFEFF/, '') : line)
    if (head === null) head = cells
    else rows.push(Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])))
  }
  return rows
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) =>
    m[1] === undefined ? (m[2] ?? '') : m[1].replaceAll('""', '"'),
  )
}
