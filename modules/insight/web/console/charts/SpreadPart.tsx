import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { sayDuration } from '#platform/web/time-words.ts'
import type { Figures, Group, MeasureFilters } from '../../../contract/index.ts'
import type { Dimension } from '../../../domain/measures.ts'
import { BehindLink } from '../Figures.tsx'
import { useGroupName } from '../group-name.ts'
import { Chart } from './Chart.tsx'
import { TableBehind } from './TableBehind.tsx'
import { spreadOption, type Spread } from '#platform/web/charts/options.ts'

const five = ['p10', 'p25', 'median', 'p75', 'p90'] as const
const times = [...five, 'mean'] as const
/** More boxes than this no one compares; the table has the rest. */
const MOST = 40

type Row = Spread & { key: string; closed: number; figures: Figures }

function fiveOf(figures: Figures): Spread['five'] | null {
  const { p10Minutes: a, p25Minutes: b, medianMinutes: c, p75Minutes: d, p90Minutes: e } = figures
  if (a === null || b === null || c === null || d === null || e === null) return null
  return [a, b, c, d, e]
}

/** How long closing took, for each group: the middle half, the tenths, the median and the mean. */
export function SpreadPart(props: {
  by: Dimension
  groups: readonly Group[]
  total: Figures
  filters: MeasureFilters
}) {
  const { t } = useTranslation('insight')
  const { language } = useTime()
  const { by, groups, total, filters } = props
  const nameOf = useGroupName(by)
  const navigate = useNavigate()
  const say = (minutes: number) => (minutes === 0 ? '0' : sayDuration(minutes * 60_000, language))
  const rows = groups.flatMap(({ key, name, figures }): Row[] => {
    const found = fiveOf(figures)
    const mean = figures.meanMinutes
    if (!found || mean === null) return []
    const own = nameOf({ key, name })
    const all = times.map((n) => `${t(`time.${n}`)} ${say(figures[`${n}Minutes`] ?? 0)}`)
    return [
      {
        key,
        figures,
        closed: figures.closed,
        name: own,
        five: found,
        mean,
        right: t('spread.right', { median: say(found[2]), n: figures.closed }),
        words: [own, ...all, t('count', { count: figures.closed })].join('\n'),
      },
    ]
  })
  const drawn = rows.slice(0, MOST)
  const open = (index: number) =>
    void navigate({
      to: '/console/measures/cases',
      search: { ...filters, [by]: drawn[index]?.key, count: 'closed' },
    })
  return (
    <section className="measures-part" aria-label={t('spread')}>
      <h2>{t('spread')}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{t('spread.none')}</p>
      ) : (
        <figure className="spread-chart">
          <Chart
            label={t('spread.label', { count: drawn.length })}
            lines={drawn.length * 1.6 + 2}
            option={spreadOption(drawn, say)}
            onPick={open}
          />
          <figcaption>{t('spread.what', { n: total.closed })}</figcaption>
        </figure>
      )}
      {rows.length > 0 && <SpreadTable {...{ by, rows, filters, say }} />}
    </section>
  )
}

function SpreadTable(props: {
  by: Dimension
  rows: readonly Row[]
  filters: MeasureFilters
  say: (minutes: number) => string
}) {
  const { t } = useTranslation('insight')
  const { by, rows, filters, say } = props
  return (
    <TableBehind>
      {() => (
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`by.${by}`)}</th>
              <th scope="col" className="number">
                {t('counts.closed')}
              </th>
              {times.map((name) => (
                <th key={name} scope="col" className="number">
                  {t(`time.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                <td className="number">
                  <BehindLink
                    search={{ ...filters, [by]: row.key, count: 'closed' }}
                    label={`${row.name} ${t('counts.closed')} ${row.closed}`}
                  >
                    {String(row.closed)}
                  </BehindLink>
                </td>
                {times.map((name) => (
                  <td key={name} className="number">
                    {say(row.figures[`${name}Minutes`] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </TableBehind>
  )
}
