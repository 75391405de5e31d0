import { Button, Segmented, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { BookingView } from '../../../contract/index.ts'
import { useBookings, useServices } from '../queries.ts'
import { BookDialog } from './BookDialog.tsx'
import { BookingCard } from './BookingCard.tsx'
import { useHours } from './say-hour.ts'

const dayBeside = (day: string, by: number) => dateOfDay(dayOfDate(day) + by)

/** Which days are shown, of whom; kept in the address. */
function useAsked() {
  const { date: dateOf } = useHours()
  const time = useTime()
  const [address, setAddress] = useAddress()
  const { unit = '', service = '' } = address
  const from = address['day'] ?? dateOf(new Date(time.now).toISOString())
  const days = address['span'] === 'week' ? 7 : 1
  const ask = {
    from,
    days,
    ...(unit === '' ? {} : { unitId: unit }),
    ...(service === '' ? {} : { serviceId: service }),
  }
  return { ask, unit, service, setAddress }
}

/** What is booked on a day or in a week, by hour; to be printed and taken along. */
export function BookingsPart() {
  const { t } = useTranslation('services')
  const [booking, setBooking] = useState(false)
  const asked = useAsked()
  const bookings = useBookings(asked.ask)
  return (
    <>
      <Filters {...asked}>
        {bookings.data?.mayBook === true && (
          <Button type="primary" onClick={() => setBooking(true)}>
            {t('bookFor')}
          </Button>
        )}
      </Filters>
      <Answer of={bookings}>
        {({ rows, more }) => (
          <>
            {rows.length === 0 ? (
              <Empty title={t('none')} words={t('noneWords')} />
            ) : (
              <Days rows={rows} />
            )}
            {more && <p className="quiet">{t('more')}</p>}
          </>
        )}
      </Answer>
      {booking && <BookDialog onClose={() => setBooking(false)} />}
    </>
  )
}

function Filters(props: ReturnType<typeof useAsked> & { children: ReactNode }) {
  const { t } = useTranslation('services')
  const { language } = useHours()
  const services = useServices()
  const { ask, unit, service, setAddress } = props
  const { from, days } = ask
  const paper = new URLSearchParams({ ...ask, days: String(days), language, format: 'pdf' })
  const move = (by: number) => setAddress({ day: dayBeside(from, by) })
  return (
    <div className="services-filters">
      <span className="services-day">
        <Button aria-label={t('before')} onClick={() => move(-days)}>
          ‹
        </Button>
        <DayPicker label={t('day')} value={from} onChange={(day) => setAddress({ day })} />
        <Button aria-label={t('next')} onClick={() => move(days)}>
          ›
        </Button>
      </span>
      <Segmented
        aria-label={t('span')}
        value={days === 7 ? 'week' : 'day'}
        onChange={(span) => setAddress({ span: span === 'week' ? 'week' : undefined })}
        options={['day', 'week'].map((value) => ({ value, label: t(`span.${value}`) }))}
      />
      <Select
        aria-label={t('unit')}
        value={unit}
        onChange={(next: string) => setAddress({ unit: next || undefined })}
        options={[
          { value: '', label: t('unit.all') },
          ...(services.data?.units ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <Select
        aria-label={t('service')}
        value={service}
        onChange={(next: string) => setAddress({ service: next || undefined })}
        options={[
          { value: '', label: t('service.all') },
          ...(services.data?.services ?? []).map((s) => ({
            value: s.id,
            label: language === 'en' ? s.nameEn : s.name,
          })),
        ]}
      />
      <Button href={`/api/services/bookings/paper?${paper}`}>{t('print')}</Button>
      {props.children}
    </div>
  )
}

function Days({ rows }: { rows: readonly BookingView[] }) {
  const { t } = useTranslation('services')
  const { day } = useHours()
  const days = [...new Set(rows.map((row) => day(row.startsAt)))]
  return days.map((one) => {
    const ofDay = rows.filter((row) => day(row.startsAt) === one)
    return (
      <section key={one} className="bookings-day" aria-label={one}>
        <h2>
          {one}{' '}
          <small>{t('count', { count: ofDay.filter((r) => r.state === 'booked').length })}</small>
        </h2>
        {ofDay.map((row) => (
          <BookingCard key={row.id} booking={row} />
        ))}
      </section>
    )
  })
}
