import { Button, Modal } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface ConfirmProps {
  open: boolean
  /** The verb: `派遣`, `Void the case`. */
  title: string
  /** What follows from it, one sentence each; read before the button. */
  consequences: readonly string[]
  verb: string
  danger?: boolean
  busy?: boolean
  off?: boolean
  onConfirm: () => void
  onClose: () => void
  children?: ReactNode
}

/** Consequences first, then what is still to be said, then the verb. Esc leaves everything as it was. */
export function Confirm(props: ConfirmProps) {
  const { t } = useTranslation('frame')
  const verb = useRef<HTMLButtonElement>(null)
  const { open, children } = props
  useEffect(() => {
    if (open && !children) setTimeout(() => verb.current?.focus(), 0)
  }, [open, children])
  return (
    <Modal
      open={open}
      title={props.title}
      onCancel={props.onClose}
      destroyOnHidden
      footer={[
        <Button key="no" onClick={props.onClose}>
          {t('confirm.leave')}
        </Button>,
        <Button
          key="yes"
          ref={verb}
          type="primary"
          danger={props.danger ?? false}
          loading={props.busy ?? false}
          disabled={props.off ?? false}
          onClick={props.onConfirm}
        >
          {props.verb}
        </Button>,
      ]}
    >
      <ul className="consequences">
        {props.consequences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {children}
    </Modal>
  )
}
