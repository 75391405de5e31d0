import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Chart } from '#platform/web/charts/Chart.tsx'
import { trendOption } from '#platform/web/charts/options.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import type { AgreementView, ProposalKind, ProposalOrigin } from '../../../contract/index.ts'
import { weeksBetween } from './weeks.ts'

interface AgreementProps {
  kind: ProposalKind
  origin: ProposalOrigin
  weeks: readonly AgreementView[]
}

const percent = (part: number, whole: number) => (whole === 0 ? null : (part * 100) / whole)
const said = (value: number | null) => (value === null ? '—' : `${Math.round(value)}%`)

/** How often people chose what was proposed, week by week; the figures stand in a table behind it. */
export function AgreementPart({ kind, origin, weeks }: AgreementProps) {
  const { t } = useTranslation('proposals')
  const last = weeks.at(-1)
  if (!last)
    return (
      <figure className="reading-agreement">
        <h3>{t(`agreement.of.${origin}`)}</h3>
        <p className="quiet">{t('agreement.none')}</p>
      </figure>
    )
  return (
    <figure className="reading-agreement">
      <h3>{t(`agreement.of.${origin}`)}</h3>
      <AgreementChart {...{ kind, origin, weeks }} />
      <figcaption>{t('agreement.caption', { count: last.chosen })}</figcaption>
      <details>
        <summary>{t('agreement.table')}</summary>
        <AgreementTable weeks={weeks} />
      </details>
    </figure>
  )
}

function AgreementChart({ kind, origin, weeks }: AgreementProps) {
  const { t } = useTranslation('proposals')
  const time = useTime()
  const steps = useMemo(() => weeksBetween(weeks), [weeks])
  const day = time.day
  const option = useMemo(() => {
    const of = (name: 'first' | 'three') =>
      steps.map(({ figures }) => (figures ? percent(figures[name], figures.chosen) : null))
    const line = (name: 'first' | 'three', colour: 'jade' | 'slate') => {
      const values = of(name)
      const label = `${t(`agreement.${name}`)} ${said(values.findLast((v) => v !== null) ?? null)}`
      return { name: t(`agreement.${name}`), colour, values, label }
    }
    return trendOption({
      kind: 'line',
      steps: steps.map(({ week }) => day(`${week}T04:00:00Z`)),
      lines: [line('first', 'jade'), line('three', 'slate')],
      max: 100,
      say: (value) => `${value}%`,
      sayStep: (i) => {
        const step = steps[i]
        if (!step?.figures) return day(`${step?.week ?? ''}T04:00:00Z`)
        return t('agreement.step', { ...step.figures, week: day(`${step.week}T04:00:00Z`) })
      },
    })
  }, [steps, t, day])
  const last = weeks.at(-1)
  return (
    <Chart
      label={t(`agreement.label.${origin}`, {
        kind: t(`kind.${kind}`),
        from: day(`${steps[0]?.week ?? ''}T04:00:00Z`),
        last: said(last ? percent(last.first, last.chosen) : null),
      })}
      failed={t('chart.failed')}
      lines={9}
      option={option}
    />
  )
}

const figures = ['chosen', 'first', 'three', 'sure', 'sureRight'] as const
const heads = {
  chosen: 'chosen',
  first: 'agreement.first',
  three: 'agreement.three',
  sure: 'sure',
  sureRight: 'sureRight',
} as const

function AgreementTable({ weeks }: { weeks: readonly AgreementView[] }) {
  const { t } = useTranslation('proposals')
  const time = useTime()
  return (
    <table className="reading-table">
      <thead>
        <tr>
          <th scope="col">{t('week')}</th>
          {figures.map((name) => (
            <th key={name} scope="col" className="number">
              {t(heads[name])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.toReversed().map((week) => (
          <tr key={week.week}>
            <th scope="row">{time.day(`${week.week}T04:00:00Z`)}</th>
            {figures.map((name) => (
              <td key={name} className="number">
                {week[name]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
