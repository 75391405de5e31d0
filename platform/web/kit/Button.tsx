import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { Glyph, type GlyphName } from './Glyph.tsx'
import './Button.css'

export interface ButtonProps extends ComponentProps<'button'> {
  look?: 'primary' | 'quiet' | 'danger'
  /** The act is under way: the button keeps its place and width, says so, and takes no second press. */
  busy?: boolean
  wide?: boolean
  glyph?: GlyphName
}

export function Button(props: ButtonProps) {
  const { look = 'primary', busy = false, wide = false, glyph, children, onClick, ...rest } = props
  const { t } = useTranslation('platform')
  return (
    <button
      type="button"
      {...rest}
      className="button"
      data-look={look}
      data-wide={wide}
      aria-busy={busy}
      aria-disabled={busy}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {glyph && <Glyph name={glyph} size={20} />}
      <span>{children}</span>
      {busy && (
        <span className="button-busy" role="status">
          <span className="unseen">{t('busy')}</span>
        </span>
      )}
    </button>
  )
}

export interface ChoiceProps<Value extends string> {
  /** The question; it names the pair for those who cannot see it. */
  question: string
  options: readonly [ChoiceOption<Value>, ChoiceOption<Value>]
  value?: Value | null
  onChoose: (value: Value) => void
  disabled?: boolean
}

export interface ChoiceOption<Value extends string> {
  value: Value
  label: string
  hint?: string
}

/** Two large buttons for a question with two answers. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  return (
    <fieldset className="choice">
      <legend>{props.question}</legend>
      <div className="choice-pair">
        {props.options.map((option) => (
          <button
            key={option.value}
            type="button"
            className="choice-one"
            aria-pressed={props.value === option.value}
            disabled={props.disabled}
            onClick={() => props.onChoose(option.value)}
          >
            <span className="choice-mark" aria-hidden="true">
              {props.value === option.value && <Glyph name="check" size={20} />}
            </span>
            <strong>{option.label}</strong>
            {option.hint !== undefined && <small>{option.hint}</small>}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
