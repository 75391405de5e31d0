import { Input } from 'antd'
import { Field } from '../beside/Small.tsx'

/** The calendar day so many days from now, as a date field writes it. */
export const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A day ahead, by the browser's own calendar: keyboard, voice and phone know it. */
export function DayField(props: {
  label: string
  value: string
  most?: number
  onChange: (day: string) => void
}) {
  return (
    <Field label={props.label}>
      {(id) => (
        <Input
          id={id}
          type="date"
          min={inDays(1)}
          {...(props.most === undefined ? {} : { max: inDays(props.most) })}
          value={props.value}
          onChange={(e) => props.onChange(e.target.value)}
        />
      )}
    </Field>
  )
}
