import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { sayDuration } from '#platform/web/time-words.ts'
import type { Figures, MeasureFilters, Statement } from '../../../contract/index.ts'
import { rateNames, type Rate } from '../../../domain/measures.ts'
import { BehindLink, sayRate } from '../Figures.tsx'
import './paper.css'

const counts = ['reported', 'filed', 'closed', 'open', 'overdue', 'paused'] as const
const times = ['median', 'mean', 'p90'] as const

/** A month as it was frozen, marked as such, and beside it what the same days amount to now. */
export function FrozenPart(props: {
  statement: Statement
  live: Figures
  filters: MeasureFilters
}) {
  const { t } = useTranslation('insight')
  const { language, timeZone } = useTime()
  const made = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'long' })
  const { statement, live, filters } = props
  const { month, madeAt, digest, total } = statement
  return (
    <section className="measures-part frozen" aria-label={t('frozen.title', { month })}>
      <h2>{t('frozen.title', { month })}</h2>
      <p className="quiet">
        {t('frozen.words', { at: made.format(new Date(madeAt)), digest: digest.slice(0, 12) })}
        {total === null && ` ${t('frozen.part')}`}
      </p>
      {total && <FrozenTable {...{ total, live, filters }} />}
    </section>
  )
}

const rate = (of: Rate) => `${sayRate(of)} (${of.numerator}/${of.denominator})`

function FrozenTable(props: { total: Figures; live: Figures; filters: MeasureFilters }) {
  const { t } = useTranslation('insight')
  const { language } = useTime()
  const { total, live, filters } = props
  const time = (minutes: number | null) =>
    minutes === null ? '—' : sayDuration(minutes * 60_000, language)
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('frozen.figure')}</th>
          <th scope="col" className="number">
            {t('frozen.column')}
          </th>
          <th scope="col" className="number">
            {t('frozen.live')}
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.map((name) => (
          <tr key={name}>
            <th scope="row">{t(`counts.${name}`)}</th>
            <td className="number">{total[name]}</td>
            <td className="number">
              <BehindLink
                search={{ ...filters, count: name }}
                label={`${t('frozen.live')} ${t(`counts.${name}`)} ${live[name]}`}
              >
                {String(live[name])}
              </BehindLink>
            </td>
          </tr>
        ))}
        {rateNames.map((name) => (
          <tr key={name}>
            <th scope="row">{t(`rate.${name}`)}</th>
            <td className="number">{rate(total.rates[name])}</td>
            <td className="number">
              <BehindLink
                search={{ ...filters, rate: name }}
                label={`${t('frozen.live')} ${t(`rate.${name}`)} ${rate(live.rates[name])}`}
              >
                {rate(live.rates[name])}
              </BehindLink>
            </td>
          </tr>
        ))}
        {times.map((name) => (
          <tr key={name}>
            <th scope="row">{t(`time.${name}`)}</th>
            <td className="number">{time(total[`${name}Minutes`])}</td>
            <td className="number">{time(live[`${name}Minutes`])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
