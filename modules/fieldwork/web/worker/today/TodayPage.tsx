import { useState, type ReactNode } from 'react'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { askHere, useHere, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Button, Empty, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { dayOf, type Stop, type Thing } from '../../../domain/today/order.ts'
import { useFresh } from '../visits/VisitsPage.tsx'
import { useDay, useShifts } from './day.ts'
import './today.css'

/** One page for the day: all that waits, place by place, each leading to its own page. */
export function TodayPage() {
  const { t } = useSpeech()
  return (
    <WorkFrame title={t('today.title')}>
      {(me) => <Today verbs={me.verbs} timeZone={me.district.timeZone} />}
    </WorkFrame>
  )
}

function Today({ verbs, timeZone }: { verbs: readonly string[]; timeZone: string }) {
  const { t, say } = useSpeech(timeZone)
  useFresh()
  const position = useHere()
  const here = typeof position === 'object' ? position : null
  const dayIn = (at: string) => dateOfDay(dayAt(timeZone, Date.parse(at)))
  const [today] = useState(() => dayIn(new Date().toISOString()))
  const { things, pending, missing, again, seenAt } = useDay(verbs, dayIn, today)
  return (
    <>
      {seenAt !== null && <Strip tone="warn">{t('work.seenAt', { at: say(seenAt) })}</Strip>}
      {missing !== null && things.length > 0 && (
        <Strip tone="warn">
          {t('today.missing')}{' '}
          <button type="button" className="text-button" onClick={again}>
            {t('today.again')}
          </button>
        </Strip>
      )}
      <Shifts today={today} timeZone={timeZone} />
      {pending ? (
        <Skeleton shape="card" count={3} />
      ) : missing !== null && things.length === 0 ? (
        // Nothing is known, which is not the same as nothing to do.
        <Failure kind={failureOf(missing)} onRetry={again} />
      ) : (
        <Way things={things} stops={dayOf(things, here)}>
          {here === null && (
            <Button look="quiet" glyph="locate" busy={position === 'asking'} onClick={askHere}>
              {t('today.near')}
            </Button>
          )}
          {position === 'refused' && <p className="quiet">{t('work.noHere')}</p>}
        </Way>
      )}
    </>
  )
}

/** The shift of today; who has none sees nothing of it. */
function Shifts({ today, timeZone }: { today: string; timeZone: string }) {
  const { t, language } = useSpeech()
  const { data } = useShifts()
  const own = data?.shifts.filter(({ day, away }) => day === today && !away) ?? []
  if (own.length === 0) return null
  const hour = (at: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
      new Date(at),
    )
  return (
    <section className="today-shifts" aria-label={t('today.shifts')}>
      {own.map((shift) => (
        <a key={shift.id} href="/work/shifts">
          {language === 'en' ? shift.kindNameEn || shift.kindName : shift.kindName}{' '}
          <small className="quiet">
            {[`${hour(shift.startsAt)}–${hour(shift.endsAt)}`, shift.stationName].join(' · ')}
          </small>
        </a>
      ))}
    </section>
  )
}

interface WayProps {
  things: readonly Thing[]
  stops: readonly Stop[]
  children: ReactNode
}

function Way({ things, stops, children }: WayProps) {
  const { t } = useSpeech()
  if (things.length === 0) return <Empty title={t('today.none')}>{t('today.noneWhy')}</Empty>
  return (
    <>
      {children}
      {stops.map((stop) => (
        <section key={stop.place} className="task-group">
          <h2>
            {stop.place || t('today.anywhere')} <span>{stop.things.length}</span>
            {stop.metres !== null && <Far metres={stop.metres} />}
          </h2>
          <ul className="doors">
            {stop.things.map((thing) => (
              <li key={`${thing.kind} ${thing.id}`}>
                <a href={thing.href}>
                  <span>
                    {thing.title}
                    {thing.address !== thing.title && (
                      <small className="quiet">{thing.address}</small>
                    )}
                  </span>
                  <small data-over={thing.late}>
                    {t(`today.kind.${thing.kind}`)}
                    {thing.late ? ` · ${t('today.late')}` : ''}
                  </small>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Far({ metres }: { metres: number }) {
  const { t } = useSpeech()
  return (
    <small className="quiet">
      {metres < 950
        ? t('work.distance.m', { n: Math.max(10, Math.round(metres / 10) * 10) })
        : t('work.distance.km', { n: (metres / 1000).toFixed(1) })}
    </small>
  )
}
