import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { QrCode } from '#platform/web/QrCode.tsx'
import { readDistrict } from '../../phone/reach.ts'
import './slip.css'

export interface Slip {
  shortCode: string
  /** The page of the report, as the code on the paper opens it. */
  followPath: string
  receivePromise: string | null
}

/** Prints what somebody without a phone takes home: the short code, the promise, whom to ring, a code to scan. */
export function PrintSlip({ slip }: { slip: Slip }) {
  const { t } = useTranslation('slip')
  const [printing, setPrinting] = useState(false)
  return (
    <>
      <Button size="small" className="no-print" onClick={() => setPrinting(true)}>
        {t('slip.print')}
      </Button>
      {printing &&
        createPortal(<Paper slip={slip} onDone={() => setPrinting(false)} />, document.body)}
    </>
  )
}

/** Stands on the paper alone: nothing else of the page is printed while it is there. */
function Paper({ slip, onDone }: { slip: Slip; onDone: () => void }) {
  const { t } = useTranslation('slip')
  const time = useTime()
  const { districtId, districtName } = useConsoleSetting()
  const [printedAt] = useState(() => new Date().toISOString())
  const district = useQuery({
    queryKey: ['public district', districtId],
    queryFn: () => readDistrict(districtId),
    staleTime: Infinity,
  })
  const { isPending } = district
  useEffect(() => {
    if (isPending) return undefined
    addEventListener('afterprint', onDone, { once: true })
    print()
    return () => removeEventListener('afterprint', onDone)
  }, [isPending, onDone])
  const telephone = district.data?.telephone ?? ''
  return (
    <article className="slip" aria-label={t('slip.title')}>
      <h1>{t('slip.title')}</h1>
      <p className="slip-code">{slip.shortCode}</p>
      {slip.receivePromise !== null && (
        <p>{t('slip.promise', { at: time.at(slip.receivePromise) })}</p>
      )}
      <div className="slip-ways">
        <QrCode text={new URL(slip.followPath, location.origin).href} label={t('slip.scan')} />
        <ul>
          <li>{t('slip.scan')}</li>
          {telephone !== '' && <li>{t('slip.ring', { telephone })}</li>}
          <li>{t('slip.ask')}</li>
        </ul>
      </div>
      <p className="slip-foot">
        {districtName} · {time.at(printedAt)}
      </p>
    </article>
  )
}
