import { audit } from '#modules/people/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { xlsxOf, type Cell, type Sheet } from '#platform/server/spreadsheet/index.ts'
import en from '../../words/checks.en.json' with { type: 'json' }
import zh from '../../words/checks.zh-CN.json' with { type: 'json' }
import { dayIn } from '../day.ts'
import type { Asking } from './lists.ts'
import { recordsOf, roundsIn, type LedgerFilter } from './views.ts'

const titles = [
  'list',
  'place',
  'address',
  'startsOn',
  'endsOn',
  'state',
  'doneAt',
  'item',
  'value',
  'unit',
  'fine',
  'words',
  'became',
] as const

/**
 * The ledger as a workbook, a line for each answer and one for each round that was not worked. Nobody is
 * named in it; that it was taken is in the log.
 */
export async function roundsBook(
  db: Db,
  { caller, now }: Asking,
  { language, ...filter }: LedgerFilter & { language: 'zh-CN' | 'en' },
): Promise<AsyncGenerator<Buffer>> {
  const words: Record<string, string> = language === 'en' ? en : zh
  const { districtId } = caller
  const { today, timeZone } = await dayIn(db, districtId, now)
  await audit(db, caller, {
    act: 'fieldwork.rounds_exported',
    details: { filters: Object.keys(filter).toSorted() },
    at: now,
  })
  const say = (key: string) => words[key] ?? key
  const rows = async function* (): AsyncGenerator<Cell[]> {
    for await (const rounds of roundsIn(db, { caller, today, filter })) {
      const found = await recordsOf(
        db,
        districtId,
        rounds.map((round) => round.id),
      )
      for (const round of rounds) {
        const { listName, place, startsOn, endsOn, state } = round
        const head = [
          listName,
          place.name,
          place.addressText,
          startsOn,
          endsOn,
          say(`state.${state}`),
        ]
        const records = found.get(round.id) ?? []
        if (records.length === 0) yield head
        for (const record of records)
          for (const answer of record.answers)
            yield [
              ...head,
              new Date(record.at),
              answer.item,
              answer.value === null ? say('value.none') : said(words, answer.value),
              answer.unit,
              say(answer.fine ? 'fine' : 'notFine'),
              answer.words,
              answer.caseId === null ? '' : say(answer.settled ? 'became.settled' : 'became.case'),
            ]
      }
    }
  }
  const sheet: Sheet = {
    name: say('title'),
    columns: titles.map((name) => ({
      title: say(`sheet.${name}`),
      width: name === 'item' || name === 'words' || name === 'address' ? 30 : 14,
      kind: name === 'doneAt' ? 'date' : 'text',
    })),
    rows: rows(),
  }
  return xlsxOf([sheet], timeZone)
}

const said = (words: Record<string, string>, value: string): string =>
  value === 'yes' || value === 'no' ? (words[`value.${value}`] ?? value) : value
