import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { exportCases } from '#modules/cases/server/index.ts'
import { openGround } from '../open.ts'
import { need, progressBar, say } from '../say.ts'

/** Cases of one district as CSV in UTF-8 with a mark that spreadsheets know; no personal fields. */
export async function exportCommand(args: string[]): Promise<void> {
  const [districtId, target] = [need(args, 'district'), need(args, 'out')]
  const ground = await openGround()
  const bar = progressBar()
  try {
    const file = createWriteStream(target)
    file.write('\uFEFF')
    let rows = 0
    for await (const line of exportCases(ground.db, districtId)) {
      if (!file.write(`${line}\r\n`)) await once(file, 'drain')
      rows += 1
      if (rows % 500 === 0) bar.show('导出 export', rows, rows)
    }
    file.end()
    await once(file, 'finish')
    bar.end()
    say(`${target}: ${rows - 1}`)
  } finally {
    await ground.close()
  }
}
