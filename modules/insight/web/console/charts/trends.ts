import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Say } from '#platform/web/console/say.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { sayDuration, type TimeLanguage } from '#platform/web/time-words.ts'
import type { Figures } from '../../../contract/index.ts'
import { shareOf, type Rate, type RateName } from '../../../domain/measures.ts'
import type { Step } from '../../../domain/steps.ts'
import { sayRate } from '../Figures.tsx'
import { roundUp, type Line, type TrendDrawing } from '#platform/web/charts/options.ts'
import { stepName } from './step-name.ts'

export const trendRates = [
  'response',
  'onTime',
  'resolution',
  'satisfaction',
  'answer',
  'rework',
] as const
export const trendCounts = ['reported', 'filed', 'closed', 'overdue'] as const
export const trendTimes = ['median', 'mean', 'p90'] as const

/** What a rate without a scale of its own is drawn on. */
export const sayShare = (value: number): string => `${Math.round(value * 100)}%`

export interface Trend {
  id: string
  title: string
  caption: string
  drawing: TrendDrawing
  /** The last value, where it does not fit beside its point. */
  last?: string
  /** Which cases a point stands for, besides its step. */
  behind: Readonly<Record<string, string>>
}

interface Asked {
  keys: readonly string[]
  step: Step
  figures: readonly (Figures | null)[]
  total: Figures
}

const none: Rate = { numerator: 0, denominator: 0 }

/** The charts over time, in the order in which they are read. */
export function useTrends({ keys, step, figures, total }: Asked): Trend[] {
  const { t } = useTranslation('insight')
  const { language } = useTime()
  return useMemo(() => {
    const names = keys.map((key) => stepName(key, step, language))
    const told: Told = { names, figures, total, language, t }
    return [
      ...trendRates.map((name) => rateTrend(name, told)),
      ...trendCounts.map((name) => countTrend(name, told)),
      ...trendTimes.map((name) => timeTrend(name, told)),
    ]
  }, [keys, step, figures, total, language, t])
}

interface Told extends Pick<Asked, 'figures' | 'total'> {
  names: readonly string[]
  language: TimeLanguage
  t: Say<'insight'>
}

function rateTrend(name: RateName, { names, figures, total, language, t }: Told): Trend {
  const rates = figures.map((f) => f?.rates[name] ?? none)
  const { numerator: n, denominator: of } = total.rates[name]
  const gap = language === 'en' ? '; ' : '；'
  return {
    id: name,
    title: t(`rate.${name}`),
    caption: `${t(`rate.${name}.what`)}${gap}${t('trend.total', { n, of })}`,
    behind: { rate: name },
    drawing: {
      kind: 'line',
      steps: names,
      max: 1,
      say: sayShare,
      lines: [
        {
          name,
          colour: name === 'rework' ? 'slate' : 'jade',
          ...labelled(rates.map(shareOf), sayShare),
        },
      ],
      sayStep: (i) => {
        const rate = rates[i] ?? none
        return `${names[i]}\n${sayRate(rate)} (${rate.numerator}/${rate.denominator})`
      },
    },
  }
}

function countTrend(name: (typeof trendCounts)[number], told: Told): Trend {
  const { names, figures, total, t } = told
  const most = Math.max(0, ...figures.flatMap((f) => trendCounts.map((count) => f?.[count] ?? 0)))
  const values = figures.map((f) => f?.[name] ?? 0)
  return {
    id: name,
    title: t(`counts.${name}`),
    caption: t('trend.sum', { count: total[name] }),
    behind: { count: name },
    drawing: {
      kind: 'bar',
      steps: names,
      max: roundUp(most),
      say: String,
      lines: [
        { name, colour: name === 'overdue' ? 'cinnabar' : 'jade', ...labelled(values, String) },
      ],
      sayStep: (i) => `${names[i]}\n${t('count', { count: values[i] ?? 0 })}`,
    },
  }
}

function timeTrend(name: (typeof trendTimes)[number], told: Told): Trend {
  const { names, figures, total, language, t } = told
  const say = (minutes: number) => (minutes === 0 ? '0' : sayDuration(minutes * 60_000, language))
  const all = figures.flatMap((f) => trendTimes.map((time) => f?.[`${time}Minutes`] ?? 0))
  const values = figures.map((f) => f?.[`${name}Minutes`] ?? null)
  const last = labelled(values, say).label
  return {
    id: name,
    title: `${t('trend.times')} · ${t(`time.${name}`)}`,
    caption: t('trend.times.what', { n: total.closed }),
    behind: { count: 'closed' },
    last,
    drawing: {
      kind: 'line',
      steps: names,
      max: roundUp(Math.max(0, ...all) / 1440) * 1440,
      say,
      // A length of time is wider than the room beside a point; it stands in the head.
      lines: [{ name, colour: 'jade', values, label: '' }],
      sayStep: (i) => {
        const minutes = values[i] ?? null
        const count = t('count', { count: figures[i]?.closed ?? 0 })
        return `${names[i]}\n${minutes === null ? '—' : say(minutes)}, ${count}`
      },
    },
  }
}

/** A line with its last value in words. */
export function labelled(
  values: readonly (number | null)[],
  say: (value: number) => string,
): Pick<Line, 'values' | 'label'> {
  const last = values.findLast((value) => value !== null) ?? null
  return { values, label: last === null ? '' : say(last) }
}
