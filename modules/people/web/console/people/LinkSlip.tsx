import { App, Button, Input, QRCode } from 'antd'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import './slip.css'

interface LinkSlipProps {
  person: { name: string; email: string | null }
  link: { token: string; expiresAt: string }
}

/** A one-time link, to be sent or printed now: it is nowhere else and cannot be shown again. */
export function LinkSlip({ person, link }: LinkSlipProps) {
  const { t } = useTranslation('peopleConsole')
  const { message } = App.useApp()
  const { districtName } = useConsoleSetting()
  const time = useTime()
  const address = `${location.origin}/sign-in/${link.token}`
  const until = t('slip.until', { at: time.at(link.expiresAt) })
  const mail = [t('slip.title', { district: districtName }), address, until].join('\n')
  return (
    <div className="slip" role="status">
      <p>{t('slip.once')}</p>
      <Input
        readOnly
        value={address}
        aria-label={t('slip.link')}
        onFocus={(e) => e.target.select()}
      />
      <p className="sheet-verbs">
        <Button
          size="small"
          onClick={() =>
            void copy(address).then((done) =>
              message.info(t(done ? 'slip.copied' : 'slip.copyByHand')),
            )
          }
        >
          {t('slip.copy')}
        </Button>
        <Button size="small" onClick={printSlip}>
          {t('slip.print')}
        </Button>
        {person.email !== null && (
          <Button size="small" href={mailto(person.email, t('slip.subject'), mail)}>
            {t('slip.mail')}
          </Button>
        )}
        <small>{until}</small>
      </p>
      {createPortal(
        <article className="slip-print" aria-hidden="true">
          <h1>{t('slip.title', { district: districtName })}</h1>
          <p>{t('slip.for', { name: person.name })}</p>
          <QRCode
            type="svg"
            value={address}
            size={220}
            bordered={false}
            color="#000"
            bgColor="#fff"
          />
          <p>{t('slip.scan')}</p>
          <p className="code">{address}</p>
          <p>{until}</p>
        </article>,
        document.body,
      )}
    </div>
  )
}

/** A letter in one's own mail program: the link passes through nothing of ours that keeps it. */
const mailto = (to: string, subject: string, body: string) =>
  `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Without TLS browsers keep the clipboard shut; the field is there to copy from by hand.
    return false
  }
}

/** Prints the slip alone: the style sheet hides everything else while the mark is set. */
function printSlip(): void {
  const { dataset } = document.documentElement
  dataset['print'] = 'slip'
  try {
    window.print()
  } finally {
    delete dataset['print']
  }
}
