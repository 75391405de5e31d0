import { useTranslation } from 'react-i18next'
import type { Screen } from '../../../contract/index.ts'

type Own = Screen['communities'][number]

/** As many as stand in one row of a wall; the measures page has them all. */
const SHOWN = 8

/** What was reported on each of the last days, one small picture a community, all on one scale. */
export function Communities({ communities }: { communities: readonly Own[] }) {
  const { t } = useTranslation('screen')
  const shown = communities.slice(0, SHOWN)
  const most = Math.max(1, ...shown.flatMap((c) => c.days))
  const more = communities.length - shown.length
  if (shown.length === 0) return null
  return (
    <section className="wall-part wall-communities" aria-label={t('communities')}>
      <h2>
        {t('communities')} <small>{t('communities.what', { most })}</small>
        {more > 0 && <small>{t('communities.more', { count: more })}</small>}
      </h2>
      <ul>
        {shown.map((community) => (
          <li key={community.code}>
            <h3>{community.name}</h3>
            <Bars days={community.days} most={most} name={community.name} />
            <p>
              {t('communities.open', { count: community.open })}
              <b data-some={community.overdue > 0}>
                {t('communities.overdue', { count: community.overdue })}
              </b>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

const WIDTH = 10
const HEIGHT = 40

/** Bars from nought; the last one is today, and stronger. */
function Bars({ days, most, name }: { days: readonly number[]; most: number; name: string }) {
  const { t } = useTranslation('screen')
  const wide = days.length * WIDTH
  return (
    <svg
      viewBox={`0 0 ${wide} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('communities.bars', { name, today: days.at(-1) ?? 0, days: days.length })}
    >
      {days.map((count, i) => {
        const high = (count / most) * HEIGHT
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- days are places in a row
            key={i}
            x={i * WIDTH + 1}
            y={HEIGHT - high}
            width={WIDTH - 2}
            height={high}
            data-today={i === days.length - 1}
          />
        )
      })}
      <line x1="0" y1={HEIGHT} x2={wide} y2={HEIGHT} />
    </svg>
  )
}
