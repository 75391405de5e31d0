import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { call } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { sayEnd, sayInstant } from '#platform/web/time-words.ts'
import { eventsContract as contract, type PublicEvent } from '../../contract/index.ts'
import { PublicFrame } from './PublicFrame.tsx'
import { OwnPart } from './OwnPart.tsx'
import { SignUpPart } from './SignUpPart.tsx'
import { usePublicWords } from './words.ts'
import './leaflet.css'

export interface Which {
  districtId: string
  code: string
}

/** The own sign-up that the link names: `?own=<id>.<key>`. */
function useOwnLink(): { signUpId: string; key: string } | null {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const { own } = search
  const match = /^([0-9a-f-]{36})\.([\w-]{22})$/.exec(typeof own === 'string' ? own : '')
  return match?.[1] && match[2] ? { signUpId: match[1], key: match[2] } : null
}

/** An event for anyone: what, when, where, whether there are seats, and one's name down in a minute. */
export function EventPublicPage(which: Which) {
  const { t } = usePublicWords()
  const own = useOwnLink()
  const event = useQuery({
    queryKey: ['public event', which.districtId, which.code],
    queryFn: ({ signal }) => call(contract.readPublicEvent, { params: which, signal }),
  })
  const title = event.data?.title ?? t('event')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <PublicFrame districtId={which.districtId} title={event.data?.areaName ?? t('event')}>
      {event.isPending && <Skeleton shape="card" count={3} />}
      {event.error && (
        <Failure kind={failureOf(event.error)} onRetry={() => void event.refetch()} />
      )}
      {event.data && (
        <>
          <EventSheet event={event.data} />
          {own ? (
            <OwnPart which={which} own={own} event={event.data} />
          ) : (
            event.data.state === 'open' && <SignUpPart which={which} event={event.data} />
          )}
        </>
      )}
    </PublicFrame>
  )
}

/** When and where, in the language of the page and by the clock of the district. */
export function useWhen(): (event: PublicEvent) => string {
  const { t, i18n } = usePublicWords()
  return ({ startsAt, endsAt, timeZone }) => {
    const language = languageOf(i18n)
    const now = Date.now()
    return t('event.when', {
      from: sayInstant(startsAt, now, language, timeZone),
      to: sayEnd({ from: startsAt, to: endsAt }, now, language, timeZone),
    })
  }
}

function EventSheet({ event }: { event: PublicEvent }) {
  const { t, i18n } = usePublicWords()
  const when = useWhen()
  const english = languageOf(i18n) === 'en'
  const lines = event.what.split('\n').filter((line) => line.trim() !== '')
  return (
    <>
      {event.state === 'cancelled' && (
        <Strip tone="danger">{t('event.cancelled', { why: event.whyCancelled })}</Strip>
      )}
      {event.state === 'over' && <Strip tone="info">{t('event.over')}</Strip>}
      {event.state === 'closed' && <Strip tone="warn">{t('event.closed')}</Strip>}
      <article className="leaflet">
        <h2>{english && event.titleEn !== '' ? event.titleEn : event.title}</h2>
        <p>
          <b>{when(event)}</b>
        </p>
        <p>
          {event.areaName} {event.place}
        </p>
        {lines.map((line, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- lines have no name but their place
          <p key={at}>{line}</p>
        ))}
        {event.state === 'open' && <p className="leaflet-from">{seatsSaid(event, t)}</p>}
      </article>
    </>
  )
}

function seatsSaid(
  { seatsLeft, waits }: PublicEvent,
  t: ReturnType<typeof usePublicWords>['t'],
): string {
  if (seatsLeft === null) return t('event.seatsFree')
  return seatsLeft === 0 || waits ? t('event.full') : t('event.seatsLeft', { count: seatsLeft })
}
