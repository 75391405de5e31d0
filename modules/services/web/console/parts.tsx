import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'

/** A field with its name above and what helps to fill it below. */
export function Field(props: { id?: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="services-field">
      {props.id === undefined ? (
        <span>{props.label}</span>
      ) : (
        <label htmlFor={props.id}>{props.label}</label>
      )}
      {props.children}
      {props.hint !== undefined && <small>{props.hint}</small>}
    </div>
  )
}

/** What the server said no to, in its sentence. */
export function Trouble({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('said')
  if (!error) return null
  const code = error instanceof CallError ? error.code : ''
  const known = i18n.exists(`error.${code}`, { ns: 'said' })
  return (
    <p className="services-trouble" role="alert">
      {known ? t(`error.${code}`) : t('error.other', { code })}
    </p>
  )
}
