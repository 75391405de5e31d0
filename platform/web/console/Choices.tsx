import { Radio } from 'antd'

export interface ChoicesProps<V extends string> {
  label: string
  value: V | null
  values: readonly V[]
  say: (value: V) => string
  onChange: (value: V) => void
  /** Side by side as one control, or one below the other. */
  look?: 'button' | 'list'
  autoFocus?: boolean
}

/** One of a few, all in sight; arrows move between them. */
export function Choices<V extends string>(props: ChoicesProps<V>) {
  const { values, say } = props
  return (
    <Radio.Group
      aria-label={props.label}
      className={props.look === 'list' ? 'choices-list' : ''}
      optionType={props.look === 'button' ? 'button' : 'default'}
      value={props.value}
      onChange={(event) => {
        const chosen = values.find((v) => v === event.target.value)
        if (chosen !== undefined) props.onChange(chosen)
      }}
      options={values.map((value, i) => ({
        value,
        label: say(value),
        autoFocus: props.autoFocus === true && i === 0,
      }))}
    />
  )
}
