import { Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface ReasonVerbProps {
  verb: string
  then: string
  onReason: (reason: string) => void
  size?: 'small'
}

/** A file from this address, fetched by the browser with the reason. */
export const fetchedFrom = (path: string) => (reason: string) =>
  location.assign(`${path}?${new URLSearchParams({ reason })}`)

/** What is done with a reason: it is asked first, and written down by the server. */
export function ReasonVerb({ verb, then, onReason, size }: ReasonVerbProps) {
  const { t } = useTranslation('enforcement')
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const id = useId()
  const take = () => {
    onReason(reason.trim())
    setOpen(false)
  }
  return (
    <>
      <Button className="no-print" {...(size ? { size } : {})} onClick={() => setOpen(true)}>
        {verb}
      </Button>
      <Modal
        open={open}
        title={verb}
        okText={verb}
        cancelText={t('leave')}
        okButtonProps={{ disabled: reason.trim() === '' }}
        onOk={take}
        onCancel={() => setOpen(false)}
      >
        <div className="act-field">
          <label htmlFor={id}>{t('export.why')}</label>
          <Input
            id={id}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <small className="quiet">{then}</small>
        </div>
      </Modal>
    </>
  )
}
