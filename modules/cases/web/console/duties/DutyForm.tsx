import { Button, Input, Select } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutyChanging } from './queries.ts'
import { takeFocus } from '../beside/BringIn.tsx'
import { sayRefusal } from './words.ts'

export interface DutyFormProps {
  name: string
  verb: string
  consequence?: string
  ready: boolean
  changing: DutyChanging
  onSend: () => void
  onLeave: () => void
  children: ReactNode
}

/** The frame of what is begun between units: fields, what follows, its verb, and why it was refused. */
export function DutyForm(props: DutyFormProps) {
  const { t } = useTranslation('duties')
  const { changing } = props
  return (
    <form
      ref={takeFocus}
      className="act duty-form"
      aria-label={props.name}
      onSubmit={(event) => {
        event.preventDefault()
        if (props.ready && !changing.isPending) props.onSend()
      }}
    >
      {props.children}
      {props.consequence !== undefined && <p className="act-then">{props.consequence}</p>}
      {changing.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, changing.error)}
        </p>
      )}
      <p className="act-verbs">
        <Button
          type="primary"
          htmlType="submit"
          disabled={!props.ready}
          loading={changing.isPending}
        >
          {props.verb}
        </Button>
        <Button onClick={props.onLeave}>{t('leave')}</Button>
      </p>
    </form>
  )
}

/** Words with a real label. */
export function WordsField(props: {
  label: string
  hint?: string
  value: string
  onChange: (words: string) => void
}) {
  const id = useId()
  return (
    <div className="act-field">
      <label htmlFor={id}>{props.label}</label>
      <Input.TextArea
        id={id}
        rows={2}
        maxLength={2000}
        value={props.value}
        {...(props.hint === undefined ? {} : { placeholder: props.hint })}
        onChange={(e) => props.onChange(e.target.value)}
      />
    </div>
  )
}

interface UnitFieldProps {
  label: string
  units: readonly { id: string; name: string }[]
}

/** One unit by name. */
export function UnitField(
  props: UnitFieldProps & { value: string; onChange: (id: string) => void },
) {
  const id = useId()
  return (
    <div className="act-field">
      <label htmlFor={id}>{props.label}</label>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        value={props.value || null}
        onChange={(next: string) => props.onChange(next)}
        options={props.units.map((u) => ({ value: u.id, label: u.name }))}
      />
    </div>
  )
}

/** Several units, or none. */
export function UnitsField(
  props: UnitFieldProps & { value: readonly string[]; onChange: (ids: string[]) => void },
) {
  const id = useId()
  return (
    <div className="act-field">
      <label htmlFor={id}>{props.label}</label>
      <Select
        id={id}
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        value={[...props.value]}
        onChange={(next: string[]) => props.onChange(next)}
        options={props.units.map((u) => ({ value: u.id, label: u.name }))}
      />
    </div>
  )
}
