import { useQuery } from '@tanstack/react-query'
import type { TaskBeside } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { bookingOfCase } from '../../contract/bookings.ts'
import { useServiceSpeech } from '../speech.ts'
import '../resident/services.css'

/** In the worker's task: the hour that was promised, and what was answered. */
export function BookingPart({ caseId }: TaskBeside) {
  const { data } = useQuery({
    queryKey: ['services', 'of', caseId],
    queryFn: () => call(bookingOfCase, { params: { caseId } }),
    retry: false,
  })
  const { t, either, day, clock } = useServiceSpeech(data?.timeZone)
  const booking = data?.booking
  if (!booking) return null
  const { startsAt, endsAt, state } = booking
  return (
    <section className="card appointment" data-state={state}>
      <h2>{either(booking.name, booking.nameEn)}</h2>
      <p className="appointment-hour">
        {day(startsAt)} {clock(startsAt)}–{clock(endsAt)}
      </p>
      {state !== 'booked' && <p>{t(`task.${state}`)}</p>}
      {booking.answers.length > 0 && (
        <dl className="appointment-answers">
          {booking.answers.map((a) => (
            <div key={a.label}>
              <dt>{either(a.label, a.labelEn)}</dt>
              <dd>{either(a.value, a.valueEn)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
