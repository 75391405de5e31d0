import { createWriteStream } from 'node:fs'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exportBook, exportCases } from '#modules/cases/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import { openGround } from '../open.ts'
import { UsageProblem } from '../configuration.ts'
import { allow, need, needTarget, progressBar, say } from '../say.ts'

/**
 * Cases of one district, without personal fields: as a workbook where the file is called .xlsx, else as
 * CSV in UTF-8 with a mark that spreadsheets know.
 */
export async function exportCommand(args: string[]): Promise<void> {
  allow(args, 'district', 'out')
  const [districtId, target] = [need(args, 'district'), needTarget(args)]
  const ground = await openGround()
  const bar = progressBar()
  try {
    const district = (await listDistricts(ground.db)).find((d) => d.districtId === districtId)
    if (!district)
      throw new UsageProblem(`没有区 ${districtId}。`, `There is no district ${districtId}.`)
    let rows = 0
    const seen = () => {
      rows += 1
      if (rows % 500 === 0) bar.show('导出 export', rows, rows)
    }
    const bytes =
      extname(target).toLowerCase() === '.xlsx'
        ? exportBook(ground.db, district, { now: new Date(), seen })
        : csvBytes(exportCases(ground.db, districtId), seen)
    await pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(target))
    bar.end()
    say(`${target}: ${rows}`)
  } finally {
    await ground.close()
  }
}

async function* csvBytes(lines: AsyncIterable<string>, seen: () => void): AsyncGenerator<Buffer> {
  let first = true
  for await (const line of lines) {
    if (!first) seen()
    yield Buffer.from(`${first ? '\uFEFF' : ''}${line}\r\n`)
    first = false
  }
}
