import { Checkbox, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { instantAt, wallAt } from '#kernel/zone.ts'
import { call } from '#platform/web/call.ts'
import { MomentPicker } from '#platform/web/console/DayPicker.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { eventsContract as contract, type EventView } from '../../../contract/index.ts'
import { AreaPick } from '../parts.tsx'
import { useOutreachChange } from '../queries.ts'

export type EventDraft = Output<typeof contract.saveEvent.body>

export const freshEvent = (): EventDraft => ({
  id: newId(),
  title: '',
  titleEn: '',
  what: '',
  place: '',
  areaCode: '',
  startsAt: '',
  endsAt: '',
  signUpUntil: '',
  seats: 30,
  open: true,
  baseVersion: null,
})

export const eventDraft = (event: EventView): EventDraft => ({
  id: event.id,
  title: event.title,
  titleEn: event.titleEn,
  what: event.what,
  place: event.place,
  areaCode: event.areaCode,
  startsAt: event.startsAt,
  endsAt: event.endsAt,
  signUpUntil: event.signUpUntil,
  seats: event.seats,
  open: event.state === 'open',
  baseVersion: event.version,
})

/** Until its beginning one can sign up, unless another hour is given. */
const whole = (draft: EventDraft): EventDraft => ({
  ...draft,
  signUpUntil: draft.signUpUntil || draft.startsAt,
})

/** What, where, from when until when, how many seats, and whether one can sign up already. */
export function EventDialog({ event, onClose }: { event: EventDraft; onClose: () => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [draft, setDraft] = useState(event)
  const set = (to: Partial<EventDraft>) => setDraft((was) => ({ ...was, ...to }))
  const save = useOutreachChange((body: EventDraft) => call(contract.saveEvent, { body }))
  const ready =
    [draft.title, draft.what, draft.place, draft.areaCode, draft.startsAt, draft.endsAt].every(
      (text) => text.trim() !== '',
    ) && draft.endsAt > draft.startsAt
  return (
    <SaveDialog
      title={t(event.baseVersion === null ? 'events.add' : 'events.change')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={() => save.mutate(whole(draft), { onSuccess: onClose })}
      onClose={onClose}
    >
      <Words draft={draft} set={set} />
      <Times draft={draft} set={set} />
      <Field id={`${id}s`} label={t('events.seats')} hint={t('events.seatsHint')}>
        <InputNumber
          id={`${id}s`}
          min={1}
          max={5000}
          precision={0}
          value={draft.seats}
          onChange={(seats) => set({ seats })}
        />
      </Field>
      <Checkbox checked={draft.open} onChange={(e) => set({ open: e.target.checked })}>
        {t('events.open')}
      </Checkbox>
    </SaveDialog>
  )
}

interface PartProps {
  draft: EventDraft
  set: (to: Partial<EventDraft>) => void
}

function Words({ draft, set }: PartProps) {
  const { t } = useTranslation('outreach')
  const id = useId()
  return (
    <>
      <Field id={`${id}t`} label={t('events.title')}>
        <Input
          id={`${id}t`}
          maxLength={80}
          value={draft.title}
          onChange={(e) => set({ title: e.target.value })}
        />
      </Field>
      <Field id={`${id}e`} label={t('leaflet.titleEn')}>
        <Input
          id={`${id}e`}
          maxLength={160}
          value={draft.titleEn}
          onChange={(e) => set({ titleEn: e.target.value })}
        />
      </Field>
      <Field id={`${id}w`} label={t('events.what')}>
        <Input.TextArea
          id={`${id}w`}
          rows={3}
          maxLength={2000}
          value={draft.what}
          onChange={(e) => set({ what: e.target.value })}
        />
      </Field>
      <div className="outreach-pair">
        <Field id={`${id}a`} label={t('area')}>
          <AreaPick
            id={`${id}a`}
            value={draft.areaCode}
            onChange={(areaCode) => set({ areaCode })}
          />
        </Field>
        <Field id={`${id}p`} label={t('place')}>
          <Input
            id={`${id}p`}
            maxLength={120}
            value={draft.place}
            onChange={(e) => set({ place: e.target.value })}
          />
        </Field>
      </div>
    </>
  )
}

const times = ['startsAt', 'endsAt', 'signUpUntil'] as const

/** Hours by the clock of the district, wherever the desk stands. */
function Times({ draft, set }: PartProps) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const { timeZone } = useConsoleSetting()
  const shown = (at: string) =>
    at === '' ? '' : new Date(wallAt(timeZone, Date.parse(at))).toISOString().slice(0, 16)
  const meant = (wall: string) =>
    wall === '' ? '' : new Date(instantAt(timeZone, Date.parse(`${wall}:00Z`))).toISOString()
  return (
    <div className="outreach-pair">
      {times.map((name) => (
        <Field key={name} id={`${id}${name}`} label={t(`events.${name}`)}>
          <MomentPicker
            id={`${id}${name}`}
            value={shown(draft[name])}
            clearable={name === 'signUpUntil'}
            onChange={(wall) => set({ [name]: meant(wall) })}
          />
        </Field>
      ))}
    </div>
  )
}
