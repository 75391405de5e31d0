import { Input } from 'antd'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'

export interface FinderProps<T> {
  label: string
  text: string
  onText: (text: string) => void
  rows: readonly T[]
  keyOf: (row: T) => string
  line: (row: T) => ReactNode
  onChoose: (row: T) => void
  chosen?: string | undefined
  placeholder?: string
  /** Said when nothing fits. */
  none: string
  hint?: string
  autoFocus?: boolean
}

/** Type, arrow, Enter: a list under a field, open while it is of use, never over other things. */
export function Finder<T>(props: FinderProps<T>) {
  const { rows, keyOf, onChoose } = props
  const id = useId()
  const [at, setAt] = useState(0)
  const here = Math.min(at, Math.max(0, rows.length - 1))
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const row = rows[here]
    if (step !== undefined) {
      event.preventDefault()
      setAt(Math.min(rows.length - 1, Math.max(0, here + step)))
    } else if (event.key === 'Enter' && row !== undefined && keyOf(row) !== props.chosen) {
      event.preventDefault()
      onChoose(row)
    }
  }
  return (
    <div className="finder">
      <label htmlFor={id}>{props.label}</label>
      <Input
        id={id}
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={`${id}l`}
        aria-autocomplete="list"
        {...(rows.length > 0 ? { 'aria-activedescendant': `${id}o${here}` } : {})}
        autoFocus={props.autoFocus ?? false}
        autoComplete="off"
        value={props.text}
        placeholder={props.placeholder ?? ''}
        onChange={(event) => {
          setAt(0)
          props.onText(event.target.value)
        }}
        onKeyDown={press}
      />
      <ul id={`${id}l`} role="listbox" aria-label={props.label} className="finder-list">
        {rows.map((row, i) => (
          <li
            key={keyOf(row)}
            id={`${id}o${i}`}
            role="option"
            aria-selected={keyOf(row) === props.chosen}
            data-here={i === here}
            onPointerDown={(event) => {
              event.preventDefault()
              setAt(i)
              onChoose(row)
            }}
          >
            {props.line(row)}
          </li>
        ))}
      </ul>
      {rows.length === 0 && props.text !== '' && <small>{props.none}</small>}
      {props.hint !== undefined && <small>{props.hint}</small>}
    </div>
  )
}
