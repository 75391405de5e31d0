import { randomUUID } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { SubjectsSubject } from '#database/types.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import {
  bothOf,
  choice,
  ColumnFault,
  fitting,
  formed,
  whyIn,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { SubjectInput } from '../../contract/shapes.ts'
import { subjectStatuses, type Details } from '../../domain/subject.ts'
import en from '../../words/en.json' with { type: 'json' }
import zh from '../../words/zh-CN.json' with { type: 'json' }
import sheetEn from '../../words/sheets.en.json' with { type: 'json' }
import sheetZh from '../../words/sheets.zh-CN.json' with { type: 'json' }
import { readDetails } from '../details.ts'
import { saveSubject } from '../save.ts'
import { visibleTo } from '../scope.ts'

export const said = bothOf(sheetZh, sheetEn)
const whySo = whyIn(bothOf(zh, en))

export interface SheetRow<D extends Details> {
  id: string
  name: string
  place: string
  addressId: string | null
  area: string
  areaName: string
  lon: number | null
  lat: number | null
  status: string
  note: string
  version: number
  details: D
}

const status = choice(subjectStatuses, (code) => said(`status.${code}`))

/** Where it is and how it stands, as every sheet of the register says it. */
export const commonColumns = <D extends Details>(): InColumn<SheetRow<D>>[] => [
  {
    key: 'area',
    title: said('col.area'),
    width: 18,
    show: (row) => row.area,
    meaning: formed(/^(\d{9}|\d{12}|\d{15})$/, said('why.area')),
  },
  { key: 'areaName', title: said('col.areaName'), readOnly: true, show: (row) => row.areaName },
  {
    key: 'status',
    title: said('col.status'),
    width: 10,
    ...status,
    show: (row, language) => status.say(row.status, language),
  },
  { key: 'note', title: said('col.note'), width: 30, show: (row) => row.note },
]

interface Described<D extends Details> {
  kind: D['kind']
  keys: readonly string[]
  columns: InColumn<SheetRow<D>>[]
  /** What a line says of the details, on top of what stands there. */
  detailsOf: (before: D | undefined, given: Line) => Record<string, unknown>
  cipher: Cipher
}

/** A sheet of one kind: what the caller sees, taken in through the use case of the pages. */
export function sheetOf<D extends Details>(of: Described<D>): ServedSheet<SheetRow<D>> {
  return {
    plan: { name: said(`name.${of.kind}`), keys: of.keys, columns: of.columns },
    versionOf: (row) => row.version,
    rows: (db, caller) => readRows<D>(db, caller, of.kind),
    whySo,
    work: async ({ caller, now, reason }) => ({
      save: (tx, { before, given }) =>
        saveSubject(tx, { caller, now, cipher: of.cipher }, inputOf(of, before, given)),
      finish: async (tx) => {
        await audit(tx, caller, {
          act: 'subjects.sheet_taken',
          details: { sheet: of.kind, reason },
          at: now,
        })
        return []
      },
    }),
  }
}

/** What stands where a line is new. */
const nothing = { id: null, name: undefined, status: 'active', note: '', area: '', version: null }

function inputOf<D extends Details>(
  of: Described<D>,
  before: SheetRow<D> | undefined,
  given: Line,
): SubjectInput {
  const stands = before ?? nothing
  const area = given['area'] || stands.area
  if (area === '') throw new ColumnFault('area', said('why.areaNeeded'))
  return fitting(SubjectInput, {
    id: stands.id ?? randomUUID(),
    name: given['name'] ?? stands.name,
    status: given['status'] || stands.status,
    place: { ...placeOf(before, given['place']), areaCode: area },
    note: given['note'] ?? stands.note,
    details: { kind: of.kind, ...of.detailsOf(before?.details, given) },
    source: 'sheet',
    baseVersion: stands.version,
  })
}

/** Words that were changed no longer stand for the address that was chosen, nor for its point. */
function placeOf(before: SheetRow<Details> | undefined, text: string | undefined) {
  if (before === undefined || (text !== undefined && text !== before.place)) return { text }
  const { addressId, lon, lat } = before
  return { text: before.place, addressId, ...(lon === null || lat === null ? {} : { lon, lat }) }
}

async function readRows<D extends Details>(
  db: Db | Tx,
  caller: Caller,
  kind: D['kind'],
): Promise<SheetRow<D>[]> {
  const { districtId } = caller
  const { rows } = await sql<Selectable<SubjectsSubject>>`select s.* from subjects.subject s
    where ${visibleTo(caller)} and s.kind = ${kind} and s.merged_into is null
    order by s.address_text, s.id`.execute(db)
  const details = await readDetails(
    db,
    districtId,
    rows.map(({ id }) => ({ id, kind })),
  )
  const names = await areaNames(db, districtId)
  return rows.map((row) => {
    const area = row.grid_code || row.community_code || row.street_code
    return {
      id: row.id,
      name: row.name,
      place: row.address_text,
      addressId: row.address_id,
      area,
      areaName: names.get(area) ?? '',
      lon: row.lon,
      lat: row.lat,
      status: row.status,
      note: row.note,
      version: row.version,
      details: details.get(row.id) as D, // oxlint-disable-line typescript/no-unsafe-type-assertion -- read as this kind
    }
  })
}
