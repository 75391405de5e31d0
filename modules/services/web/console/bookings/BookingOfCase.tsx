import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { useBookingOf } from '../queries.ts'
import { BookingCard } from './BookingCard.tsx'
import '../services.css'

/** On a case's page: the hour that was booked, and what was asked with it. */
export function BookingOfCase({ caseId }: { caseId: string }) {
  const { verbs } = useConsoleSetting()
  return verbs.has('services.read') ? <OfCase caseId={caseId} /> : null
}

function OfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('services')
  const booking = useBookingOf(caseId).data?.booking
  if (!booking) return null
  return (
    <section className="panel" aria-label={t('beside')}>
      <h2>{t('beside')}</h2>
      <BookingCard booking={booking} beside />
    </section>
  )
}
