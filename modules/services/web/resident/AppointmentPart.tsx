import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FollowBeside } from '#modules/cases/web/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { Button, Sheet, Strip, TextArea } from '#platform/web/kit/index.ts'
import {
  cancelAppointment,
  moveAppointment,
  readAppointment,
  type Appointment,
} from '../../contract/bookings.ts'
import { SlotPicker } from './SlotPicker.tsx'
import { useServiceSpeech } from '../speech.ts'
import './services.css'

/** The appointment on the follow page: when, and until then another hour or none. */
export function AppointmentPart({ districtId, shortCode, viewKey, onChange }: FollowBeside) {
  const client = useQueryClient()
  const queryKey = ['appointment', districtId, shortCode, viewKey]
  const { data } = useQuery({
    queryKey,
    queryFn: () =>
      call(readAppointment, { params: { districtId, shortCode }, query: { key: viewKey } }),
  })
  const appointment = data?.appointment
  if (!appointment) return null
  const changed = (now: { appointment: Appointment | null }) => {
    client.setQueryData(queryKey, now)
    onChange()
  }
  return (
    <Card
      {...{ appointment, districtId, shortCode, changed }}
      ownKey={viewKey}
      again={() => void client.invalidateQueries({ queryKey })}
    />
  )
}

interface CardProps {
  appointment: Appointment
  districtId: string
  shortCode: string
  ownKey: string
  changed: (now: { appointment: Appointment | null }) => void
  again: () => void
}

function Card(props: CardProps) {
  const { appointment, districtId } = props
  const { t, either, day, clock } = useServiceSpeech(appointment.timeZone)
  const [open, setOpen] = useState<'move' | 'cancel' | null>(null)
  const { startsAt, endsAt, state, allowed, words, place, office, serviceCode } = appointment
  const close = () => setOpen(null)
  return (
    <section className="card appointment" data-state={state}>
      <h2>{either(appointment.name, appointment.nameEn)}</h2>
      <p className="appointment-hour">
        {day(startsAt)} {clock(startsAt)}–{clock(endsAt)}
      </p>
      {state !== 'booked' && <p>{t(`state.${state}`)}</p>}
      {words !== '' && <p>{t('reason', { words })}</p>}
      {place === 'office' && state === 'booked' && (
        <p className="quiet">{t('office', { office })}</p>
      )}
      {allowed.length > 0 && (
        <div className="pair">
          {allowed.includes('move') && (
            <Button look="quiet" onClick={() => setOpen('move')}>
              {t('move')}
            </Button>
          )}
          {allowed.includes('cancel') && (
            <Button look="quiet" onClick={() => setOpen('cancel')}>
              {t('cancel')}
            </Button>
          )}
        </div>
      )}
      {state !== 'booked' && (
        <p>
          <a href={`/${districtId}/services/${serviceCode}`}>{t('bookAgain')}</a>
        </p>
      )}
      {open === 'move' && <MoveSheet {...props} close={close} />}
      {open === 'cancel' && <CancelSheet {...props} close={close} />}
    </section>
  )
}

function MoveSheet(props: CardProps & { close: () => void }) {
  const { appointment, districtId, shortCode, ownKey, changed, again, close } = props
  const { t, trouble } = useServiceSpeech()
  const [chosen, setChosen] = useState<string | null>(null)
  const moving = useMutation({
    mutationFn: (startsAt: string) =>
      call(moveAppointment, { params: { districtId, shortCode }, body: { key: ownKey, startsAt } }),
    onSuccess: (now) => {
      changed(now)
      close()
    },
    onError: again,
  })
  return (
    <Sheet
      open
      onClose={close}
      title={t('moveTitle')}
      foot={
        <Button
          wide
          busy={moving.isPending}
          disabled={chosen === null}
          onClick={() => chosen !== null && moving.mutate(chosen)}
        >
          {t('moveDo')}
        </Button>
      }
    >
      <div className="step">
        <SlotPicker
          slots={appointment.slots.filter((slot) => slot.startsAt !== appointment.startsAt)}
          timeZone={appointment.timeZone}
          chosen={chosen}
          onChoose={setChosen}
        />
        {moving.error instanceof CallError && (
          <Strip tone="danger">{trouble(moving.error.code)}</Strip>
        )}
      </div>
    </Sheet>
  )
}

function CancelSheet(props: CardProps & { close: () => void }) {
  const { districtId, shortCode, ownKey, changed, close } = props
  const { t, trouble } = useServiceSpeech()
  const [words, setWords] = useState('')
  const cancelling = useMutation({
    mutationFn: () =>
      call(cancelAppointment, { params: { districtId, shortCode }, body: { key: ownKey, words } }),
    onSuccess: (now) => {
      changed(now)
      close()
    },
  })
  return (
    <Sheet
      open
      onClose={close}
      title={t('cancelTitle')}
      foot={
        <Button wide look="danger" busy={cancelling.isPending} onClick={() => cancelling.mutate()}>
          {t('cancelDo')}
        </Button>
      }
    >
      <div className="step">
        <p>{t('cancelHint')}</p>
        <TextArea
          label={t('cancelWhy')}
          optional
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {cancelling.error instanceof CallError && (
          <Strip tone="danger">{trouble(cancelling.error.code)}</Strip>
        )}
      </div>
    </Sheet>
  )
}
