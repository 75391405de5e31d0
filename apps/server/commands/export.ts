import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { exportCases } from '#modules/cases/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import { openGround } from '../open.ts'
import { UsageProblem } from '../configuration.ts'
import { allow, need, needTarget, progressBar, say } from '../say.ts'

/** Cases of one district as CSV in UTF-8 with a mark that spreadsheets know; no personal fields. */
export async function exportCommand(args: string[]): Promise<void> {
  allow(args, 'district', 'out')
  const [districtId, target] = [need(args, 'district'), needTarget(args)]
  const ground = await openGround()
  const bar = progressBar()
  try {
    if (!(await listDistricts(ground.db)).some((d) => d.districtId === districtId))
      throw new UsageProblem(`没有区 ${districtId}。`, `There is no district ${districtId}.`)
    const file = createWriteStream(target)
    const written = finished(file)
    written.catch(() => undefined) // it is awaited below
    file.write('\uFEFF')
    let rows = 0
    for await (const line of exportCases(ground.db, districtId)) {
      if (!file.write(`${line}\r\n`)) await Promise.race([once(file, 'drain'), written])
      rows += 1
      if (rows % 500 === 0) bar.show('导出 export', rows, rows)
    }
    file.end()
    await written
    bar.end()
    say(`${target}: ${rows - 1}`)
  } finally {
    await ground.close()
  }
}
