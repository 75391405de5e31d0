import { Button, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { Field } from '../beside/Small.tsx'
import { useHands, useUnits } from '../others.ts'
import { DayField, inDays } from '../parked/DayField.tsx'

export interface StepDraft {
  id: string
  title: string
  unitId: string
  personId: string | null
  dueOn: string
}

export const newStep = (days = 7): StepDraft => ({
  id: newId(),
  title: '',
  unitId: '',
  personId: null,
  dueOn: inDays(days),
})

export const isReady = (step: StepDraft) => step.title.trim() !== '' && step.unitId !== ''

/** The steps of a plan while it is written: what, which unit, who, by when. */
export function StepsFields(props: {
  steps: readonly StepDraft[]
  onChange: (steps: StepDraft[]) => void
}) {
  const { t } = useTranslation('plans')
  const { steps, onChange } = props
  const set = (id: string, to: Partial<StepDraft>) =>
    onChange(steps.map((s) => (s.id === id ? { ...s, ...to } : s)))
  return (
    <>
      {steps.map((step, index) => (
        <fieldset key={step.id} className="plan-step-fields">
          <legend>{t('step', { n: index + 1 })}</legend>
          <OneStep step={step} onChange={(to) => set(step.id, to)} />
          {steps.length > 1 && (
            <Button
              size="small"
              type="text"
              onClick={() => onChange(steps.filter((s) => s.id !== step.id))}
            >
              {t('step.remove')}
            </Button>
          )}
        </fieldset>
      ))}
      <Button onClick={() => onChange([...steps, newStep(7 * (steps.length + 1))])}>
        {t('step.add')}
      </Button>
    </>
  )
}

export function OneStep(props: { step: StepDraft; onChange: (to: Partial<StepDraft>) => void }) {
  const { t } = useTranslation('plans')
  const { step, onChange } = props
  const units = useUnits()
  const people = useHands(step.unitId === '' ? null : step.unitId)
  return (
    <>
      <Field label={t('step.title')}>
        {(id) => (
          <Input
            id={id}
            maxLength={300}
            value={step.title}
            onChange={(e) => onChange({ title: e.target.value })}
          />
        )}
      </Field>
      <div className="act-pair">
        <Field label={t('step.unit')}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={step.unitId || null}
              onChange={(unitId: string) => onChange({ unitId, personId: null })}
              options={(units.data ?? []).map((u) => ({ value: u.id, label: u.name }))}
            />
          )}
        </Field>
        <Field label={t('step.person')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              disabled={step.unitId === ''}
              value={step.personId}
              onChange={(personId: string | undefined) => onChange({ personId: personId ?? null })}
              options={people}
            />
          )}
        </Field>
        <DayField
          label={t('step.due')}
          value={step.dueOn}
          onChange={(dueOn) => onChange({ dueOn })}
        />
      </div>
    </>
  )
}
