import { useState } from 'react'
import type { Receipt } from '#modules/cases/contract/report.ts'
import { Button, Strip } from '#platform/web/kit/index.ts'
import { DistrictFrame, useDistrict } from '../phone/DistrictFrame.tsx'
import { useGo } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { DangerCalls } from './DangerAsk.tsx'
import { clearAcknowledged, type Danger } from './draft.ts'

export interface ReceiptPageProps {
  districtId: string
  receipt: Receipt
  danger: Danger | null
}

const linkTo = (districtId: string, shortCode: string, key: string) =>
  `${location.origin}/${districtId}/follow/${shortCode}?key=${encodeURIComponent(key)}`

/** The number, the promise, a link to keep. */
export function ReceiptPage({ districtId, receipt, danger }: ReceiptPageProps) {
  const { data: district } = useDistrict(districtId)
  const { t, say } = useSpeech(district?.timeZone)
  const navigate = useGo()
  const go = (to: string) => {
    clearAcknowledged(districtId)
    navigate(to)
  }
  const { shortCode, receivePromise, estimated } = receipt
  const promise = receivePromise
    ? t(estimated ? 'receipt.estimated' : 'receipt.promise', { at: say(receivePromise) })
    : t('receipt.noPromise')
  return (
    <DistrictFrame
      districtId={districtId}
      foot={
        <Button wide onClick={() => go(`/${districtId}/follow/${shortCode}`)}>
          {t('receipt.see')}
        </Button>
      }
    >
      <div className="step">
        {danger && <DangerCalls districtId={districtId} danger={danger} />}
        <h1>{t('receipt.title')}</h1>
        <p className="receipt-promise">{promise}</p>
        <dl className="receipt-code">
          <dt>{t('receipt.number')}</dt>
          <dd>{shortCode}</dd>
          <dd className="quiet">{t('receipt.long', { number: receipt.number })}</dd>
        </dl>
        <KeepLink
          own={linkTo(districtId, shortCode, receipt.ownKey)}
          look={linkTo(districtId, shortCode, receipt.lookKey)}
        />
        <Button wide look="quiet" onClick={() => go(`/${districtId}`)}>
          {t('receipt.home')}
        </Button>
      </div>
    </DistrictFrame>
  )
}

function KeepLink({ own, look }: { own: string; look: string }) {
  const { t } = useSpeech()
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied('yes')
    } catch {
      setCopied('failed')
    }
  }
  const share = async () => {
    if (!('share' in navigator)) return copy(look)
    // Closing the sheet of the phone is no failure.
    await navigator.share({ text: t('receipt.shareText'), url: look }).catch(() => undefined)
  }
  return (
    <section className="card keep">
      <h2>{t('receipt.keep')}</h2>
      <p className="quiet">{t('receipt.keepWhy')}</p>
      <p className="keep-link">{own}</p>
      <div className="pair">
        <Button onClick={() => void copy(own)}>{t('receipt.copy')}</Button>
        <Button look="quiet" onClick={() => void share()}>
          {t('receipt.share')}
        </Button>
      </div>
      {copied !== 'no' && (
        <Strip tone={copied === 'yes' ? 'done' : 'warn'}>
          {t(copied === 'yes' ? 'receipt.copied' : 'receipt.copyFailed')}
        </Strip>
      )}
    </section>
  )
}
