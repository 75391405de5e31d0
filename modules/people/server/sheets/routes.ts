import type { Cipher } from '#platform/server/cipher.ts'
import type { Wiring } from '#platform/server/mount.ts'
import { mountSheet } from '#platform/server/spreadsheet/index.ts'
import { peopleSheets } from '../../contract/sheets.ts'
import { holdingsSheet } from './holdings.ts'
import { organisationsSheet } from './organisations.ts'
import { personsSheet } from './persons.ts'

/** People, what they belong to and what they hold, as sheets. */
export function peopleSheetRoutes(w: Wiring, cipher: Cipher): void {
  mountSheet(w, peopleSheets.organisations, organisationsSheet)
  mountSheet(w, peopleSheets.persons, personsSheet(cipher))
  mountSheet(w, peopleSheets.holdings, holdingsSheet(cipher))
}
