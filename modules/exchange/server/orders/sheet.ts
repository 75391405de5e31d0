import { audit } from '#modules/people/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import {
  bothOf,
  CellFault,
  ColumnFault,
  filledIn,
  whyIn,
  type Both,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { asTheySaid } from '../../domain/answer.ts'
import { readOrder, type Mapping } from '../../domain/mapping.ts'
import { orderFields, type Order, type OrderField } from '../../domain/order.ts'
import en from '../../words/en.json' with { type: 'json' }
import sheetsEn from '../../words/sheets.en.json' with { type: 'json' }
import sheetsZh from '../../words/sheets.zh-CN.json' with { type: 'json' }
import zh from '../../words/zh-CN.json' with { type: 'json' }
import { nested } from './files.ts'
import type { Link } from './links.ts'
import { takeOrder } from './take.ts'
import { keptIn } from './kept.ts'

const said = bothOf(sheetsZh, sheetsEn)
const known = bothOf(zh, en)
const SHORT_CODE = 'shortCode'

interface Row {
  order: Partial<Order>
  shortCode: string
}

/** Who sent it goes in and never out. */
const personal: ReadonlySet<OrderField> = new Set(['name', 'phone'])

const named = ({ fields }: Mapping) => orderFields.filter((field) => fields[field] !== undefined)

function whyOf(reason: string): Both {
  const word = said(`reason.${reason}`)
  if (word.zh !== `reason.${reason}`) return word
  const refusal = known(`error.${reason}`)
  return refusal.zh === `error.${reason}` ? filledIn(said('reason.other'), { reason }) : refusal
}

/** A column by the sender's own name; what it holds is read as the port reads it. */
function columnOf(field: OrderField, mapping: Mapping): InColumn<Row> {
  const path = mapping.fields[field] ?? field
  return {
    key: field,
    title: { zh: path, en: path },
    width: field === 'words' ? 50 : 18,
    show: ({ order }) =>
      order[field] === undefined || personal.has(field) ? '' : asTheySaid(field, order, mapping),
    check: (text) => {
      const { faults } = readOrder(nested([[path, text]]), mapping)
      const fault = faults.find((one) => one.field === path && one.value !== '')
      if (fault) throw new CellFault(whyOf(fault.reason))
    },
  }
}

const columnsOf = (mapping: Mapping): InColumn<Row>[] => [
  ...named(mapping).map((field) => columnOf(field, mapping)),
  { key: SHORT_CODE, title: said('col.case'), readOnly: true, show: (row) => row.shortCode },
]

/** The orders of a link that became cases, newest first, as they were last told. */
async function rowsOf(db: Db, link: Link, cipher: Cipher): Promise<Row[]> {
  const rows = await db
    .selectFrom('exchange.order as o')
    .innerJoin('cases.v_placed_case as p', (j) =>
      j.onRef('p.district_id', '=', 'o.district_id').onRef('p.case_id', '=', 'o.case_id'),
    )
    .select(['o.fields_cipher', 'p.short_code'])
    .where('o.district_id', '=', link.districtId)
    .where('o.link_id', '=', link.id)
    .orderBy('o.came_at', 'desc')
    .orderBy('o.id')
    .execute()
  return rows.flatMap(({ fields_cipher, short_code }) => {
    const order = keptIn(fields_cipher, cipher)
    return order.externalId === undefined ? [] : [{ order, shortCode: short_code ?? '' }]
  })
}

/** The field of ours that the sender calls so; what is said of the whole stands at its number. */
const fieldCalled = (name: string, mapping: Mapping): OrderField =>
  named(mapping).find((field) => mapping.fields[field] === name) ?? 'externalId'

const rawOf = (given: Line, mapping: Mapping) =>
  nested(
    named(mapping).map((field) => [mapping.fields[field] ?? field, given[field] ?? ''] as const),
  )

/**
 * Orders of one sender as a sheet in its own names, through the one port: keyed by the sender's number,
 * so that what came by program and comes again by file is the same order. An empty cell says nothing.
 */
export const ordersSheetOf = (link: Link, cipher: Cipher): ServedSheet<Row> => ({
  plan: { name: said('name.orders'), keys: ['externalId'], columns: columnsOf(link.mapping) },
  rows: (db) => rowsOf(db, link, cipher),
  whySo: whyIn(known),
  onDownload: (db, caller, at) =>
    audit(db, caller, {
      act: 'exchange.orders_downloaded',
      subjectKind: 'link',
      subjectId: link.id,
      at,
    }),
  work: async ({ caller, now, reason }) => ({
    save: async (tx, { given }) => {
      const taking = { link, caller, cipher, now }
      const { result, faults } = await takeOrder(tx, rawOf(given, link.mapping), taking)
      const [fault] = faults
      if (result === 'refused')
        throw new ColumnFault(
          fieldCalled(fault?.field ?? '', link.mapping),
          whyOf(fault?.reason ?? ''),
        )
      return result === 'stale' ? 'same' : result
    },
    finish: async (tx) => {
      const subject = { subjectKind: 'link', subjectId: link.id, details: { reason }, at: now }
      await audit(tx, caller, { act: 'exchange.orders_taken', ...subject })
      return []
    },
  }),
})
