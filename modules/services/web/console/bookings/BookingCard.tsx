import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { BookingView } from '../../../contract/index.ts'
import { Pictures } from '../Pictures.tsx'
import { ChangeDialog, type Change } from './ChangeDialog.tsx'
import { MediateDialog } from './MediateDialog.tsx'
import { useHours } from './say-hour.ts'

const verbs = ['mediate', 'move', 'miss', 'cancel'] as const

/** One booking: hour, where, what was asked, who comes; and what may be done to it. */
export function BookingCard({
  booking,
  beside = false,
}: {
  booking: BookingView
  beside?: boolean
}) {
  const { t } = useTranslation('services')
  const time = useTime()
  const { language, day, span } = useHours()
  const { startsAt, endsAt, state, caseStatus } = booking
  const english = language === 'en'
  const stands = state === 'booked' ? t(`console:status.${caseStatus}`) : t(`state.${state}`)
  return (
    <article className="booking" data-state={state}>
      <p className="booking-hour">
        {beside && `${day(startsAt)} `}
        {span(startsAt, endsAt)}
      </p>
      <div>
        <p>
          <b>{english ? booking.nameEn : booking.name}</b> · {booking.unitName} ·{' '}
          <span className="quiet">{stands}</span>
        </p>
        {!beside && (
          <p>
            <Link to="/console/cases/$caseId" params={{ caseId: booking.caseId }}>
              {booking.shortCode}
            </Link>{' '}
            {booking.address}
          </p>
        )}
        {booking.answers.length > 0 && (
          <p className="quiet">
            {booking.answers
              .map((a) => `${english ? a.labelEn : a.label} ${english ? a.valueEn : a.value}`)
              .join(' · ')}
          </p>
        )}
        {!beside && <Pictures ids={booking.photos} />}
        {booking.bookedBy !== null && (
          <p className="quiet">{t('bookedBy', { who: booking.bookedBy })}</p>
        )}
        {booking.steps
          .filter((step) => step.act !== 'booked')
          .map((step) => (
            <p key={`${step.at}${step.act}`} className="quiet">
              {t(`step.${step.act}`, { who: step.who ?? t('resident'), at: time.at(step.at) })}
              {step.words !== '' && `：${step.words}`}
            </p>
          ))}
        {booking.mediationFileId !== null && (
          <p>
            <a href={`/console/enforcement/${booking.mediationFileId}`}>{t('mediation.open')}</a>
          </p>
        )}
      </div>
      <Verbs booking={booking} />
    </article>
  )
}

function Verbs({ booking }: { booking: BookingView }) {
  const { t } = useTranslation('services')
  const [open, setOpen] = useState<Change | 'mediate' | null>(null)
  const close = () => setOpen(null)
  return (
    <p className="booking-verbs">
      {verbs
        .filter((one) => booking.allowed.includes(one))
        .map((one) => (
          <Button
            key={one}
            size="small"
            aria-label={`${t(`${one}.verb`)} ${booking.shortCode}`}
            onClick={() => setOpen(one)}
          >
            {t(`${one}.verb`)}
          </Button>
        ))}
      {open === 'mediate' && <MediateDialog booking={booking} onClose={close} />}
      {open !== null && open !== 'mediate' && (
        <ChangeDialog booking={booking} change={open} onClose={close} />
      )}
    </p>
  )
}
