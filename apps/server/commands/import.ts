import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { importStateDays, readStateDays } from '#modules/catalogue/server/index.ts'
import { importDivisions } from '#modules/places/server/index.ts'
import { transact } from '#platform/server/database.ts'
import { StartProblem } from '../configuration.ts'
import { openGround } from '../open.ts'
import { need, say } from '../say.ts'

/** `import divisions --in FILE.csv[.gz]`, `import state-days --in FILE.json`; run again it changes nothing. */
export async function importCommand([what = '', ...args]: string[]): Promise<void> {
  const file = need(args, 'in')
  const ground = await openGround()
  try {
    if (what === 'divisions') {
      const lines = (await readCsv(file)) as never // oxlint-disable-line typescript/no-unsafe-type-assertion -- the columns of the published file
      say(JSON.stringify(await transact(ground.db, (tx) => importDivisions(tx, lines))))
    } else if (what === 'state-days') {
      const days = await readDays(file)
      await transact(ground.db, (tx) => importStateDays(tx, days))
      say(JSON.stringify({ days: days.length }))
    } else {
      throw new StartProblem(
        '只能导入 divisions 或 state-days。',
        'Only divisions or state-days can be imported.',
      )
    }
  } finally {
    await ground.close()
  }
}

async function readDays(file: string) {
  const read = readStateDays(JSON.parse(await readFile(file, 'utf8')))
  if ('problem' in read)
    throw new StartProblem(
      `文件第 ${read.at} 行读不懂（${read.problem}）。`,
      `Entry ${read.at} of the file cannot be read (${read.problem}).`,
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
