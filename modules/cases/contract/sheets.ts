import { sheetEndpoints } from '#platform/shared/sheets.ts'

const access = { read: 'settings.edit', edit: 'settings.edit' } as const

/** Settings of cases that go out as sheets and come in again. */
export const settingsSheets = {
  duties: sheetEndpoints({
    path: '/api/cases/sheets/duties',
    what: 'the duty list of communities',
    ...access,
  }),
  replies: sheetEndpoints({
    path: '/api/cases/sheets/replies',
    what: 'templates of replies',
    ...access,
  }),
  /** In their order; told before it is taken in which rules could never fire. */
  routing: sheetEndpoints({
    path: '/api/cases/sheets/routing',
    what: 'rules of dispatch',
    ...access,
  }),
}
