import { shareOf, rateNames, type Dimension } from '../domain/measures.ts'
import type { Cell, Column, Sheet } from '#platform/server/spreadsheet/index.ts'
import type { Figures, Group } from '../contract/index.ts'
import consoleEn from '../words/console.en.json' with { type: 'json' }
import consoleZh from '../words/console.zh-CN.json' with { type: 'json' }

const counts = ['reported', 'filed', 'closed', 'open', 'overdue', 'paused'] as const
const times = ['mean', 'p10', 'p25', 'median', 'p75', 'p90'] as const

const number = (title: string): Column => ({ title, kind: 'number', width: 12 })

/**
 * The figures of a period as a sheet: the total first, then each group; of every rate its numerator,
 * its denominator and the share, which is empty where there is nothing to be a share of.
 */
export function measuresSheet(
  { total, groups }: { total: Figures; groups: readonly Group[] },
  ask: { by: Dimension; from: string; until: string; language: 'zh-CN' | 'en' },
): Sheet {
  const words: Record<string, string> = ask.language === 'en' ? consoleEn : consoleZh
  const t = (key: string) => words[key] ?? key
  const figures = (f: Figures): Cell[] => [
    ...counts.map((name) => f[name]),
    ...rateNames.flatMap((name) => {
      const rate = f.rates[name]
      return [rate.numerator, rate.denominator, shareOf(rate)]
    }),
    ...times.map((name) => {
      const minutes = f[`${name}Minutes`]
      return minutes === null ? null : Math.round(minutes / 6) / 10
    }),
  ]
  return {
    name: `${ask.from} ${ask.until}`,
    columns: [
      { title: t(`by.${ask.by}`), width: 24 },
      ...counts.map((name) => number(t(`counts.${name}`))),
      ...rateNames.flatMap((name): Column[] => [
        number(`${t(`rate.${name}`)} ${t('sheet.numerator')}`),
        number(`${t(`rate.${name}`)} ${t('sheet.denominator')}`),
        { title: t(`rate.${name}`), kind: 'percent', width: 12 },
      ]),
      ...times.map((name) => number(`${t(`time.${name}`)} ${t('sheet.hours')}`)),
    ],
    rows: [
      [t('sheet.total'), ...figures(total)],
      ...groups.map((g) => [
        g.name ?? (g.key === '' ? t(`none.${ask.by}`) : g.key),
        ...figures(g.figures),
      ]),
    ],
  }
}
