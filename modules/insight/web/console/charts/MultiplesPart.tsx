import { useNavigate } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { MeasureFilters, Trends } from '../../../contract/index.ts'
import { rateNames, shareOf, type Rate, type RateName } from '../../../domain/measures.ts'
import type { Step } from '../../../domain/steps.ts'
import { BehindLink, sayRate } from '../Figures.tsx'
import { useGroupName } from '../group-name.ts'
import { useTrendsOf } from '../queries.ts'
import { Chart } from './Chart.tsx'
import { roundUp, trendOption } from '#platform/web/charts/options.ts'
import { TableBehind } from './TableBehind.tsx'
import { stepName } from './step-name.ts'
import { labelled, sayShare } from './trends.ts'

const countNames = ['reported', 'filed', 'closed', 'open', 'overdue'] as const
type Measure = { rate: RateName } | { count: (typeof countNames)[number] }
type Own = Trends['groups'][number]

const sorts = ['place', 'name'] as const
/** What is seen at once before one asks for all. */
const FIRST = 24

/** One small chart for each community, all on one scale, in the order of places or names. */
export function MultiplesPart({ filters, step }: { filters: MeasureFilters; step: Step }) {
  const { t } = useTranslation('insight')
  const [address, setAddress] = useAddress()
  const chosen = address['multiple'] ?? 'onTime'
  const count = countNames.find((name) => name === chosen)
  const rate = rateNames.find((name) => name === chosen) ?? 'onTime'
  const sort = sorts.find((name) => name === address['sort']) ?? 'place'
  const measure: Measure = count ? { count } : { rate }
  const trends = useTrendsOf({ ...filters, ...measure, by: 'community', step })
  return (
    <section className="measures-part" aria-label={t('multiples')}>
      <header className="page-head">
        <h2>{t('multiples')}</h2>
        <div className="measures-controls no-print">
          <Select
            aria-label={t('multiples.choose')}
            value={count ?? rate}
            onChange={(multiple) => setAddress({ multiple })}
            options={[
              ...rateNames.map((value) => ({ value, label: t(`rate.${value}`) })),
              ...countNames.map((value) => ({ value, label: t(`counts.${value}`) })),
            ]}
            popupMatchSelectWidth={false}
          />
          <Segmented
            aria-label={t('multiples.sort')}
            value={sort}
            onChange={(next) => setAddress({ sort: next })}
            options={sorts.map((value) => ({ value, label: t(`multiples.sort.${value}`) }))}
          />
        </div>
      </header>
      <p className="quiet">
        {count ? t(`counts.${count}`) : `${t(`rate.${rate}`)} · ${t(`rate.${rate}.what`)}`}
        {' · '}
        {t('multiples.what')}
      </p>
      <Answer of={trends} rows={6}>
        {(answer) => <Multiples {...{ answer, filters, step, measure, sort }} />}
      </Answer>
    </section>
  )
}

function Multiples(props: {
  answer: Trends
  filters: MeasureFilters
  step: Step
  measure: Measure
  sort: (typeof sorts)[number]
}) {
  const { t } = useTranslation('insight')
  const { answer, filters, step, measure, sort } = props
  const { language } = useTime()
  const nameOf = useGroupName('community')
  const [all, setAll] = useState(false)
  const groups = useMemo(
    () =>
      sort === 'name'
        ? answer.groups.toSorted((a, b) =>
            (a.name ?? a.key).localeCompare(b.name ?? b.key, language),
          )
        : answer.groups,
    [answer, sort, language],
  )
  const max =
    'rate' in measure
      ? 1
      : roundUp(Math.max(0, ...groups.flatMap((g) => g.points.map((p) => p.numerator))))
  return (
    <>
      <ul className="multiples">
        {(all ? groups : groups.slice(0, FIRST)).map((group) => (
          <Multiple
            key={group.key}
            {...{ group, filters, step, measure, max }}
            name={nameOf(group)}
            steps={answer.steps}
          />
        ))}
      </ul>
      {!all && groups.length > FIRST && (
        <Button onClick={() => setAll(true)}>{t('multiples.all', { count: groups.length })}</Button>
      )}
      <MultiplesTable {...{ groups, filters, step, measure }} steps={answer.steps} />
    </>
  )
}

const sumOf = (points: readonly Rate[]): Rate => ({
  numerator: points.reduce((sum, p) => sum + p.numerator, 0),
  denominator: points.reduce((sum, p) => sum + p.denominator, 0),
})

const sayOf = (measure: Measure, rate: Rate): string =>
  'rate' in measure
    ? `${sayRate(rate)} (${rate.numerator}/${rate.denominator})`
    : String(rate.numerator)

function Multiple(props: {
  group: Own
  name: string
  steps: readonly string[]
  filters: MeasureFilters
  step: Step
  measure: Measure
  max: number
}) {
  const { t } = useTranslation('insight')
  const { language } = useTime()
  const navigate = useNavigate()
  const { group, name, steps, filters, step, measure, max } = props
  const isRate = 'rate' in measure
  const late = 'count' in measure && measure.count === 'overdue'
  const option = useMemo(() => {
    const names = steps.map((at) => stepName(at, step, language))
    const values = group.points.map((p) => (isRate ? shareOf(p) : p.numerator))
    const say = isRate ? sayShare : String
    const nothing = { numerator: 0, denominator: 0 }
    return trendOption({
      kind: isRate ? 'line' : 'bar',
      steps: names,
      max,
      say,
      lines: [{ name, colour: late ? 'cinnabar' : 'jade', ...labelled(values, say) }],
      sayStep: (i) => {
        const point = group.points[i] ?? nothing
        const parts = isRate
          ? `${sayRate(point)} (${point.numerator}/${point.denominator})`
          : String(point.numerator)
        return `${names[i]}\n${parts}`
      },
    })
  }, [group, name, steps, step, language, isRate, late, max])
  const own = { ...filters, community: group.key, ...measure }
  const open = (index: number) =>
    void navigate({ to: '/console/measures/cases', search: { ...own, [step]: steps[index] } })
  const value = sayOf(measure, sumOf(group.points))
  return (
    <li>
      <h3>
        <BehindLink search={own} label={t('multiples.open', { name, value })}>
          {name}
        </BehindLink>
        <small>{value}</small>
      </h3>
      <Chart label={`${name} ${value}`} lines={5} option={option} onPick={open} />
    </li>
  )
}

function MultiplesTable(props: {
  groups: readonly Own[]
  steps: readonly string[]
  filters: MeasureFilters
  step: Step
  measure: Measure
}) {
  const { t } = useTranslation('insight')
  const nameOf = useGroupName('community')
  const { groups, steps, filters, step, measure } = props
  return (
    <TableBehind>
      {() => (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('by.community')}</th>
              {steps.map((at) => (
                <th key={at} scope="col" className="number">
                  {at}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.key}>
                <th scope="row">{nameOf(group)}</th>
                {steps.map((at, i) => {
                  const value = sayOf(measure, group.points[i] ?? { numerator: 0, denominator: 0 })
                  return (
                    <td key={at} className="number">
                      <BehindLink
                        search={{ ...filters, community: group.key, [step]: at, ...measure }}
                        label={`${nameOf(group)} ${at} ${value}`}
                      >
                        {value}
                      </BehindLink>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </TableBehind>
  )
}
