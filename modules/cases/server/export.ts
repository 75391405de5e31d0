import type { Db } from '#platform/server/database.ts'
import { nameIn, unitNames } from './views.ts'

const columns = [
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
  'unit',
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

/** A cell that a spreadsheet will not run as a formula. */
function cell(value: string | number | boolean | Date | null): string {
  if (value === null) return ''
  const text = value instanceof Date ? value.toISOString() : String(value)
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The cases of a district as CSV lines, head first, by number; constant memory, nothing personal. */
export async function* exportCases(db: Db, districtId: string): AsyncGenerator<string> {
  yield columns.join(',')
  const units = await unitNames(db, districtId)
  let after = ''
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- a page at a time
    const rows = await db
      .selectFrom('cases.case')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('number', '>', after)
      .orderBy('number')
      .limit(1000)
      .execute()
    for (const row of rows) {
      const shown = { ...row, unit: nameIn(units, row.unit_id) }
      yield columns.map((name) => cell(shown[name])).join(',')
    }
    const last = rows.at(-1)
    if (!last) return
    after = last.number
  }
}
