import type { Block, Paper } from '#kernel/paper.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { CampaignPage, DayView } from '../../contract/campaigns.ts'
import { headsOf, teamKinds } from '../../domain/campaigns/campaign.ts'
import type { Language } from '../hazards/paper.ts'
import { listDays } from './days.ts'
import type { Asking } from './parts.ts'
import { campaignWords, linesOf } from './sums.ts'
import { readCampaign } from './views.ts'

/** So many days of action fit on a summary; the workbook has all of them. */
const MOST = 30

/** The summary of a campaign on A4: targets, results, hazards by kind, days. Every figure is counted. */
export async function campaignPaper(
  db: Db,
  asking: Asking,
  { id, language }: { id: string; language: Language },
): Promise<{ paper: Paper; name: string }> {
  const campaign = await readCampaign(db, asking, id)
  const days = await listDays(db, asking, { campaignId: id, limit: MOST })
  const { name: district, demo } = await readDistrict(db, asking.caller.districtId)
  const say = campaignWords(language)
  const title = say('paper.title', { name: campaign.name })
  return {
    name: campaign.name,
    paper: {
      title,
      language,
      letters: { size: 12, line: 21 },
      header: { left: district, right: title },
      blocks: [
        { kind: 'title', text: title, size: 20 },
        ...(demo
          ? [{ kind: 'paragraph' as const, align: 'middle' as const, words: say('paper.demo') }]
          : []),
        ...head(campaign, language),
        ...targets(campaign, language),
        heading(say('paper.results')),
        {
          kind: 'table',
          size: 10.5,
          columns: [
            { title: say('paper.what'), share: 3 },
            { title: say('paper.amount'), share: 1, align: 'right' },
          ],
          rows: linesOf(campaign.totals, language).map(({ name, amount, unit }) => [
            name,
            `${amount} ${unit}`.trim(),
          ]),
        },
        ...hazards(campaign, language),
        ...daysOf(days.rows, language),
        {
          kind: 'paragraph',
          align: 'right',
          indent: false,
          above: 4,
          words: say('paper.counted', { day: campaign.today }),
        },
      ],
    },
  }
}

const heading = (text: string): Block => ({ kind: 'heading', level: 2, text, listed: false })

function head(campaign: CampaignPage, language: Language): Block[] {
  const say = campaignWords(language)
  const heads = teamKinds
    .filter((kind) => campaign.totals.heads[kind] > 0)
    .map((kind) => `${say(`kind.${kind}`)} ${campaign.totals.heads[kind]}`)
  return [
    {
      kind: 'fields',
      columns: 1,
      fields: [
        {
          label: say('paper.days'),
          value: say('days', { from: campaign.startsOn, to: campaign.endsOn }),
        },
        {
          label: say('paper.areas'),
          value: campaign.areas.map(({ name }) => name).join(say('and')),
        },
        ...(campaign.purpose === ''
          ? []
          : [{ label: say('paper.purpose'), value: campaign.purpose }]),
        ...(heads.length === 0
          ? []
          : [{ label: say('paper.took'), value: heads.join(say('and')) }]),
      ],
    },
  ]
}

function targets(campaign: CampaignPage, language: Language): Block[] {
  const say = campaignWords(language)
  if (campaign.targetsDone.length === 0) return []
  const name = ({ of, label }: CampaignPage['targetsDone'][number]) => {
    const own = language === 'en' ? label.nameEn : label.name
    if (own === '') return say(`target.${of}`)
    return of.startsWith('hazards.') ? say('sum.cleared.of', { kind: own }) : own
  }
  return [
    heading(say('paper.targets')),
    {
      kind: 'table',
      size: 10.5,
      columns: [
        { title: say('paper.what'), share: 3 },
        { title: say('paper.aim'), share: 1, align: 'right' },
        { title: say('paper.done'), share: 1, align: 'right' },
      ],
      rows: campaign.targetsDone.map((one) => [name(one), String(one.amount), String(one.done)]),
    },
  ]
}

function hazards({ totals }: CampaignPage, language: Language): Block[] {
  const say = campaignWords(language)
  if (totals.found === 0)
    return [heading(say('paper.hazards')), { kind: 'paragraph', words: say('paper.hazardsNone') }]
  const columns = ['found', 'cleared', 'open', 'overdue'] as const
  const row = (name: string, one: Record<(typeof columns)[number], number>) => [
    name,
    ...columns.map((column) => String(one[column])),
  ]
  return [
    heading(say('paper.hazards')),
    {
      kind: 'table',
      size: 10.5,
      columns: [
        { title: say('col.name'), share: 3 },
        ...columns.map((column) => ({
          title: say(`col.${column}`),
          share: 1,
          align: 'right' as const,
        })),
      ],
      rows: [
        ...[...totals.byKind, ...totals.byGrade].map((one) =>
          row(language === 'en' ? one.nameEn : one.name, one),
        ),
        row(say('paper.total'), totals),
      ],
    },
  ]
}

function daysOf(days: readonly DayView[], language: Language): Block[] {
  const say = campaignWords(language)
  const counted = days.filter(({ withdrawn }) => withdrawn === null)
  if (counted.length === 0) return []
  return [
    heading(say('paper.days.list')),
    {
      kind: 'table',
      size: 10.5,
      columns: [
        { title: say('paper.day'), share: 2 },
        { title: say('paper.place'), share: 2 },
        { title: say('paper.took'), share: 1, align: 'right' },
        { title: say('paper.results'), share: 4 },
      ],
      rows: counted.map((day) => [
        day.day,
        day.areaName,
        String(headsOf(day.heads)),
        day.results
          .map((one) =>
            language === 'en'
              ? `${one.measure.nameEn} ${one.amount} ${one.unitEn}`
              : `${one.measure.name} ${one.amount} ${one.unit}`,
          )
          .join(say('and')),
      ]),
    },
  ]
}
