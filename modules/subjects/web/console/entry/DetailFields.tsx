import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '#platform/web/console/Dialog.tsx'
import { needs, organisationForms, type SubjectDetails } from '../../../contract/index.ts'
import { SubjectFinder } from '../SubjectFinder.tsx'
import type { Entry } from './draft.ts'
import type { EntryProps } from './EntryDialog.tsx'

type Of<K extends SubjectDetails['kind']> = Extract<Entry['details'], { kind: K }>

/** What is asked of a thing by its kind, and no more. */
export function DetailFields({ draft, set }: EntryProps) {
  const { details } = draft
  const change = (next: Entry['details']) => set({ details: next })
  switch (details.kind) {
    case 'shop':
      return <Shop of={details} onChange={change} />
    case 'organisation':
      return <Organisation of={details} onChange={change} />
    case 'household':
      return <Household of={details} onChange={change} />
    case 'dwelling':
      return <Dwelling of={details} onChange={change} />
    case 'building':
      return <Building of={details} onChange={change} />
    case 'person':
    default:
      return null
  }
}

interface Props<K extends SubjectDetails['kind']> {
  of: Of<K>
  onChange: (next: Of<K>) => void
}

function Text(props: {
  name: string
  value: string
  most: number
  code?: boolean
  onChange: (text: string) => void
}) {
  const { t } = useTranslation('subjects')
  const id = useId()
  return (
    <Field id={id} label={t(`field.${props.name}`)}>
      <Input
        id={id}
        className={props.code === true ? 'code' : ''}
        value={props.value}
        maxLength={props.most}
        onChange={(e) => props.onChange(e.target.value)}
      />
    </Field>
  )
}

function Count(props: {
  name: string
  value: number | null
  from: number
  to: number
  onChange: (count: number | null) => void
}) {
  const { t } = useTranslation('subjects')
  const id = useId()
  return (
    <Field id={id} label={t(`field.${props.name}`)}>
      <InputNumber
        id={id}
        value={props.value}
        min={props.from}
        max={props.to}
        precision={props.name === 'areaM2' ? 1 : 0}
        onChange={(value: number | null) => props.onChange(value)}
      />
    </Field>
  )
}

function Shop({ of, onChange }: Props<'shop'>) {
  return (
    <div className="subject-pair">
      <Text
        name="trade"
        value={of.trade ?? ''}
        most={60}
        onChange={(trade) => onChange({ ...of, trade })}
      />
      <Text
        name="block"
        value={of.block ?? ''}
        most={60}
        onChange={(block) => onChange({ ...of, block })}
      />
      <Text
        name="licence"
        code
        value={of.licence ?? ''}
        most={40}
        onChange={(licence) => onChange({ ...of, licence: licence || null })}
      />
    </div>
  )
}

function Organisation({ of, onChange }: Props<'organisation'>) {
  const { t } = useTranslation('subjects')
  const id = useId()
  return (
    <div className="subject-pair">
      <Text
        name="creditCode"
        code
        value={of.creditCode ?? ''}
        most={30}
        onChange={(creditCode) => onChange({ ...of, creditCode: creditCode || null })}
      />
      <Field id={id} label={t('field.form')}>
        <Select
          id={id}
          value={of.form ?? 'company'}
          onChange={(form: Of<'organisation'>['form']) => onChange({ ...of, form })}
          options={organisationForms.map((value) => ({ value, label: t(`form.${value}`) }))}
        />
      </Field>
    </div>
  )
}

function Household({ of, onChange }: Props<'household'>) {
  const { t } = useTranslation('subjects')
  return (
    <>
      <Count
        name="people"
        value={of.people ?? null}
        from={1}
        to={99}
        onChange={(people) => onChange({ ...of, people })}
      />
      <Field label={t('field.needs')} hint={t('needsHint')}>
        <Checkbox.Group
          value={of.needs ?? []}
          onChange={(next) => onChange({ ...of, needs: needs.filter((n) => next.includes(n)) })}
          options={needs.map((value) => ({ value, label: t(`need.${value}`) }))}
        />
      </Field>
    </>
  )
}

function Dwelling({ of, onChange }: Props<'dwelling'>) {
  const { t } = useTranslation('subjects')
  return (
    <>
      <SubjectFinder
        label={t('field.buildingId')}
        kinds={['building']}
        chosen={null}
        onChoose={(building) => onChange({ ...of, buildingId: building.id })}
      />
      <div className="subject-pair">
        <Text
          name="unit"
          value={of.unit ?? ''}
          most={20}
          onChange={(unit) => onChange({ ...of, unit })}
        />
        <Text
          name="room"
          value={of.room ?? ''}
          most={20}
          onChange={(room) => onChange({ ...of, room })}
        />
        <Count
          name="floor"
          value={of.floor ?? null}
          from={-5}
          to={200}
          onChange={(floor) => onChange({ ...of, floor })}
        />
        <Count
          name="areaM2"
          value={of.areaM2 ?? null}
          from={1}
          to={100_000}
          onChange={(areaM2) => onChange({ ...of, areaM2 })}
        />
      </div>
    </>
  )
}

function Building({ of, onChange }: Props<'building'>) {
  const fields = [
    ['storeys', 1, 200],
    ['units', 1, 100],
    ['builtYear', 1800, 2100],
  ] as const
  return (
    <div className="subject-pair">
      {fields.map(([name, from, to]) => (
        <Count
          key={name}
          name={name}
          value={of[name] ?? null}
          from={from}
          to={to}
          onChange={(value) => onChange({ ...of, [name]: value })}
        />
      ))}
    </div>
  )
}
