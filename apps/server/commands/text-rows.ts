import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { recordsOf } from '#kernel/csv.ts'
import { UsageProblem } from '../configuration.ts'

export type CsvRow = Readonly<Record<string, string>>

/** Rows of a CSV (`.gz`: gzip) by the names in its head, one in memory after the other. */
export async function* csvRows(file: string, needed: readonly string[]): AsyncGenerator<CsvRow> {
  let head: string[] | undefined
  for await (const cells of recordsIn(file)) {
    if (head) {
      const names = head
      yield Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
      continue
    }
    head = cells.map((name) =>
      name
        .replace(/^\uFEFF/u, '')
        .trim()
        .toLowerCase(),
    )
    const absent = needed.filter((name) => !head?.includes(name))
    if (absent.length > 0)
      throw new UsageProblem(
        `${file} 缺少列：${absent.join('、')}。`,
        `${file} lacks the columns ${absent.join(', ')}.`,
      )
  }
  if (!head) throw new UsageProblem(`${file} 是空的。`, `${file} is empty.`)
}

async function* recordsIn(file: string): AsyncGenerator<string[]> {
  const bytes = createReadStream(file)
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  const lines: AsyncIterable<string> = createInterface({ input, crlfDelay: Infinity })
  let pending: string | null = null
  let open = false
  // A failure of the file itself does not reach the lines that are read from it.
  const failed = new Promise<never>((_, reject) => {
    bytes.once('error', reject)
    input.once('error', reject)
  })
  failed.catch(() => undefined)
  const turns = lines[Symbol.asyncIterator]()
  for (;;) {
    const { done, value } = await Promise.race([turns.next(), failed]) // oxlint-disable-line no-await-in-loop -- one line after the other
    if (done === true) break
    pending = pending === null ? value : `${pending}\n${value}`
    if (quotes(value) % 2 === 1) open = !open
    if (open) continue
    for (const { cells } of recordsOf(pending)) yield cells
    pending = null
  }
  if (pending !== null) for (const { cells } of recordsOf(pending)) yield cells
}

const quotes = (line: string) => {
  let count = 0
  for (let at = line.indexOf('"'); at >= 0; at = line.indexOf('"', at + 1)) count += 1
  return count
}
