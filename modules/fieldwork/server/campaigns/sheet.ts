import type { Db } from '#platform/server/database.ts'
import type { Sheet } from '#platform/server/spreadsheet/index.ts'
import { teamKinds } from '../../domain/campaigns/campaign.ts'
import type { Language } from '../hazards/paper.ts'
import { hazardSheet } from '../hazards/sheet.ts'
import { listDays } from './days.ts'
import type { Asking } from './parts.ts'
import { campaignWords, linesOf } from './sums.ts'
import { readCampaign } from './views.ts'

const PAGE = 200

/** A campaign as sheets: its totals, and both ledgers behind them. */
export async function campaignSheets(
  db: Db,
  asking: Asking,
  { id, language }: { id: string; language: Language },
): Promise<Sheet[]> {
  const campaign = await readCampaign(db, asking, id)
  const say = campaignWords(language)
  const totals: Sheet = {
    name: say('sheet.totals'),
    columns: [
      { title: say('paper.what'), width: 30 },
      { title: say('paper.amount'), kind: 'number', width: 12 },
      { title: say('sheet.unit'), width: 12 },
    ],
    rows: linesOf(campaign.totals, language).map(({ name, amount, unit }) => [name, amount, unit]),
  }
  const measures = campaign.totals.measures
  async function* days() {
    let after: string | undefined
    do {
      // oxlint-disable-next-line no-await-in-loop -- a page at a time
      const page = await listDays(db, asking, { campaignId: id, after, limit: PAGE })
      for (const day of page.rows)
        if (day.withdrawn === null)
          yield [
            day.day,
            day.areaName,
            ...teamKinds.map((kind) => day.heads[kind]),
            ...measures.map(
              ({ code }) => day.results.find((one) => one.measure.code === code)?.amount ?? null,
            ),
            day.words,
          ]
      after = page.next ?? undefined
    } while (after !== undefined)
  }
  const actions: Sheet = {
    name: say('sheet.days'),
    columns: [
      { title: say('paper.day'), width: 12 },
      { title: say('paper.place'), width: 18 },
      ...teamKinds.map((kind) => ({
        title: say(`kind.${kind}`),
        kind: 'number' as const,
        width: 10,
      })),
      ...measures.map((one) => ({
        title: language === 'en' ? `${one.nameEn} (${one.unitEn})` : `${one.name}（${one.unit}）`,
        kind: 'number' as const,
        width: 16,
      })),
      { title: say('sheet.words'), width: 40 },
    ],
    rows: days(),
  }
  return [totals, actions, hazardSheet(db, asking, { show: 'all', campaignId: id, language })]
}
