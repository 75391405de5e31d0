import type { Wiring } from '#platform/server/mount.ts'
import { mountSheet } from '#platform/server/spreadsheet/index.ts'
import { catalogueSheets } from '../../contract/index.ts'
import { guideSheet } from './guide.ts'
import { limitsSheet } from './limits.ts'
import { mattersSheet } from './matters.ts'
import { reasonsSheet } from './reasons.ts'

/** The catalogue as sheets. */
export function sheetRoutes(w: Wiring): void {
  mountSheet(w, catalogueSheets.matters, mattersSheet)
  mountSheet(w, catalogueSheets.guide, guideSheet)
  mountSheet(w, catalogueSheets.reasons, reasonsSheet)
  mountSheet(w, catalogueSheets.limits, limitsSheet)
}
