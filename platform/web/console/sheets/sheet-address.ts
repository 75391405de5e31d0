import type { SheetEndpoints } from '#platform/shared/sheets.ts'

export interface SheetToolsProps {
  sheet: SheetEndpoints
  /** What the sheet is of: 事项. */
  what: string
  /** Whether it may be taken in; whoever may not still reads it. */
  may: boolean
  /** What is asked anew after it was taken in. */
  queryKey: readonly unknown[]
  /** Whether it may be taken in for a later day. */
  canWait?: boolean
}

/** Where a sheet is fetched from, in the language of the page. */
export const sheetAddress = (path: string, format: 'xlsx' | 'csv', language: string): string =>
  `${path}?format=${format}&language=${language}`
