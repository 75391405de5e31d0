import { sheetEndpoints } from '#platform/shared/sheets.ts'

/** People, what they belong to and what they hold, as sheets; each for whoever keeps it one by one. */
export const peopleSheets = {
  organisations: sheetEndpoints({
    path: '/api/people/sheets/organisations',
    what: 'organisations',
    read: 'people.read',
    edit: 'people.edit',
  }),
  /** Telephones are masked on their way out, and sealed on their way in. */
  persons: sheetEndpoints({
    path: '/api/people/sheets/persons',
    what: 'people',
    read: 'people.edit',
    edit: 'people.edit',
  }),
  holdings: sheetEndpoints({
    path: '/api/people/sheets/holdings',
    what: 'appointments',
    read: 'people.grant',
    edit: 'people.grant',
  }),
}
