import { Input, Modal } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '../call.ts'
import './dialog.css'

export interface SaveDialogProps {
  title: string
  /** What its one button does. */
  verb: string
  leave: string
  /** Whether what was filled in is enough. */
  ready: boolean
  saving: { isPending: boolean; error: unknown }
  onSave: () => void
  onClose: () => void
  width?: number
  /** What it does cannot be taken back. */
  danger?: boolean
  children: ReactNode
}

/** A dialog that saves one thing; what the server said no to stands on its top. */
export function SaveDialog(props: SaveDialogProps) {
  const {
    title,
    verb,
    leave,
    ready,
    saving,
    onSave,
    onClose,
    width,
    danger = false,
    children,
  } = props
  return (
    <Modal
      open
      {...(width === undefined ? {} : { width })}
      title={title}
      okText={verb}
      cancelText={leave}
      okButtonProps={{ danger, disabled: !ready, loading: saving.isPending }}
      onOk={onSave}
      onCancel={onClose}
    >
      <Trouble error={saving.error} />
      {children}
    </Modal>
  )
}

export interface FieldProps {
  id?: string
  label: string
  hint?: string | undefined
  children: ReactNode
}

/** A field with its name above and what helps to fill it below. */
export function Field({ id, label, hint, children }: FieldProps) {
  return (
    <div className="act-field dialog-field">
      {id === undefined ? (
        <span className="dialog-label">{label}</span>
      ) : (
        <label htmlFor={id}>{label}</label>
      )}
      {children}
      {hint !== undefined && <small>{hint}</small>}
    </div>
  )
}

interface LineFieldProps {
  label: string
  value: string
  most: number
  onChange: (value: string) => void
}

/** A field for one line of words. */
export function LineField({ label, value, most, onChange }: LineFieldProps) {
  const id = useId()
  return (
    <Field id={id} label={label}>
      <Input
        id={id}
        value={value}
        maxLength={most}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}

/** What the server said no to, in its sentence. */
export function Trouble({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('said')
  if (!error) return null
  const code = error instanceof CallError ? error.code : ''
  const known = i18n.exists(`error.${code}`, { ns: 'said' })
  return (
    <p className="dialog-trouble" role="alert">
      {known ? t(`error.${code}`) : t('error.other', { code })}
    </p>
  )
}
