import { Input, Switch, type InputProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { Row, useFields, type Fields } from './fields.tsx'
import type { Trouble } from './saving.ts'

/** What is being filled in: its values, how to change them, and what the server said of them. */
export interface Form<D> {
  draft: D
  set: (change: Partial<D>) => void
  fields: Fields
  disabled: boolean
}

export function useDraft<D>(first: () => D): [D, (change: Partial<D>) => void] {
  const [draft, setDraft] = useState(first)
  return [draft, (change) => setDraft((before) => ({ ...before, ...change }))]
}

export function useForm<D>(
  [draft, set]: [D, (change: Partial<D>) => void],
  trouble: Trouble | null,
  disabled = false,
): Form<D> {
  return { draft, set, fields: useFields(trouble), disabled }
}

/** Only these columns of a row: what a form keeps and sends. */
export const pick = <T extends object, K extends keyof T>(row: T, names: readonly K[]) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made of exactly these names
  Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<T, K>

/** Emptied is none. */
export const orNull = (text: string | null): string | null => text?.trim() || null

type TextNames<D> = {
  [K in keyof D]: D[K] extends string | null | undefined ? K : never
}[keyof D] &
  string

interface TextRowProps<D> extends Omit<InputProps, 'form' | 'name' | 'value' | 'onChange'> {
  form: Form<D>
  name: TextNames<D>
  label: string
  hint?: ReactNode
  /** Several lines. */
  long?: boolean
}

/** A line of text, or several, with its label and what is wrong with it. */
export function TextRow<D>({ form, name, label, hint, long = false, ...rest }: TextRowProps<D>) {
  const { fields, draft, set, disabled } = form
  const value = draft[name]
  const input = {
    disabled,
    ...fields.input(name),
    value: typeof value === 'string' ? value : '',
    onChange: (event: { target: { value: string } }) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names are those of texts
      set({ [name]: event.target.value } as Partial<D>),
  }
  return (
    <Row {...fields.row(name)} label={label} hint={hint}>
      {long ? (
        <Input.TextArea
          {...input}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={rest.maxLength ?? 4000}
        />
      ) : (
        <Input {...input} {...rest} />
      )}
    </Row>
  )
}

/** A calendar day in the language of the page, with its label and what is wrong with it. */
export function DayRow<D>(props: {
  form: Form<D>
  name: keyof D & string
  label: string
  hint?: ReactNode
  min?: string
  clearable?: boolean
}) {
  const { form, name, label, hint, min, clearable = false } = props
  const { fields, draft, set, disabled } = form
  const { id } = fields.input(name)
  const value = draft[name]
  return (
    <Row {...fields.row(name)} label={label} hint={hint}>
      <DayPicker
        id={id}
        min={min}
        disabled={disabled}
        clearable={clearable}
        value={typeof value === 'string' ? value : ''}
        onChange={(day) =>
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names are those of texts
          set({ [name]: day } as Partial<D>)
        }
      />
    </Row>
  )
}

/** In use or not; a row that is new has no such switch. */
export function ActiveRow(props: {
  form: Form<{ active: boolean }>
  label: string
  hint?: string
}) {
  const { fields, draft, set, disabled } = props.form
  return (
    <Row {...fields.row('active')} label={props.label} hint={props.hint}>
      <Switch
        id={fields.input('active').id}
        checked={draft.active}
        disabled={disabled}
        onChange={(active) => set({ active })}
      />
    </Row>
  )
}
