import { casesSheet } from '#modules/cases/server/export.ts'
import { openDatabase } from '#platform/server/database.ts'
import { csvOf, xlsxOf, type Sheet } from '#platform/server/spreadsheet/index.ts'
import { member } from '#apps/server/demo/staff.ts'
import { print } from '../ground.ts'
import { crew, now, timeZone } from './place.ts'

const ROWS = 100_000

/**
 * The export of a hundred thousand cases, in a program of its own: started by `exports` with a format
 * and the address of the database, it prints what it took and how large the program was at most.
 */
const [format = 'csv', url = ''] = process.argv.slice(2)
const db = openDatabase(url, { max: 12 })
const began = performance.now()
const ask = { filters: { view: 'all' as const }, language: 'zh-CN' as const, now }
const sheet = firstRows(await casesSheet(db, member(crew(), 'centre'), ask))
const memoryBefore = megabytes(process.resourceUsage().maxRSS)
let bytes = 0
for await (const chunk of format === 'csv' ? csvOf(sheet) : xlsxOf([sheet], timeZone))
  bytes += chunk.length
const seconds = Math.round(performance.now() - began) / 1000
const memoryAtMost = megabytes(process.resourceUsage().maxRSS)
print(
  JSON.stringify({ seconds, megabytes: Math.round(bytes / 1e5) / 10, memoryBefore, memoryAtMost }),
)
await db.destroy()

function megabytes(kibibytes: number): number {
  return Math.round((kibibytes * 1024) / 1e6)
}

function firstRows(whole: Sheet): Sheet {
  const rows = async function* () {
    let left = ROWS
    for await (const row of whole.rows) {
      if (left-- === 0) return
      yield row
    }
  }
  return { ...whole, rows: rows() }
}
