import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { Field } from '../beside/Small.tsx'

/** The calendar day so many days from now, as a date field writes it. */
export const inDays = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** A day ahead. */
export function DayField(props: {
  label: string
  value: string
  most?: number
  onChange: (day: string) => void
}) {
  return (
    <Field label={props.label}>
      {(id) => (
        <DayPicker
          id={id}
          min={inDays(1)}
          max={props.most === undefined ? undefined : inDays(props.most)}
          value={props.value}
          onChange={props.onChange}
        />
      )}
    </Field>
  )
}
