import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { Cell, Sheet } from '#platform/server/spreadsheet/index.ts'
import type { HazardView } from '../../contract/hazards.ts'
import type { HazardFilter } from './filter.ts'
import { sayIn, wordsIn } from './paper.ts'
import { listHazards } from './views.ts'

const PAGE = 200

/** A view as a sheet, a page at a time: nothing of whom a notice went to. */
export function hazardSheet(
  db: Db,
  asking: { caller: Caller; now: Date },
  { language, ...filter }: HazardFilter & { language: 'zh-CN' | 'en' },
): Sheet {
  const say = sayIn(wordsIn(language))
  const named = ({ name, nameEn }: HazardView['kind']) => (language === 'en' ? nameEn : name)
  const lineOf = (one: HazardView): Cell[] => [
    one.number,
    named(one.kind),
    named(one.grade),
    say(`state.${one.state}`),
    one.address,
    one.areaName,
    one.words,
    new Date(one.foundAt),
    one.dueOn,
    one.fixedAt === null ? null : new Date(one.fixedAt),
    one.failed,
    say(one.caseId === null ? 'sheet.no' : 'sheet.yes'),
  ]
  async function* rows() {
    let after: string | undefined
    do {
      // oxlint-disable-next-line no-await-in-loop -- a page at a time
      const page = await listHazards(db, asking, { ...filter, after, limit: PAGE })
      for (const one of page.rows) yield lineOf(one)
      after = page.next ?? undefined
    } while (after !== undefined)
  }
  return {
    name: say('sheet.name'),
    columns: [
      { title: say('sheet.number'), width: 12 },
      { title: say('sheet.kind'), width: 16 },
      { title: say('sheet.grade'), width: 8 },
      { title: say('sheet.state'), width: 10 },
      { title: say('sheet.address'), width: 34 },
      { title: say('sheet.area'), width: 18 },
      { title: say('sheet.words'), width: 40 },
      { title: say('sheet.found'), kind: 'date', width: 18 },
      { title: say('sheet.due'), width: 12 },
      { title: say('sheet.fixed'), kind: 'date', width: 18 },
      { title: say('sheet.failed'), kind: 'number', width: 10 },
      { title: say('sheet.case'), width: 10 },
    ],
    rows: rows(),
  }
}
