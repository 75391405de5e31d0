import { useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Answer } from '#platform/web/console/states.tsx'
import type { Figures, Group, MeasureFilters } from '../../../contract/index.ts'
import { isUnfinished, steps, stepsOf, type Step } from '../../../domain/steps.ts'
import { useMeasures } from '../queries.ts'
import { Chart } from './Chart.tsx'
import { useTrends, type Trend } from './trends.ts'
import { TrendTable } from './TrendTable.tsx'
import { trendOption } from '#platform/web/charts/options.ts'

/** The main rates, counts and times, each in a chart of its own on the scale of its kind. */
export function TrendPart(props: {
  filters: MeasureFilters
  total: Figures
  step: Step
  onStep: (step: Step) => void
}) {
  const { t } = useTranslation('insight')
  const { filters, total, step, onStep } = props
  const measures = useMeasures(filters, step)
  return (
    <section className="measures-part" aria-label={t('trend')}>
      <header className="page-head">
        <h2>{t('trend')}</h2>
        <Segmented
          className="no-print"
          aria-label={t('trend.step')}
          value={step}
          onChange={onStep}
          options={steps.map((value) => ({ value, label: t(`trend.${value}`) }))}
        />
      </header>
      <p className="quiet">
        {t('trend.note')}
        {isUnfinished(filters.until, step) && ` ${t(`trend.unfinished.${step}`)}`}
      </p>
      <Answer of={measures} rows={6}>
        {({ groups }) => <Trends {...{ filters, total, step, groups }} />}
      </Answer>
    </section>
  )
}

function Trends(props: {
  filters: MeasureFilters
  total: Figures
  step: Step
  groups: readonly Group[]
}) {
  const { filters, total, step, groups } = props
  const keys = useMemo(() => stepsOf(filters, step), [filters, step])
  const figures = useMemo(() => {
    const known = new Map(groups.map((group) => [group.key, group.figures]))
    return keys.map((key) => known.get(key) ?? null)
  }, [groups, keys])
  const trends = useTrends({ keys, step, figures, total })
  return (
    <>
      <div className="trends">
        {trends.map((trend) => (
          <TrendChart key={trend.id} {...{ trend, filters, step, keys }} />
        ))}
      </div>
      <TrendTable {...{ keys, step, figures, filters }} />
    </>
  )
}

function TrendChart(props: {
  trend: Trend
  filters: MeasureFilters
  step: Step
  keys: readonly string[]
}) {
  const { t } = useTranslation('insight')
  const { trend, filters, step, keys } = props
  const navigate = useNavigate()
  const { drawing } = trend
  const option = useMemo(() => trendOption(drawing), [drawing])
  const { behind } = trend
  const open = useCallback(
    (index: number) =>
      void navigate({
        to: '/console/measures/cases',
        search: { ...filters, [step]: keys[index], ...behind },
      }),
    [navigate, filters, step, keys, behind],
  )
  return (
    <figure className="trend">
      <h3>
        {trend.title}
        {trend.last !== undefined && <small>{trend.last}</small>}
      </h3>
      <Chart
        label={t('trend.label', {
          name: trend.title,
          from: drawing.steps[0],
          until: drawing.steps.at(-1),
          last: trend.last ?? (drawing.lines[0]?.label || '—'),
        })}
        lines={9}
        option={option}
        onPick={open}
      />
      <figcaption>{trend.caption}</figcaption>
    </figure>
  )
}
