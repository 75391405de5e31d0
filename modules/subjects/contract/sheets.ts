import { sheetEndpoints } from '#platform/shared/sheets.ts'

const access = { read: 'subjects.read', edit: 'subjects.keep' } as const

/** Parts of the register that go out as sheets and come in again; nothing personal is in them. */
export const subjectSheets = {
  shop: sheetEndpoints({
    path: '/api/subjects/sheets/shops',
    what: 'shops in the caller’s area',
    ...access,
  }),
  dwelling: sheetEndpoints({
    path: '/api/subjects/sheets/dwellings',
    what: 'dwellings in the caller’s area',
    ...access,
  }),
}
