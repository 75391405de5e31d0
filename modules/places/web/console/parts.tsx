import { Alert, Button } from 'antd'
import { useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import type { Say } from '#platform/web/console/say.ts'

/** A label above its control; the hint below says what is right, the error what is wrong. */
export function Labelled(props: {
  label: string
  hint?: string
  error?: string | null
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <div className="act-field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
      {props.error ? (
        <small role="alert" className="places-wrong">
          {props.error}
        </small>
      ) : (
        props.hint !== undefined && <small>{props.hint}</small>
      )}
    </div>
  )
}

/** What the server refused, in its own words. */
export function sayError(error: unknown, t: Say<'placesConsole'>): string {
  if (!(error instanceof CallError)) return t('error.unknown')
  return t([`error.${error.code}`, 'error.unknown'], error.details)
}

export function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('placesConsole')
  return error ? <Alert type="error" showIcon title={sayError(error, t)} /> : null
}

/** Opens a file and hands on its text. */
export function FileButton(props: {
  label: string
  accept: string
  busy?: boolean
  onText: (text: string, name: string) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={props.accept}
        aria-label={props.label}
        className="places-file"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void file.text().then((text) => props.onText(text, file.name))
        }}
      />
      <Button loading={props.busy ?? false} onClick={() => input.current?.click()}>
        {props.label}
      </Button>
    </>
  )
}
