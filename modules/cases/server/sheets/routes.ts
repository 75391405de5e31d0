import type { Wiring } from '#platform/server/mount.ts'
import { mountSheet } from '#platform/server/spreadsheet/index.ts'
import { settingsSheets } from '../../contract/sheets.ts'
import { dutiesSheet } from './duties.ts'
import { repliesSheet } from './replies.ts'
import { routingSheet } from './routing.ts'

/** Settings of cases as sheets. */
export function settingsSheetRoutes(w: Wiring): void {
  mountSheet(w, settingsSheets.duties, dutiesSheet)
  mountSheet(w, settingsSheets.replies, repliesSheet)
  mountSheet(w, settingsSheets.routing, routingSheet)
}
