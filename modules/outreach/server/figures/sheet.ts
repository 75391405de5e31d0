import { wallAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { Sheet } from '#platform/server/spreadsheet/index.ts'
import type { RecordView } from '../../contract/records.ts'
import en from '../../words/papers.en.json' with { type: 'json' }
import zh from '../../words/papers.zh-CN.json' with { type: 'json' }
import type { Asking } from '../ground.ts'
import { channelsOf } from '../records/channels.ts'
import { listRecords } from '../records/views.ts'
import { figuresOf } from './figures.ts'

/** The figures of a month and, on a second sheet, every record that they are made of. */
export async function figureSheets(
  db: Db,
  asking: Asking,
  { month, language }: { month: string; language: 'zh-CN' | 'en' },
): Promise<Sheet[]> {
  const words: Record<string, string> = language === 'en' ? en : zh
  const said = (key: string) => words[key] ?? key
  const { channels } = await channelsOf(db, asking.caller.districtId)
  const channel = (code: string) => {
    const one = channels.find((c) => c.code === code)
    return (language === 'en' ? one?.nameEn : one?.name) || (one?.name ?? code)
  }
  const { timeZone } = await readDistrict(db, asking.caller.districtId)
  const at = (iso: string) =>
    new Date(wallAt(timeZone, Date.parse(iso))).toISOString().slice(0, 16).replace('T', ' ')
  const title = (key: string) => ({ title: said(`sheet.${key}`) })
  const number = (key: string) => ({ ...title(key), kind: 'number' as const })
  const figures = await figuresOf(db, asking, month)
  return [
    {
      name: said('sheet.figures'),
      columns: [
        title('channel'),
        { ...title('community'), width: 16 },
        ...['times', 'reached', 'estimated', 'uncounted', 'questions'].map(number),
      ],
      rows: figures.map((row) => [
        channel(row.channel),
        row.communityName,
        row.times,
        row.reached,
        row.estimated,
        row.uncounted,
        row.questions,
      ]),
    },
    {
      name: said('sheet.records'),
      columns: [
        { ...title('at'), width: 18 },
        title('channel'),
        { ...title('community'), width: 16 },
        { ...title('place'), width: 20 },
        { ...title('words'), width: 50 },
        number('reached'),
        title('counted'),
        title('struck'),
      ],
      rows: recordRows(db, asking, month, (row) => [
        at(row.heldAt),
        channel(row.channel),
        row.areaName,
        row.place,
        row.words,
        row.reached,
        said(`counted.${row.counted}`),
        row.struck ? said('sheet.struck') : '',
      ]),
    },
  ]
}

type Cells = (row: RecordView) => readonly (string | number | null)[]

/** Page by page, so that a long month needs no more memory than a short one. */
async function* recordRows(db: Db, asking: Asking, month: string, cells: Cells) {
  let after: string | undefined
  do {
    const page = await listRecords(db, asking, { month, after, limit: 200 }) // oxlint-disable-line no-await-in-loop -- one page after the other
    for (const row of page.rows) yield cells(row)
    after = page.next ?? undefined
  } while (after !== undefined)
}
