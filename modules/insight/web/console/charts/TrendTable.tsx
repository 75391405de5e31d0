import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { sayDuration } from '#platform/web/time-words.ts'
import type { Figures, MeasureFilters } from '../../../contract/index.ts'
import type { Step } from '../../../domain/steps.ts'
import { BehindLink, RateCell } from '../Figures.tsx'
import { TableBehind } from './TableBehind.tsx'
import { trendCounts, trendRates, trendTimes } from './trends.ts'

const none = { numerator: 0, denominator: 0 }

/** What the charts over time show, as figures that open their cases. */
export function TrendTable(props: {
  keys: readonly string[]
  step: Step
  figures: readonly (Figures | null)[]
  filters: MeasureFilters
}) {
  const { t } = useTranslation('insight')
  const { language } = useTime()
  const { keys, step, figures, filters } = props
  return (
    <TableBehind>
      {() => (
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`chart.step.${step}`)}</th>
              {trendCounts.map((name) => (
                <th key={name} scope="col" className="number">
                  {t(`counts.${name}`)}
                </th>
              ))}
              {trendRates.map((name) => (
                <th key={name} scope="col">
                  {t(`rate.${name}`)}
                </th>
              ))}
              {trendTimes.map((name) => (
                <th key={name} scope="col" className="number">
                  {t(`time.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key, i) => {
              const own = { ...filters, [step]: key }
              const of = figures[i]
              return (
                <tr key={key}>
                  <th scope="row">{key}</th>
                  {trendCounts.map((name) => (
                    <td key={name} className="number">
                      <BehindLink
                        search={{ ...own, count: name }}
                        label={`${key} ${t(`counts.${name}`)} ${of?.[name] ?? 0}`}
                      >
                        {String(of?.[name] ?? 0)}
                      </BehindLink>
                    </td>
                  ))}
                  {trendRates.map((name) => (
                    <td key={name}>
                      <RateCell
                        name={name}
                        whose={key}
                        filters={own}
                        rate={of?.rates[name] ?? none}
                      />
                    </td>
                  ))}
                  {trendTimes.map((name) => {
                    const minutes = of?.[`${name}Minutes`] ?? null
                    return (
                      <td key={name} className="number">
                        {minutes === null ? '—' : sayDuration(minutes * 60_000, language)}
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </TableBehind>
  )
}
