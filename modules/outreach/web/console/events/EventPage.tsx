import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { usePart } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { QrCode } from '#platform/web/QrCode.tsx'
import { Field, SaveDialog, Trouble } from '#platform/web/console/Dialog.tsx'
import {
  eventsContract as contract,
  type EventView,
  type SignUpView,
} from '../../../contract/index.ts'
import { useEvent, useOutreachChange } from '../queries.ts'
import { EventDialog, eventDraft } from './EventDialog.tsx'
import '../outreach.css'

/** One event: what and where, its code, and the list to tick off. */
export function EventPage() {
  return (
    <Answer of={useEvent(usePart('eventId'))}>
      {({ event, signUps }) => <Shown event={event} signUps={signUps} />}
    </Answer>
  )
}

function Shown({ event, signUps }: { event: EventView; signUps: readonly SignUpView[] }) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const [open, setOpen] = useState<'change' | 'cancel' | null>(null)
  const may = (verb: EventView['allowed'][number]) => event.allowed.includes(verb)
  return (
    <div className="page outreach">
      <header className="page-head">
        <h1>{event.title}</h1>
        <span
          className="outreach-state"
          data-state={event.state === 'open' ? 'shown' : event.state}
        >
          {t(`events.state.${event.state}`)}
        </span>
      </header>
      <p>
        {[
          t('events.from', {
            from: time.at(event.startsAt),
            to: time.end({ from: event.startsAt, to: event.endsAt }),
          }),
          event.areaName,
          event.place,
        ].join(' · ')}
      </p>
      <p className="outreach-what">{event.what}</p>
      {event.whyCancelled !== '' && <p className="outreach-preset">{event.whyCancelled}</p>}
      <div className="outreach-verbs">
        {may('change') && <Button onClick={() => setOpen('change')}>{t('change')}</Button>}
        {may('cancel') && <Button onClick={() => setOpen('cancel')}>{t('events.cancel')}</Button>}
        <Button href={`/api/outreach/events/${event.id}/paper`}>{t('events.print')}</Button>
      </div>
      {open === 'change' && <EventDialog event={eventDraft(event)} onClose={() => setOpen(null)} />}
      {open === 'cancel' && <CancelDialog event={event} onClose={() => setOpen(null)} />}
      <div className="outreach-leaflet">
        <section>
          <h2>{t('events.list')}</h2>
          <p className="quiet">
            {[
              event.seats === null
                ? t('events.signed', { count: event.signed })
                : t('events.signedOf', { count: event.signed, seats: event.seats }),
              t('events.waiting', { count: event.waiting }),
              t('events.came', { count: event.came }),
            ].join(' · ')}
          </p>
          {signUps.length === 0 ? (
            <Empty title={t('events.nobody')} words={t('events.nobodyWords')} />
          ) : (
            <ul className="outreach-rows">
              {signUps.map((one) => (
                <Guest
                  key={one.id}
                  guest={one}
                  notes={may('note_coming')}
                  looks={may('see_contact')}
                />
              ))}
            </ul>
          )}
        </section>
        {event.state !== 'draft' && (
          <aside className="outreach-ways">
            <QrCode text={`${location.origin}${event.path}`} label={t('events.code')} />
            <div>
              <a href={event.path} target="_blank" rel="noreferrer">
                {t('events.publicPage')}
              </a>
              <p className="quiet">{t('events.codeHow')}</p>
            </div>
          </aside>
        )}
      </div>
    </div>
  )
}

interface GuestProps {
  guest: SignUpView
  notes: boolean
  looks: boolean
}

function Guest({ guest, notes, looks }: GuestProps) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const [looking, setLooking] = useState(false)
  const come = useOutreachChange((came: number | null) =>
    call(contract.noteComing, { params: { signUpId: guest.id }, body: { came } }),
  )
  return (
    <li data-guest={guest.state}>
      <div>
        <b>{guest.forgotten ? t('events.forgotten') : guest.name}</b>
        <small className="quiet">{time.at(guest.at)}</small>
      </div>
      <div>
        {guest.phone}{' '}
        {looks && !guest.forgotten && (
          <Button type="link" size="small" onClick={() => setLooking(true)}>
            {t('events.see')}
          </Button>
        )}
      </div>
      <div>
        {t('events.people', { count: guest.people })} · {t(`events.guest.${guest.state}`)}
      </div>
      <div>
        {notes && guest.state !== 'cancelled' ? (
          <Select<number>
            aria-label={t('events.cameHow')}
            size="small"
            value={guest.came ?? -1}
            loading={come.isPending}
            onChange={(came) => come.mutate(came < 0 ? null : came)}
            options={[
              { value: -1, label: t('events.cameUnknown') },
              ...Array.from({ length: guest.people + 1 }, (_, n) => ({
                value: n,
                label: n === 0 ? t('events.cameNone') : t('events.came', { count: n }),
              })),
            ]}
          />
        ) : (
          guest.came !== null && t('events.came', { count: guest.came })
        )}
        <Trouble error={come.error} />
      </div>
      {looking && <LookDialog guest={guest} onClose={() => setLooking(false)} />}
    </li>
  )
}

/** A number is shown with a reason, and the look is written down. */
function LookDialog({ guest, onClose }: { guest: SignUpView; onClose: () => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [reason, setReason] = useState('')
  const look = useOutreachChange(() =>
    call(contract.seeSignUp, {
      params: { signUpId: guest.id },
      body: { reason: reason.trim() },
    }),
  )
  return (
    <SaveDialog
      title={t('events.see')}
      verb={t('events.see')}
      leave={t('leave')}
      ready={reason.trim().length >= 2}
      saving={look}
      onSave={() => look.mutate(undefined)}
      onClose={onClose}
    >
      <Field id={`${id}r`} label={t('events.reason')} hint={t('events.reasonHint')}>
        <Input
          id={`${id}r`}
          maxLength={200}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
      </Field>
      {look.data && (
        <p role="status">
          <b>{look.data.name}</b> <a href={`tel:${look.data.phone}`}>{look.data.phone}</a>
        </p>
      )}
    </SaveDialog>
  )
}

function CancelDialog({ event, onClose }: { event: EventView; onClose: () => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [why, setWhy] = useState('')
  const cancel = useOutreachChange(() =>
    call(contract.cancelEvent, {
      params: { eventId: event.id },
      body: { why: why.trim(), baseVersion: event.version },
    }),
  )
  return (
    <SaveDialog
      title={t('events.cancel')}
      verb={t('events.cancel')}
      leave={t('leave')}
      danger
      ready={why.trim() !== ''}
      saving={cancel}
      onSave={() => cancel.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t('events.cancelThen')}</p>
      <Field id={`${id}w`} label={t('events.why')}>
        <Input id={`${id}w`} maxLength={300} value={why} onChange={(e) => setWhy(e.target.value)} />
      </Field>
    </SaveDialog>
  )
}
