import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { periodsOf } from './periods.ts'

/** How many wrote in each period, from zero; the figures are in the label as well. */
export function Spread({ members }: { members: readonly { at: string }[] }) {
  const { t } = useTranslation('issues')
  const time = useTime()
  const { days, periods } = periodsOf(members.map((m) => Date.parse(m.at)))
  const most = Math.max(1, ...periods.map((p) => p.count))
  const said = (from: number) => time.day(new Date(from).toISOString())
  return (
    <section className="issue-spread">
      <h2>{t('spread', { count: days })}</h2>
      <ol>
        {periods.map(({ from, count }) => (
          <li key={from} aria-label={t('spreadOne', { day: said(from), count })}>
            <b>{count > 0 ? count : ''}</b>
            <i style={{ height: `${Math.round((100 * count) / most)}%` }} />
          </li>
        ))}
      </ol>
      <p className="issue-axis" aria-hidden="true">
        <span>{said(periods[0]?.from ?? 0)}</span>
        <span>{said(periods.at(-1)?.from ?? 0)}</span>
      </p>
    </section>
  )
}
