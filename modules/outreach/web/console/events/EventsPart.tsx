import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { EventView } from '../../../contract/index.ts'
import { OfFigure } from '../figures/OfFigure.tsx'
import { useEvents } from '../queries.ts'
import { EventDialog, freshEvent } from './EventDialog.tsx'

const shows = ['coming', 'over'] as const

/** Open days and lectures with sign-up: the next first. */
export function EventsPart() {
  const { t } = useTranslation('outreach')
  const [address, setAddress] = useAddress()
  const show = shows.find((one) => one === address['show']) ?? 'coming'
  const { month } = address
  const events = useEvents(month ? { show, month } : { show })
  const [making, setMaking] = useState(false)
  const mayWrite = events.data?.pages[0]?.mayWrite === true
  return (
    <>
      <div className="outreach-filters">
        {month ? (
          <OfFigure figure="held" />
        ) : (
          <Segmented
            aria-label={t('tab.events')}
            value={show}
            onChange={(next) => setAddress({ show: next === 'coming' ? undefined : next })}
            options={shows.map((value) => ({ value, label: t(`events.show.${value}`) }))}
          />
        )}
        {mayWrite && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('events.add')}
          </Button>
        )}
      </div>
      {making && <EventDialog event={freshEvent()} onClose={() => setMaking(false)} />}
      <Answer of={events} rows={5}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0)
            return <Empty title={t(`events.none.${show}`)} words={t('events.noneWords')} />
          return (
            <ul className="outreach-rows">
              {rows.map((event) => (
                <Row key={event.id} event={event} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {events.hasNextPage && (
        <Button loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Row({ event }: { event: EventView }) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  return (
    <li>
      <div>
        <a href={`/console/outreach/events/${event.id}`}>{event.title}</a>
        <small className="quiet">{[event.areaName, event.place].filter(Boolean).join(' · ')}</small>
      </div>
      <div>{time.at(event.startsAt)}</div>
      <div>
        {event.seats === null
          ? t('events.signed', { count: event.signed })
          : t('events.signedOf', { count: event.signed, seats: event.seats })}
        {event.waiting > 0 && <small>{t('events.waiting', { count: event.waiting })}</small>}
        {event.came > 0 && <small>{t('events.came', { count: event.came })}</small>}
      </div>
      <div>{t(`events.state.${event.state}`)}</div>
    </li>
  )
}
