import { Button, Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** What is taken out with a reason: it is asked first, and written down by the server. */
export function ReasonVerb(props: { verb: string; then: string; path: string; size?: 'small' }) {
  const { verb, then, path, size } = props
  const { t } = useTranslation('enforcement')
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const id = useId()
  const take = () => {
    location.assign(`${path}?${new URLSearchParams({ reason: reason.trim() })}`)
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
