import { useId, type ComponentProps, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '../i18n.ts'
import { Glyph } from './Glyph.tsx'
import './Field.css'

interface Around {
  label: string
  /** Why we ask, or what to write. */
  hint?: ReactNode
  /** What is wrong and how to mend it. */
  error?: string | undefined
  optional?: boolean
}

export type FieldProps = Around & Omit<ComponentProps<'input'>, 'id'>
export type TextAreaProps = Around & Omit<ComponentProps<'textarea'>, 'id'>

export function Field({ label, hint, error, optional, ...input }: FieldProps) {
  const id = useId()
  return (
    <Frame id={id} {...{ label, hint, error, optional }}>
      <input {...input} id={id} {...described(id, hint, error)} className="field-box" />
      {input.type === 'date' && typeof input.value === 'string' && <DaySaid day={input.value} />}
    </Frame>
  )
}

/** Browsers write a day in their own language and order; here it is said once more in the page's. */
function DaySaid({ day }: { day: string }) {
  const { i18n } = useTranslation('platform')
  const at = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(at)) return null
  const locale = languageOf(i18n) === 'en' ? 'en-GB' : 'zh-CN'
  const said = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' })
  return <small className="field-day">{said.format(at)}</small>
}

/** Grows with what is written where the browser can, and shows the count near its end. */
export function TextArea({ label, hint, error, optional, ...area }: TextAreaProps) {
  const id = useId()
  const length = typeof area.value === 'string' ? area.value.length : 0
  const near = area.maxLength !== undefined && length > area.maxLength * 0.8
  return (
    <Frame id={id} {...{ label, hint, error, optional }}>
      <textarea
        rows={3}
        {...area}
        id={id}
        {...described(id, hint, error)}
        className="field-box field-area"
      />
      {near && (
        <small className="field-count">
          {length} / {area.maxLength}
        </small>
      )}
    </Frame>
  )
}

const described = (id: string, hint: ReactNode, error: string | undefined) => ({
  'aria-invalid': error !== undefined,
  'aria-describedby':
    [hint !== undefined && `${id}h`, error !== undefined && `${id}e`].filter(Boolean).join(' ') ||
    undefined,
})

function Frame(props: {
  id: string
  label: string
  hint: ReactNode
  error: string | undefined
  optional: boolean | undefined
  children: ReactNode
}) {
  const { t } = useTranslation('platform')
  return (
    <div className="field" data-wrong={props.error !== undefined}>
      <label htmlFor={props.id}>
        {props.label}
        {props.optional === true && <small className="field-optional">{t('optional')}</small>}
      </label>
      {props.children}
      {props.error !== undefined && (
        <p id={`${props.id}e`} className="field-error" role="alert">
          <Glyph name="danger" size={18} />
          {props.error}
        </p>
      )}
      {props.hint !== undefined && (
        <p id={`${props.id}h`} className="field-hint">
          {props.hint}
        </p>
      )}
    </div>
  )
}
