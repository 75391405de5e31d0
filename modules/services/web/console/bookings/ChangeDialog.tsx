import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { SaveDialog } from '#platform/web/console/Dialog.tsx'
import { bookingsContract as contract, type BookingView } from '../../../contract/index.ts'
import { Field } from '../parts.tsx'
import { useServicesChange } from '../queries.ts'
import { SlotSelect } from './SlotSelect.tsx'

export type Change = 'move' | 'cancel' | 'miss'

interface ChangeDialogProps {
  booking: BookingView
  change: Change
  onClose: () => void
}

/** Another hour, its end, or nobody met: with a reason, since the resident reads it. */
export function ChangeDialog({ booking, change, onClose }: ChangeDialogProps) {
  const { t } = useTranslation('services')
  const id = useId()
  const [words, setWords] = useState('')
  const [startsAt, setStartsAt] = useState<string | null>(null)
  const params = { bookingId: booking.id }
  const base = { words: words.trim(), baseVersion: booking.version }
  const saving = useServicesChange(async () => {
    if (change === 'move')
      return call(contract.moveBooking, { params, body: { ...base, startsAt: startsAt ?? '' } })
    return call(change === 'cancel' ? contract.cancelBooking : contract.missBooking, {
      params,
      body: base,
    })
  })
  const ready = words.trim() !== '' && (change !== 'move' || startsAt !== null)
  return (
    <SaveDialog
      title={t(`${change}.title`)}
      verb={t(`${change}.do`)}
      leave={t('leave')}
      danger={change !== 'move'}
      ready={ready}
      saving={saving}
      onSave={() => saving.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="quiet">{t(`${change}.then`)}</p>
      {change === 'move' && (
        <Field id={`${id}s`} label={t('move.to')}>
          <SlotSelect
            id={`${id}s`}
            serviceId={booking.serviceId}
            value={startsAt}
            onChange={setStartsAt}
          />
        </Field>
      )}
      <Field id={`${id}w`} label={t('why')} hint={t('whyHint')}>
        <Input.TextArea
          id={`${id}w`}
          rows={2}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
    </SaveDialog>
  )
}
