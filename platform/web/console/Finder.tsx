import { Input } from 'antd'
import {
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import { useTranslation } from 'react-i18next'

export interface FinderProps<T> {
  label: string
  text: string
  onText: (text: string) => void
  rows: readonly T[]
  keyOf: (row: T) => string
  line: (row: T) => ReactNode
  onChoose: (row: T) => void
  chosen?: string | undefined
  /** The rows still belong to earlier words: Enter is kept until those for these words are here. */
  waiting?: boolean
  /** What is written is what was chosen: nothing more is looked for, and Enter is the form's. */
  stands?: boolean
  placeholder?: string
  /** Said when nothing fits. */
  none: string
  /** The question could not be asked: whether anything fits is not known, and that is said instead. */
  failed?: boolean
  hint?: string
  autoFocus?: boolean
}

/**
 * Which row Enter takes: the one that was pointed at, else the first that answers the words. An
 * Enter that is faster than the answer counts once it is here, and never sends the form instead.
 */
function useTaking<T>(props: FinderProps<T>, rows: readonly T[]) {
  const { keyOf, text, waiting = false } = props
  const [pointed, setPointed] = useState<string | null>(null)
  const kept = useRef<string | null>(null)
  const found = rows.findIndex((row) => keyOf(row) === pointed)
  const here = Math.max(0, found)
  const row = rows[here]
  const isChosen = row !== undefined && keyOf(row) === props.chosen
  const take = useEffectEvent(() => {
    if (row !== undefined && !isChosen) props.onChoose(row)
  })
  useEffect(() => {
    if (waiting || kept.current === null) return
    if (kept.current === text) take()
    kept.current = null
  }, [text, waiting])
  const forget = () => (kept.current = null)
  const point = (i: number) => {
    const at = rows[i]
    forget()
    if (at !== undefined) setPointed(keyOf(at))
  }
  const enter = (event: KeyboardEvent) => {
    const early = waiting && found < 0 && text !== ''
    // Only where it has nothing to choose is Enter the form's.
    if (!early && (isChosen || (row === undefined && text === ''))) return
    event.preventDefault()
    if (early) kept.current = text
    else if (row !== undefined) props.onChoose(row)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      point(Math.min(rows.length - 1, Math.max(0, here + step)))
    } else if (event.key === 'Enter' && props.stands !== true) enter(event)
  }
  return { here, point, press, forget, restart: () => setPointed(null) }
}

function Failed() {
  const { t } = useTranslation('frame')
  return <small role="alert">{t('failed.find')}</small>
}

/** Type, arrow, Enter: a list under a field, open while it is of use, never over other things. */
export function Finder<T>(props: FinderProps<T>) {
  const { keyOf, stands = false } = props
  const rows = stands ? [] : props.rows
  const id = useId()
  const { here, point, press, forget, restart } = useTaking(props, rows)
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
          forget()
          restart()
          props.onText(event.target.value)
        }}
        onKeyDown={press}
        onBlur={forget}
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
              point(i)
              props.onChoose(row)
            }}
          >
            {props.line(row)}
          </li>
        ))}
      </ul>
      {rows.length === 0 &&
        props.text !== '' &&
        !stands &&
        (props.failed ? <Failed /> : <small>{props.none}</small>)}
      {props.hint !== undefined && <small>{props.hint}</small>}
    </div>
  )
}
