import { Button } from 'antd'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Key } from '#platform/web/console/keys.tsx'
import type { CaseAction } from '../../../contract/index.ts'
import { dangerous } from '../shown.ts'

export interface FormFrameProps {
  action: CaseAction
  /** What follows, read before the button. */
  consequence?: string
  ready?: boolean
  busy: boolean
  onSend: () => void
  onClose: () => void
  children?: ReactNode
}

/** The frame of an action: its name, its fields, what follows, its verb. Ctrl+Enter sends, Esc leaves. */
export function FormFrame(props: FormFrameProps) {
  const { t } = useTranslation('console')
  const ready = props.ready !== false && !props.busy
  const form = useRef<HTMLFormElement>(null)
  // Whoever works without a mouse is in the form as soon as it stands there.
  useEffect(() => {
    const own = form.current
    if (own && !own.contains(document.activeElement))
      own.querySelector<HTMLElement>('input, textarea, select, button')?.focus()
  }, [])
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation()
      props.onClose()
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) {
      event.preventDefault()
      props.onSend()
    }
  }
  return (
    <form
      ref={form}
      className="act"
      aria-label={t(`action.${props.action}`)}
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) props.onSend()
      }}
    >
      <h3>{t(`action.${props.action}`)}</h3>
      {props.children}
      {props.consequence !== undefined && <p className="act-then">{props.consequence}</p>}
      <p className="act-verbs">
        <Button
          type="primary"
          htmlType="submit"
          danger={dangerous.has(props.action)}
          disabled={!ready}
          loading={props.busy}
        >
          {t(`action.${props.action}`)}
        </Button>
        <Button onClick={props.onClose}>{t('act.leave')}</Button>
        <small className="act-hint">
          <Key name="Ctrl" /> <Key name="Enter" />
        </small>
      </p>
    </form>
  )
}

/** A labelled field; the label is a real one. */
export function Labelled(props: { id: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="act-field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.hint !== undefined && <small>{props.hint}</small>}
    </div>
  )
}
