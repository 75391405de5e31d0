import { useQuery } from '@tanstack/react-query'
import type { Say } from '#platform/web/console/say.ts'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { stationContract, type StationView } from '../../contract/index.ts'
import './people.css'

/** Each station against its model: who sits where, which posts nobody holds, which seats have no post. */
export function StationsPage() {
  const { t } = useTranslation('peopleConsole')
  const stations = useQuery({
    queryKey: ['people', 'stations'],
    queryFn: ({ signal }) => call(stationContract.listStations, { signal }),
  })
  return (
    <div className="page people">
      <h1>{t('stations.title')}</h1>
      <Answer of={stations}>
        {(data) =>
          data.stations.length === 0 ? (
            <Empty title={t('stations.none')} words={t('stations.noneWords')} />
          ) : (
            <>
              <p className="quiet">
                {t('stations.sum', {
                  count: data.stations.length,
                  full: data.stations.filter(
                    (s) => s.missing === 0 && s.seats.every((x) => x.vacant === 0),
                  ).length,
                })}
              </p>
              {data.stations.map((s) => (
                <Station key={s.id} station={s} />
              ))}
            </>
          )
        }
      </Answer>
    </div>
  )
}

function Station({ station }: { station: StationView }) {
  const { t } = useTranslation('peopleConsole')
  return (
    <section className="station">
      <header>
        <h2>{station.name}</h2>
        <small>
          {station.communityName} · {t('stations.model', { code: station.modelCode })}
        </small>
        <b>{gapWords(station, t)}</b>
      </header>
      <ul>
        {station.seats.map((seat) => (
          <li key={seat.seat}>
            <span>{seat.name}</span>
            <Dots held={seat.held} vacant={seat.vacant} missing={seat.missing} />
            <small>
              {t('seat.state', { held: seat.held, least: seat.least })}
              {seat.vacant > 0 && ` · ${t('seat.vacant', { count: seat.vacant })}`}
              {seat.missing > 0 && ` · ${t('seat.missing', { count: seat.missing })}`}
            </small>
            <small>{holdersOf(station, seat.seat).join(t('and'))}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A seat without a post and a post without a person are both gaps, and said apart. */
function gapWords(station: StationView, t: Say<'peopleConsole'>): string {
  const vacant = station.seats.reduce((sum, s) => sum + s.vacant, 0)
  const said = [
    ...(station.missing > 0 ? [t('stations.gap', { count: station.missing })] : []),
    ...(vacant > 0 ? [t('seat.vacant', { count: vacant })] : []),
  ]
  return said.join(t('and')) || t('stations.full')
}

const holdersOf = (station: StationView, seat: string): string[] =>
  station.posts.flatMap((p) => (p.seat === seat ? p.holders.map((h) => h.name) : []))

/** Full disc: held. Ring: a post that nobody holds. Dashed: a seat without a post. */
function Dots(props: { held: number; vacant: number; missing: number }) {
  const kinds = [
    ...Array.from({ length: props.held }, () => 'held'),
    ...Array.from({ length: props.vacant }, () => 'vacant'),
    ...Array.from({ length: props.missing }, () => 'missing'),
  ].slice(0, 12)
  return (
    <span className="dots" aria-hidden="true">
      {kinds.map((kind, i) => (
        <i key={`${kind}${i + 1}`} data-kind={kind} />
      ))}
    </span>
  )
}
