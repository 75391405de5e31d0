import type { Cipher } from '#platform/server/cipher.ts'
import type { Wiring } from '#platform/server/mount.ts'
import { formed, mountSheet, type InColumn } from '#platform/server/spreadsheet/index.ts'
import { subjectSheets } from '../../contract/sheets.ts'
import type { Details } from '../../domain/subject.ts'
import { commonColumns, said, sheetOf, type SheetRow } from './rows.ts'

type Shop = Extract<Details, { kind: 'shop' }>
type Dwelling = Extract<Details, { kind: 'dwelling' }>

const place = <D extends Details>(): InColumn<SheetRow<D>> => ({
  key: 'place',
  title: said('col.place'),
  width: 30,
  needed: true,
  show: (row) => row.place,
})

const shopColumns: InColumn<SheetRow<Shop>>[] = [
  { key: 'name', title: said('col.sign'), width: 24, needed: true, show: (row) => row.name },
  place(),
  { key: 'trade', title: said('col.trade'), width: 14, show: (row) => row.details.trade },
  { key: 'block', title: said('col.block'), width: 14, show: (row) => row.details.block },
  { key: 'licence', title: said('col.licence'), width: 22, show: (row) => row.details.licence },
  ...commonColumns<Shop>(),
]

const wholeNumber = formed(/^-?\d{1,3}$/, said('why.number'))
const number = formed(/^\d{1,5}(\.\d{1,2})?$/, said('why.number'))

const dwellingColumns: InColumn<SheetRow<Dwelling>>[] = [
  place(),
  { key: 'unit', title: said('col.unit'), width: 10, show: (row) => row.details.unit },
  { key: 'room', title: said('col.room'), width: 10, show: (row) => row.details.room },
  {
    key: 'floor',
    title: said('col.floor'),
    kind: 'number',
    show: (row) => row.details.floor,
    meaning: wholeNumber,
  },
  {
    key: 'areaM2',
    title: said('col.areaM2'),
    kind: 'number',
    show: (row) => row.details.areaM2,
    meaning: number,
  },
  ...commonColumns<Dwelling>(),
]

/** What a cell says: nothing written is nothing known; a column that is not there leaves what stands. */
const textOr = (given: string | undefined, before: string | null | undefined) =>
  given ?? before ?? ''
const numberOr = (given: string | undefined, before: number | null | undefined) =>
  given === undefined ? (before ?? null) : given === '' ? null : Number(given)

/** Shops and dwellings out as a sheet, and in again. */
export function sheetRoutes(w: Wiring, cipher: Cipher): void {
  mountSheet(
    w,
    subjectSheets.shop,
    sheetOf<Shop>({
      kind: 'shop',
      keys: ['place', 'name'],
      columns: shopColumns,
      cipher,
      detailsOf: (before, given) => ({
        trade: textOr(given['trade'], before?.trade),
        block: textOr(given['block'], before?.block),
        licence: textOr(given['licence'], before?.licence) || null,
      }),
    }),
  )
  mountSheet(
    w,
    subjectSheets.dwelling,
    sheetOf<Dwelling>({
      kind: 'dwelling',
      keys: ['place', 'unit', 'room'],
      columns: dwellingColumns,
      cipher,
      detailsOf: (before, given) => ({
        buildingId: before?.buildingId ?? null,
        unit: textOr(given['unit'], before?.unit),
        room: textOr(given['room'], before?.room),
        floor: numberOr(given['floor'], before?.floor),
        areaM2: numberOr(given['areaM2'], before?.areaM2),
      }),
    }),
  )
}
