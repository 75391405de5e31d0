import { useState } from 'react'
import { useSpeech } from '#modules/cases/web/index.ts'
import { Button, Sheet, Strip, TextArea, useToast } from '#platform/web/kit/index.ts'
import { PlaceMap } from '#platform/web/Map.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { PointView, RouteView } from '../../../contract/index.ts'
import { metresBetween, nextPoint, type Place } from '../../../domain/patrols/patrol.ts'
import { patrolWork, usePatrolNote } from './queue.ts'
import { SeenSheet } from './SeenSheet.tsx'
import { endWalk, lookedAt, useWalkHere, type Walk } from './walk.ts'

interface WalkingProps {
  walk: Walk
  route: RouteView | null
  maySettle: boolean
}

/** The phone leads from point to point; what is seen takes one press with the thumb. */
export function Walking({ walk, route, maySettle }: WalkingProps) {
  const { t } = useSpeech()
  const toast = useToast()
  const here = useWalkHere(true)
  const points = route?.points ?? []
  const looked = new Set(walk.looked)
  const [chosen, setChosen] = useState<string | null>(null)
  const [seeing, setSeeing] = useState<'problem' | 'note' | null>(null)
  const point =
    chosen === BESIDE
      ? null
      : (points.find((one) => one.id === chosen) ?? nextPoint(points, looked, here))
  const noted = () => {
    if (point) lookedAt(point.id)
    setChosen(null)
    setSeeing(null)
    toast({ text: t('walk.noted') })
  }
  return (
    <div className="walk">
      <header>
        <h2>{walk.title}</h2>
        {points.length > 0 && (
          <p className="quiet">
            {t('walk.done', {
              done: points.filter((one) => looked.has(one.id)).length,
              all: points.length,
            })}
          </p>
        )}
      </header>
      <Next point={point} here={here} over={points.length > 0} />
      <Thumb walk={walk} point={point} here={here} onNoted={noted} onSee={setSeeing} />
      {points.length > 0 && (
        <Points
          points={points}
          looked={looked}
          here={here}
          current={point?.id ?? null}
          onChoose={setChosen}
        />
      )}
      <EndOfWalk walk={walk} />
      {seeing !== null && (
        <SeenSheet
          kind={seeing}
          point={point}
          here={here}
          patrolId={walk.id}
          maySettle={maySettle}
          onClose={() => setSeeing(null)}
          onNoted={noted}
        />
      )}
    </div>
  )
}

interface ThumbProps {
  walk: Walk
  point: PointView | null
  here: Place | null
  onNoted: () => void
  onSee: (kind: 'problem' | 'note') => void
}

/** Three buttons where the thumb is; all well is noted by one press. */
function Thumb({ walk, point, here, onNoted, onSee }: ThumbProps) {
  const { t } = useSpeech()
  const noting = usePatrolNote()
  const well = () => {
    const stop = {
      is: 'stop',
      id: newId(),
      patrolId: walk.id,
      pointId: point?.id ?? null,
      place: point ? null : here,
      kind: 'well',
      at: new Date().toISOString(),
    } as const
    const title = t('walk.wellAt', { name: point?.name ?? t('walk.beside') })
    noting.mutate(patrolWork(stop, title), { onSuccess: onNoted })
  }
  return (
    <div className="walk-thumb" role="group" aria-label={t('walk.seenHere')}>
      {noting.error && <Strip tone="danger">{t('walk.notKept')}</Strip>}
      <Button wide busy={noting.isPending} onClick={well}>
        {t('walk.well')}
      </Button>
      <Button wide look="quiet" onClick={() => onSee('problem')}>
        {t('walk.problem')}
      </Button>
      <Button wide look="quiet" onClick={() => onSee('note')}>
        {t('walk.note')}
      </Button>
    </div>
  )
}

/** Chosen instead of a point: what stands beside the way. */
const BESIDE = 'beside'

function Next(props: { point: PointView | null; here: Place | null; over: boolean }) {
  const { t } = useSpeech()
  const { point, here } = props
  if (!point)
    return (
      <section className="card walk-next">
        <h3>{t('walk.beside')}</h3>
        <p className="quiet">{t(props.over ? 'walk.allDone' : 'walk.besideWhy')}</p>
      </section>
    )
  return (
    <section className="card walk-next">
      <h3>{point.name}</h3>
      {point.look !== '' && <p>{point.look}</p>}
      {point.matters.length > 0 && (
        <p className="quiet">{t('walk.often', { what: point.matters.join('、') })}</p>
      )}
      <p className="walk-far">
        <Far here={here} to={point} />
        <a href={`geo:${point.lat},${point.lon}?q=${point.lat},${point.lon}`}>{t('walk.lead')}</a>
      </p>
    </section>
  )
}

function Far({ here, to }: { here: Place | null; to: Place }) {
  const { t } = useSpeech()
  if (here === null) return null
  const metres = metresBetween(here, to)
  return (
    <b>
      {metres < 950
        ? t('work.distance.m', { n: Math.max(10, Math.round(metres / 10) * 10) })
        : t('work.distance.km', { n: (metres / 1000).toFixed(1) })}
    </b>
  )
}

interface PointsProps {
  points: readonly PointView[]
  looked: ReadonlySet<string>
  here: Place | null
  current: string | null
  onChoose: (id: string) => void
}

function Points({ points, looked, here, current, onChoose }: PointsProps) {
  const { t } = useSpeech()
  const [map, setMap] = useState(false)
  const first = points[0]!
  const toneOf = (id: string) => (looked.has(id) ? 'slate' : id === current ? 'amber' : 'jade')
  return (
    <section className="task-group">
      <h2>{t('walk.all')}</h2>
      <Button look="quiet" onClick={() => setMap(!map)}>
        {t(map ? 'walk.hideMap' : 'walk.showMap')}
      </Button>
      {map && (
        <PlaceMap
          className="task-map"
          label={t('walk.all')}
          center={here ? [here.lon, here.lat] : [first.lon, first.lat]}
          points={points.map((one) => ({
            id: one.id,
            at: [one.lon, one.lat],
            label: one.name,
            tone: toneOf(one.id),
          }))}
          selected={current}
          onSelect={onChoose}
        />
      )}
      <ul className="doors">
        {points.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              aria-pressed={one.id === current}
              onClick={() => onChoose(one.id)}
            >
              <span>{one.name}</span>
              <small>{looked.has(one.id) ? t('walk.looked') : <Far here={here} to={one} />}</small>
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => onChoose(BESIDE)}>
            <span>{t('walk.beside')}</span>
          </button>
        </li>
      </ul>
    </section>
  )
}

function EndOfWalk({ walk }: { walk: Walk }) {
  const { t } = useSpeech()
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const ending = usePatrolNote()
  const end = () =>
    ending.mutate(
      patrolWork(
        {
          is: 'end',
          patrolId: walk.id,
          at: new Date().toISOString(),
          words: words.trim(),
          track: walk.track,
        },
        t('walk.ended', { name: walk.title }),
      ),
      { onSuccess: endWalk },
    )
  return (
    <>
      <Button wide look="quiet" onClick={() => setOpen(true)}>
        {t('walk.end')}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('walk.end')}>
        <div className="step">
          <TextArea
            label={t('walk.words')}
            optional
            maxLength={2000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <p className="quiet">{t('walk.kept')}</p>
          <Button wide busy={ending.isPending} onClick={end}>
            {t('walk.end')}
          </Button>
        </div>
      </Sheet>
    </>
  )
}
