import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { importStateDays } from '#modules/catalogue/server/index.ts'
import { importDivisions } from '#modules/places/server/index.ts'
import { transact } from '#platform/server/database.ts'
import { UsageProblem } from '../configuration.ts'
import { openGround } from '../open.ts'
import { allow, needFile, say } from '../say.ts'

/** `import divisions --in FILE.csv[.gz]`, `import state-days --in FILE.json`; run again it changes nothing. */
export async function importCommand([what = '', ...args]: string[]): Promise<void> {
  if (what !== 'divisions' && what !== 'state-days')
    throw new UsageProblem(
      '只能导入 divisions 或 state-days。',
      'Only divisions or state-days can be imported.',
    )
  allow(args, 'in')
  const file = needFile(args)
  const days = what === 'state-days' ? await readStateDays(file) : []
  const ground = await openGround()
  try {
    if (what === 'divisions') {
      const lines = (await readCsv(file)) as never // oxlint-disable-line typescript/no-unsafe-type-assertion -- the columns of the published file
      say(JSON.stringify(await transact(ground.db, (tx) => importDivisions(tx, lines))))
    } else {
      await transact(ground.db, (tx) => importStateDays(tx, days))
      say(`${days.length} 天已导入。 ${days.length} days imported.`)
    }
  } finally {
    await ground.close()
  }
}

const StateDays = z.array(
  z.object({ day: z.iso.date(), off: z.boolean(), name: z.string(), source: z.string().min(1) }),
)

async function readStateDays(file: string): Promise<z.infer<typeof StateDays>> {
  try {
    return StateDays.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    const where = error instanceof z.ZodError ? (error.issues[0]?.path.join('.') ?? '') : ''
    throw new UsageProblem(
      `${file} 不是放假调休的列表${where && `（${where}）`}：须为 JSON，每天写明 day、off、name、source。`,
      `${file} is no list of days off${where && ` (${where})`}: it must be JSON with day, off, name and source for each day.`,
    )
  }
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
