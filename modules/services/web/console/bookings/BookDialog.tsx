import { Input, InputNumber, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import { SaveDialog } from '#platform/web/console/Dialog.tsx'
import { bookingsContract as contract, type ServiceView } from '../../../contract/index.ts'
import { wrongAnswer, type Answers } from '../../../domain/service.ts'
import { noPictures, uploadTo } from '../../signs/pictures.ts'
import { Field } from '../parts.tsx'
import { useServices, useServicesChange } from '../queries.ts'
import { AddressFinder } from './AddressFinder.tsx'
import { SlotSelect } from './SlotSelect.tsx'

const channels = ['phone', 'slip', 'visit'] as const

const blank = () => ({
  clientId: newId(),
  channel: 'phone' as (typeof channels)[number],
  serviceId: null as string | null,
  startsAt: null as string | null,
  answers: {} as Answers,
  address: '',
  addressId: null as string | null,
  words: '',
  name: '',
  phone: '',
})
type Draft = ReturnType<typeof blank>

/** Booked at the desk for somebody who calls, or has no phone. */
export function BookDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('services')
  const { language } = useTime()
  const id = useId()
  const [draft, setDraft] = useState(blank)
  const set = (change: Partial<Draft>) => setDraft((d) => ({ ...d, ...change }))
  const open = (useServices().data?.services ?? []).filter((s) => s.open)
  const service = open.find((s) => s.id === draft.serviceId)
  const saving = useServicesChange((body: ReturnType<typeof bodyOf>) =>
    call(contract.bookForSomebody, { body }),
  )
  const [pictures, setPictures] = useState(noPictures)
  const { districtId } = useConsoleSetting()
  const [upload] = useState(() => uploadTo(districtId))
  const ready =
    service !== undefined &&
    draft.startsAt !== null &&
    pictures.pending === 0 &&
    wrongAnswer(service.questions, draft.answers) === null &&
    (service.place !== 'door' || draft.address.trim() !== '')
  return (
    <SaveDialog
      width={640}
      title={t('bookFor')}
      verb={t('book')}
      leave={t('leave')}
      ready={ready}
      saving={saving}
      onSave={() =>
        service && saving.mutate(bodyOf(draft, service, pictures.ids), { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <Field label={t('channel')}>
        <Radio.Group
          value={draft.channel}
          onChange={(event) =>
            set({ channel: channels.find((one) => one === event.target.value) ?? 'phone' })
          }
          options={channels.map((value) => ({
            value,
            label: t(`channel.${value}`),
          }))}
        />
      </Field>
      <Field id={`${id}s`} label={t('service')}>
        <Select
          id={`${id}s`}
          value={draft.serviceId}
          onChange={(serviceId: string) => set({ serviceId, startsAt: null, answers: {} })}
          options={open.map((s) => ({ value: s.id, label: language === 'en' ? s.nameEn : s.name }))}
        />
      </Field>
      <Field id={`${id}h`} label={t('hour')}>
        <SlotSelect
          id={`${id}h`}
          serviceId={draft.serviceId}
          value={draft.startsAt}
          onChange={(startsAt) => set({ startsAt })}
        />
      </Field>
      {service && (
        <Questions
          service={service}
          answers={draft.answers}
          onChange={(answers) => set({ answers })}
        />
      )}
      <AddressFinder
        text={draft.address}
        chosen={draft.addressId}
        onChange={(address, addressId) => set({ address, addressId })}
      />
      <Person draft={draft} set={set} />
      <PhotoPicker upload={upload} onChange={setPictures} label={t('pictures')} />
    </SaveDialog>
  )
}

function Person({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const { t } = useTranslation('services')
  const id = useId()
  return (
    <>
      <div className="services-pair">
        <Field id={`${id}n`} label={t('name')}>
          <Input
            id={`${id}n`}
            value={draft.name}
            maxLength={60}
            onChange={(e) => set({ name: e.target.value })}
          />
        </Field>
        <Field id={`${id}p`} label={t('phone')}>
          <Input
            id={`${id}p`}
            value={draft.phone}
            maxLength={20}
            onChange={(e) => set({ phone: e.target.value })}
          />
        </Field>
      </div>
      <Field id={`${id}w`} label={t('words')}>
        <Input.TextArea
          id={`${id}w`}
          rows={2}
          maxLength={2000}
          value={draft.words}
          onChange={(e) => set({ words: e.target.value })}
        />
      </Field>
    </>
  )
}

const bodyOf = (draft: Draft, service: ServiceView, photos: readonly string[]) => ({
  clientId: draft.clientId,
  channel: draft.channel,
  serviceCode: service.code,
  startsAt: draft.startsAt ?? '',
  answers: draft.answers,
  words: draft.words,
  address: draft.address,
  addressId: draft.addressId,
  name: draft.name.trim() || null,
  phone: draft.phone.trim() || null,
  photos: [...photos],
})

interface QuestionsProps {
  service: ServiceView
  answers: Answers
  onChange: (answers: Answers) => void
}

function Questions({ service, answers, onChange }: QuestionsProps) {
  const { t } = useTranslation('services')
  const { language } = useTime()
  const id = useId()
  return service.questions.map((question) => {
    const { key, kind, options } = question
    const label = language === 'en' ? question.labelEn : question.label
    const set = (value: Answers[string] | null | undefined) => {
      const { [key]: _, ...others } = answers
      onChange(value === null || value === undefined ? others : { ...others, [key]: value })
    }
    const value = answers[key]
    const choices =
      kind === 'choice'
        ? options.map((o) => ({ value: o.value, label: language === 'en' ? o.labelEn : o.label }))
        : [
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]
    return (
      <Field
        key={key}
        id={`${id}${key}`}
        label={question.required ? label : t('optional', { label })}
      >
        {kind === 'number' && (
          <InputNumber
            id={`${id}${key}`}
            min={0}
            value={typeof value === 'number' ? value : null}
            onChange={(next) => set(next)}
          />
        )}
        {kind === 'text' && (
          <Input
            id={`${id}${key}`}
            maxLength={500}
            value={typeof value === 'string' ? value : ''}
            onChange={(event) => set(event.target.value)}
          />
        )}
        {(kind === 'choice' || kind === 'yes_no') && (
          <Select
            id={`${id}${key}`}
            allowClear
            value={chosenOf(value)}
            onChange={(next: string | undefined) =>
              set(kind === 'choice' || next === undefined ? next : next === 'yes')
            }
            options={choices}
          />
        )}
      </Field>
    )
  })
}

const chosenOf = (value: Answers[string] | undefined): string | undefined =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : value?.toString()
