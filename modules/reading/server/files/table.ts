import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import { createGunzip, createGzip } from 'node:zlib'
import { csvLine, recordsOf } from '#kernel/csv.ts'

/** The rows of a table, each cell found by the name of its column; a cell that is not there is empty. */
export interface Table {
  columns: readonly string[]
  rows: readonly ((column: string) => string)[]
}

const isGzip = (file: string) => file.endsWith('.gz')

/** A CSV with a head, in UTF-8 with or without a mark at its beginning; `.gz` is unpacked. */
export async function readTable(file: string): Promise<Table> {
  const bytes = createReadStream(file)
  const csv = await (isGzip(file) ? pipeline(bytes, createGunzip(), text) : text(bytes))
  const [head, ...records] = recordsOf(csv.replace(/^\uFEFF/u, ''))
  const columns = (head?.cells ?? []).map((name) => name.trim())
  const places = new Map(columns.map((name, i) => [name, i]))
  return {
    columns,
    rows: records.map(
      ({ cells }) =>
        (column) =>
          cells[places.get(column) ?? -1] ?? '',
    ),
  }
}

/** Writes a CSV beside its place and then moves it there, so that half a file is never found. */
export async function writeTable(
  file: string,
  columns: readonly string[],
  rows: Iterable<readonly (string | number)[]>,
): Promise<void> {
  const making = `${file}.${process.pid}.part`
  const lines = function* () {
    yield `${csvLine(columns)}\n`
    for (const row of rows) yield `${csvLine(row)}\n`
  }
  const through: Transform[] = isGzip(file) ? [createGzip()] : []
  try {
    await pipeline([Readable.from(lines()), ...through, createWriteStream(making)])
    await rename(making, file)
  } finally {
    await rm(making, { force: true })
  }
}
