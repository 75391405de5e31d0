/** Spreadsheets: written as a stream, read as texts, taken in all or nothing. */
export type { Cell, Column, Sheet } from './cells.ts'
export { csvCell, csvOf, WORKBOOK, xlsxOf } from './write.ts'
export { readSheet } from './read.ts'
export {
  CellFault,
  ColumnFault,
  faultSheet,
  sheetOf,
  takeIn,
  type Both,
  type InColumn,
  type Line,
  type Outcome,
  type SheetPlan,
  type TakenIn,
} from './take-in.ts'
export {
  bothOf,
  choice,
  filledIn,
  fitting,
  formed,
  severalLines,
  whyIn,
  yesNo,
} from './meanings.ts'
export {
  mountSheet,
  type Found,
  type SheetAt,
  type ServedSheet,
  type Taking,
  type Work,
} from './served.ts'
