import { sheetEndpoints } from '#platform/shared/sheets.ts'

/** Addresses as a sheet, with their points in the coordinate system of the district's setting. */
export const addressSheet = sheetEndpoints({
  path: '/api/places/sheets/addresses',
  what: 'addresses',
  read: 'places.read',
  edit: 'places.edit',
})
