import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { SaveDialog } from '#platform/web/console/Dialog.tsx'
import { servicesContract, type ServiceInput } from '../../../contract/index.ts'
import { serviceKinds } from '../../../domain/service.ts'
import { Field } from '../parts.tsx'
import { useServicesChange } from '../queries.ts'
import { HoursEditor } from './HoursEditor.tsx'
import { QuestionsEditor } from './QuestionsEditor.tsx'

export type Draft = ServiceInput

export const freshService = (): Draft => ({
  id: newId(),
  code: '',
  kind: 'other',
  name: '',
  nameEn: '',
  place: 'door',
  matter: { kind: 'matter', code: '' },
  unitId: null,
  questions: [],
  hours: [],
  open: false,
  baseVersion: null,
})

interface ServiceDialogProps {
  draft: Draft
  units: readonly { id: string; name: string }[]
  onClose: () => void
}

/** A service: what is said of it, who does it, when, what is asked, and whether it can be booked. */
export function ServiceDialog({ draft: first, units, onClose }: ServiceDialogProps) {
  const { t } = useTranslation('services')
  const [draft, setDraft] = useState(first)
  const set = (change: Partial<Draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useServicesChange((body: Draft) => call(servicesContract.saveService, { body }))
  const ready =
    [draft.name, draft.nameEn, draft.code, draft.matter.code].every((x) => x.trim() !== '') &&
    (!draft.open || draft.unitId !== null)
  const parts = { draft, set, units }
  return (
    <SaveDialog
      width={760}
      title={t(first.baseVersion === null ? 'settings.add' : 'settings.change')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={saving}
      onSave={() => saving.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Said {...parts} />
      <Doing {...parts} />
      <Field label={t('settings.hours')} hint={t('settings.hoursHint')}>
        <HoursEditor hours={draft.hours ?? []} onChange={(hours) => set({ hours })} />
      </Field>
      <Field label={t('settings.questions')} hint={t('settings.questionsHint')}>
        <QuestionsEditor
          questions={draft.questions ?? []}
          units={units}
          onChange={(questions) => set({ questions })}
        />
      </Field>
      <Checkbox checked={draft.open} onChange={(e) => set({ open: e.target.checked })}>
        {t('settings.isOpen')}
      </Checkbox>
    </SaveDialog>
  )
}

interface PartProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
  units: ServiceDialogProps['units']
}

type TextName = 'name' | 'nameEn' | 'cost' | 'costEn' | 'office' | 'code'

function Said({ draft, set }: PartProps) {
  const { t } = useTranslation('services')
  const id = useId()
  const text = (name: TextName): ReactNode => (
    <Field id={`${id}${name}`} label={t(`settings.${name}`)}>
      <Input
        id={`${id}${name}`}
        maxLength={name === 'name' ? 60 : 120}
        value={draft[name] ?? ''}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  )
  const long = (name: 'guidance' | 'guidanceEn') => (
    <Field id={`${id}${name}`} label={t(`settings.${name}`)}>
      <Input.TextArea
        id={`${id}${name}`}
        rows={3}
        maxLength={4000}
        value={draft[name] ?? ''}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  )
  return (
    <>
      <div className="services-pair">
        {text('name')}
        {text('nameEn')}
      </div>
      {long('guidance')}
      {long('guidanceEn')}
      <div className="services-pair">
        {text('cost')}
        {text('costEn')}
      </div>
      <div className="services-pair">
        {text('code')}
        <Field id={`${id}k`} label={t('settings.kind')}>
          <Select
            id={`${id}k`}
            value={draft.kind}
            onChange={(kind: Draft['kind']) => set({ kind })}
            options={serviceKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        </Field>
      </div>
      <div className="services-pair">
        <Field id={`${id}pl`} label={t('settings.place')}>
          <Select
            id={`${id}pl`}
            value={draft.place}
            onChange={(place: Draft['place']) => set({ place })}
            options={(['door', 'office'] as const).map((value) => ({
              value,
              label: t(`place.${value}`),
            }))}
          />
        </Field>
        {draft.place === 'office' && text('office')}
      </div>
    </>
  )
}

function Doing({ draft, set, units }: PartProps) {
  const { t } = useTranslation('services')
  const id = useId()
  const number = (name: 'leadHours' | 'aheadDays', fallback: number) => (
    <Field id={`${id}${name}`} label={t(`settings.${name}`)}>
      <InputNumber
        id={`${id}${name}`}
        min={name === 'leadHours' ? 0 : 1}
        max={name === 'leadHours' ? 720 : 60}
        precision={0}
        value={draft[name] ?? fallback}
        onChange={(value) => set({ [name]: value ?? fallback })}
      />
    </Field>
  )
  return (
    <>
      <div className="services-pair">
        <Field id={`${id}u`} label={t('settings.unit')}>
          <Select
            id={`${id}u`}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.unitId}
            onChange={(unitId: string | undefined) => set({ unitId: unitId ?? null })}
            options={units.map(({ id: value, name }) => ({ value, label: name }))}
          />
        </Field>
        <Field id={`${id}m`} label={t('settings.matter')} hint={t('settings.matterHint')}>
          <Input
            id={`${id}m`}
            maxLength={10}
            value={draft.matter.code}
            onChange={(e) => set({ matter: { ...draft.matter, code: e.target.value.trim() } })}
          />
        </Field>
      </div>
      <div className="services-pair">
        {number('leadHours', 24)}
        {number('aheadDays', 14)}
      </div>
      <p className="services-filters">
        <Checkbox
          checked={draft.asksPhone ?? false}
          onChange={(e) => set({ asksPhone: e.target.checked })}
        >
          {t('settings.asksPhone')}
        </Checkbox>
        <Checkbox
          checked={draft.onDaysOff ?? false}
          onChange={(e) => set({ onDaysOff: e.target.checked })}
        >
          {t('settings.onDaysOff')}
        </Checkbox>
      </p>
    </>
  )
}
