import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DistrictMap } from '#modules/places/web/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { MapPoint } from '#platform/web/Map.tsx'
import { readScreen, type Screen } from '../../../contract/index.ts'
import type { Rate } from '../../../domain/measures.ts'
import { sayRate } from '../Figures.tsx'
import { Communities } from './Communities.tsx'
import { Awaited, Cases } from './Lists.tsx'
import { ScreenHead } from './ScreenHead.tsx'
import { useDarkPage } from './dark-page.ts'
import './screen.css'

/** Asked again at least this often, should the live line have missed something. */
const EVERY_MS = 60_000

/**
 * The wall of a centre: what came today, what is open and late, where, and who is awaited. Below the key
 * of cases, so that it follows the live line; a failed question leaves the last figures standing and says so.
 */
export function ScreenPage({ everyMs = EVERY_MS }: { everyMs?: number }) {
  useDarkPage()
  const screen = useQuery({
    queryKey: ['cases', 'screen'],
    queryFn: ({ signal }) => call(readScreen, { signal }),
    refetchInterval: everyMs,
    refetchIntervalInBackground: true,
    networkMode: 'always',
  })
  return (
    <div className="wall">
      {screen.data ? (
        <Wall screen={screen.data} trouble={screen.error && troubleOf(screen.error)} />
      ) : (
        <Answer of={screen}>{() => null}</Answer>
      )}
    </div>
  )
}

const troubleOf = (error: Error): 'signedOut' | 'broken' =>
  error instanceof CallError && error.status === 401 ? 'signedOut' : 'broken'

interface WallProps {
  screen: Screen
  trouble: 'signedOut' | 'broken' | null
}

function Wall({ screen, trouble }: WallProps) {
  const { t } = useTranslation('screen')
  return (
    <>
      <ScreenHead areas={screen.areas} asOf={screen.asOf} trouble={trouble} />
      <Facts screen={screen} />
      <div className="wall-middle">
        <Ground points={screen.points} open={screen.today.open} />
        <Cases title={t('newest')} rows={screen.newest} of="newest" />
        <div className="wall-side">
          <Cases title={t('overdue')} rows={screen.overdue} of="overdue" />
          <Awaited rows={screen.awaited} />
        </div>
      </div>
      <Communities communities={screen.communities} />
    </>
  )
}

const counts = ['reported', 'closed', 'open', 'overdue'] as const
const rates = ['response', 'resolution', 'satisfaction'] as const

/** Today's four, and three rates with what they are rates of. */
function Facts({ screen }: { screen: Screen }) {
  const { t } = useTranslation('screen')
  const { from, until } = screen
  return (
    <dl className="wall-facts">
      {counts.map((name) => (
        <div key={name} data-of={name} data-some={screen.today[name] > 0}>
          <dt>{t(`today.${name}`)}</dt>
          <dd>
            <Behind of={name} day={until}>
              {screen.today[name]}
            </Behind>
          </dd>
        </div>
      ))}
      {rates.map((rate) => (
        <div key={rate} data-of="rate">
          <dt>{t(`rate.${rate}`)}</dt>
          <dd>
            <Link to="/console/measures/cases" search={{ from, until, rate }}>
              {sayRate(screen.rates[rate])}
            </Link>
            <small>{ofWhat(screen.rates[rate])}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const ofWhat = ({ numerator, denominator }: Rate) => `${numerator}/${denominator}`

/** Leads to the cases where a list says the same: closed today is no list by the day of the report. */
function Behind(props: { of: (typeof counts)[number]; day: string; children: number }) {
  const { of, day, children } = props
  if (of === 'closed') return children
  const from = of === 'reported' ? day : '2000-01-01'
  return (
    <Link to="/console/measures/cases" search={{ from, until: day, count: of }}>
      {children}
    </Link>
  )
}

function Ground({ points, open }: { points: Screen['points']; open: number }) {
  const { t } = useTranslation('screen')
  const { districtId, lon, lat } = useConsoleSetting()
  const marks = useMemo(
    () =>
      points.map((p): MapPoint => ({
        id: p.caseId,
        at: [p.lon, p.lat],
        label: p.label,
        tone: p.late ? 'cinnabar' : 'jade',
      })),
    [points],
  )
  return (
    <section className="wall-part wall-map" aria-label={t('map')}>
      <h2>
        {t('map')} <small>{t('map.shown', { count: points.length, open })}</small>
      </h2>
      <DistrictMap
        districtId={districtId}
        label={t('map')}
        center={[lon, lat]}
        points={marks}
        className="wall-ground"
      />
    </section>
  )
}
