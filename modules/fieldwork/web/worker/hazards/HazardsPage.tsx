import { useGo, useSeenAt, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Button, Empty, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import type { HazardView } from '../../../contract/index.ts'
import { placeIn } from '../../../domain/today/order.ts'
import { useFresh } from '../visits/VisitsPage.tsx'
import '../visits/visits.css'
import { useAhead, useWaiting } from './ahead.ts'
import './hazards.css'

/** Hazards of the own area: what to re-check and what is due, building by building; and a new one. */
export function HazardsPage() {
  const { t } = useSpeech()
  return <WorkFrame title={t('hazard.title')}>{() => <Hazards />}</WorkFrame>
}

function Hazards() {
  const { t, say } = useSpeech()
  const go = useGo()
  useFresh()
  const ahead = useAhead()
  const seenAt = useSeenAt('field hazards')
  const waiting = useWaiting()
  const open = (rows: readonly HazardView[]) => rows.filter(({ id }) => !waiting.has(id))
  return (
    <>
      <Button wide onClick={() => go('/work/hazards/new')}>
        {t('hazard.new')}
      </Button>
      {seenAt !== null && <Strip tone="warn">{t('work.seenAt', { at: say(seenAt) })}</Strip>}
      {ahead.isPending && <Skeleton shape="card" count={3} />}
      {ahead.error && !ahead.data && (
        <Failure kind={failureOf(ahead.error)} onRetry={() => void ahead.refetch()} />
      )}
      {ahead.data && <Lists recheck={open(ahead.data.recheck)} due={open(ahead.data.due)} />}
    </>
  )
}

function Lists({ recheck, due }: { recheck: HazardView[]; due: HazardView[] }) {
  const { t } = useSpeech()
  if (recheck.length + due.length === 0)
    return <Empty title={t('hazard.none')}>{t('hazard.noneWhy')}</Empty>
  return (
    <>
      <Part title={t('hazard.recheck')} rows={recheck} />
      <Part title={t('hazard.due')} rows={due} />
    </>
  )
}

/** The building or street first, then what is there. */
function byPlace(rows: readonly HazardView[]): [string, HazardView[]][] {
  const places = new Map<string, HazardView[]>()
  for (const row of rows) {
    const place = placeIn(row.address)
    places.set(place, [...(places.get(place) ?? []), row])
  }
  return [...places].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

function Part({ title, rows }: { title: string; rows: readonly HazardView[] }) {
  if (rows.length === 0) return null
  return (
    <section className="task-group">
      <h2>
        {title} <span>{rows.length}</span>
      </h2>
      {byPlace(rows).map(([place, here]) => (
        <section key={place} aria-label={place}>
          <h3 className="hazard-place">{place}</h3>
          <ul className="doors">
            {here.map((hazard) => (
              <Row key={hazard.id} hazard={hazard} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function Row({ hazard }: { hazard: HazardView }) {
  const { t, date, language } = useSpeech()
  const named = (one: HazardView['kind']) => (language === 'en' ? one.nameEn : one.name)
  return (
    <li>
      <a href={`/work/hazards/${hazard.id}`}>
        <span>
          {hazard.address}
          <small className="quiet">
            {[named(hazard.kind), named(hazard.grade), hazard.words].filter(Boolean).join(' · ')}
          </small>
        </span>
        <small data-over={hazard.overdue}>
          {hazard.state === 'fixed' || hazard.dueOn === null
            ? t(`hazard.state.${hazard.state}`)
            : date(hazard.dueOn)}
        </small>
      </a>
    </li>
  )
}
