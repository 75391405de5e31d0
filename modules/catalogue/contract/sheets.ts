import { sheetEndpoints } from '#platform/shared/sheets.ts'

const access = { read: 'catalogue.read', edit: 'catalogue.edit' } as const

/** Settings of the catalogue that go out as sheets and come in again. */
export const catalogueSheets = {
  matters: sheetEndpoints({ path: '/api/catalogue/sheets/matters', what: 'matters', ...access }),
  guide: sheetEndpoints({ path: '/api/catalogue/sheets/guide', what: 'guide items', ...access }),
  reasons: sheetEndpoints({ path: '/api/catalogue/sheets/reasons', what: 'reasons', ...access }),
  /** All limits of a version: what a sheet changes becomes one new version, at once or from a later day. */
  limits: sheetEndpoints({ path: '/api/catalogue/sheets/limits', what: 'time limits', ...access }),
}
