import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { Empty, Failure, failureOf, Skeleton } from '#platform/web/kit/index.ts'
import { eventsContract as contract } from '../../contract/index.ts'
import { useWhen } from './EventPublicPage.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import { usePublicWords } from './words.ts'
import './leaflet.css'

/** What one can come to in a district, the next first. */
export function EventsPublicPage({ districtId }: { districtId: string }) {
  const { t, i18n } = usePublicWords()
  const when = useWhen()
  const english = languageOf(i18n) === 'en'
  const events = useQuery({
    queryKey: ['public events', districtId],
    queryFn: ({ signal }) => call(contract.listPublicEvents, { params: { districtId }, signal }),
  })
  const title = t('events')
  useEffect(() => {
    document.title = title
  }, [title])
  const rows = events.data?.events
  return (
    <PublicFrame districtId={districtId} title={title}>
      <h1>{t('events.open')}</h1>
      {events.isPending && <Skeleton shape="row" count={4} />}
      {events.error && (
        <Failure kind={failureOf(events.error)} onRetry={() => void events.refetch()} />
      )}
      {rows?.length === 0 && <Empty title={t('events.none')}>{t('events.noneWhy')}</Empty>}
      <ul className="leaflet-events">
        {rows?.map((event) => (
          <li key={event.code}>
            <a href={`/${districtId}/events/${event.code}`}>
              {english && event.titleEn !== '' ? event.titleEn : event.title}
            </a>
            <span>{when(event)}</span>
            <small>
              {event.areaName} {event.place}
            </small>
          </li>
        ))}
      </ul>
    </PublicFrame>
  )
}
