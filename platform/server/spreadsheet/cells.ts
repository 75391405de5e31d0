/** What a cell holds. A date is an instant; sheets show it by the clock of the district. */
export type Cell = string | number | boolean | Date | null | undefined

export interface Column {
  title: string
  /** How its cells are shown; text when left out, so that codes keep their zeros. */
  kind?: 'text' | 'number' | 'date' | 'percent'
  /** In characters. */
  width?: number
}

export interface Sheet {
  name: string
  columns: readonly Column[]
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>
}

/** A text that a spreadsheet would take for a formula, or for a command to another program. */
export const isFormula = (text: string): boolean =>
  /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text))

/** Characters that XML cannot hold, and halves of characters, are left out. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu
/** The most that a cell may hold. */
const LONGEST = 32_767

/** Text as it may stand in the XML of a sheet. */
export const xmlText = (text: string): string =>
  text
    .slice(0, LONGEST)
    .replaceAll(UNWRITABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** A, B, … Z, AA: the name of a column, counted from 0. */
export function columnName(index: number): string {
  const rest = Math.floor(index / 26)
  return `${rest > 0 ? columnName(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`
}
