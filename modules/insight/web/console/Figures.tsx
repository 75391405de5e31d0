import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { sayDuration } from '#platform/web/time-words.ts'
import type { Figures, MeasureFilters } from '../../contract/index.ts'
import { shareOf, type Rate, type RateName } from '../../domain/measures.ts'

const percent = (share: number): string => `${(share * 100).toFixed(share === 1 ? 0 : 1)} %`

/** A rate in words: the share, and what it is a share of. Nothing of nothing is a dash. */
export const sayRate = (rate: Rate): string => {
  const share = shareOf(rate)
  return share === null ? '—' : percent(share)
}

type BehindSearch = MeasureFilters & { rate?: RateName; count?: string }

/** Every figure opens the cases it was counted from. */
export function BehindLink(props: { search: BehindSearch; label: string; children: string }) {
  return (
    <Link to="/console/measures/cases" search={{ ...props.search }} aria-label={props.label}>
      {props.children}
    </Link>
  )
}

/** A rate with its bar from zero to all, its share, and numerator of denominator. */
export function RateCell(props: {
  name: RateName
  rate: Rate
  filters: MeasureFilters
  frozen?: Rate | undefined
  /** Whose rate it is, for those who hear links without their row. */
  whose?: string
}) {
  const { t } = useTranslation('insight')
  const { name, rate, filters, frozen, whose = '' } = props
  const share = shareOf(rate)
  const moved =
    frozen !== undefined &&
    (frozen.numerator !== rate.numerator || frozen.denominator !== rate.denominator)
  return (
    <span className="rate">
      <span className="rate-bar" aria-hidden="true">
        <i style={{ width: `${(share ?? 0) * 100}%` }} />
      </span>
      <BehindLink
        search={{ ...filters, rate: name }}
        label={`${whose} ${t('rate.open', {
          rate: t(`rate.${name}`),
          share: sayRate(rate),
          n: rate.numerator,
          of: rate.denominator,
        })}`.trim()}
      >
        {sayRate(rate)}
      </BehindLink>
      <small>{t('rate.parts', { n: rate.numerator, of: rate.denominator })}</small>
      {moved && (
        <small className="rate-frozen">{t('frozen.was', { share: sayRate(frozen) })}</small>
      )}
    </span>
  )
}

/** The quarters, the time that nine of ten did not exceed, and the mean beside them. */
export function Times({ figures }: { figures: Figures }) {
  const { t } = useTranslation('insight')
  const { language } = useTime()
  const say = (minutes: number | null) =>
    minutes === null ? '—' : sayDuration(minutes * 60_000, language)
  return (
    <dl className="times">
      {(['p25', 'median', 'p75', 'p90', 'mean'] as const).map((name) => (
        <div key={name}>
          <dt>{t(`time.${name}`)}</dt>
          <dd>{say(figures[`${name}Minutes`])}</dd>
        </div>
      ))}
      <div>
        <dt>{t('time.of')}</dt>
        <dd>{t('count', { count: figures.closed })}</dd>
      </div>
    </dl>
  )
}
