import { Button, Input } from 'antd'
import { useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

export interface OrderedLinesProps {
  label: string
  id: string
  values: readonly string[]
  maxLength: number
  onChange: (values: string[]) => void
}

/** What is left of lines when nothing empty is kept. */
export const filledLines = (values: readonly string[]): string[] =>
  values.map((v) => v.trim()).filter((v) => v !== '')

/** The list with one line moved; past its ends nothing moves. */
export function moved<V>(values: readonly V[], from: number, to: number): V[] {
  if (to < 0 || to >= values.length) return [...values]
  const rest = values.toSpliced(from, 1)
  return rest.toSpliced(to, 0, ...values.slice(from, from + 1))
}

/** Lines in an order: Enter adds one below, Alt with the arrows moves one, emptied ones go. */
export function OrderedLines({ label, id, values, maxLength, onChange }: OrderedLinesProps) {
  const { t } = useTranslation('catalogueConsole')
  const list = useRef<HTMLOListElement>(null)
  const lines = values.length > 0 ? values : ['']
  const focus = (index: number) =>
    setTimeout(() => list.current?.querySelectorAll('textarea')[index]?.focus(), 0)
  const move = (from: number, to: number) => {
    onChange(moved(lines, from, to))
    if (to >= 0 && to < lines.length) focus(to)
  }
  const press = (event: KeyboardEvent, index: number) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onChange(lines.toSpliced(index + 1, 0, ''))
      focus(index + 1)
    }
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      move(index, index + (event.key === 'ArrowUp' ? -1 : 1))
    }
  }
  return (
    <ol className="lines" ref={list} aria-label={label}>
      {lines.map((line, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line is its place
        <li key={index}>
          <Input.TextArea
            id={index === 0 ? id : undefined}
            aria-label={t('lines.line', { label, number: index + 1 })}
            autoSize={{ minRows: 1, maxRows: 4 }}
            value={line}
            maxLength={maxLength}
            onKeyDown={(e) => press(e, index)}
            onChange={(e) => onChange(lines.with(index, e.target.value))}
          />
          <Button
            size="small"
            disabled={index === 0}
            aria-label={t('lines.up', { number: index + 1 })}
            onClick={() => move(index, index - 1)}
          >
            ↑
          </Button>
          <Button
            size="small"
            disabled={index === lines.length - 1}
            aria-label={t('lines.down', { number: index + 1 })}
            onClick={() => move(index, index + 1)}
          >
            ↓
          </Button>
          <Button
            size="small"
            aria-label={t('lines.remove', { number: index + 1 })}
            onClick={() => onChange(lines.toSpliced(index, 1))}
          >
            ×
          </Button>
        </li>
      ))}
      <li className="lines-add">
        <Button
          size="small"
          onClick={() => {
            onChange([...lines, ''])
            focus(lines.length)
          }}
        >
          {t('lines.add')}
        </Button>
      </li>
    </ol>
  )
}
