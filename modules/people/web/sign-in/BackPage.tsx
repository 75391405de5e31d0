import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { providerContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Skeleton, Strip } from '#platform/web/kit/index.ts'
import { useEntering } from './after-sign-in.ts'
import { CodeStep } from './CodeStep.tsx'
import { Door } from './Door.tsx'
import { providerTrouble } from './Providers.tsx'

/** Where a provider sends people back to: hands its answer on once, and goes in or says why not. */
export function BackPage() {
  const { t } = useTranslation('sign-in')
  const { entering, ticket } = useEntering(() =>
    call(providerContract.backFromProvider, { body: { query: location.search } }),
  )
  const { mutate } = entering
  const sent = useRef(false)
  useEffect(() => {
    if (sent.current) return
    sent.current = true
    mutate()
  }, [mutate])
  if (ticket !== null)
    return <CodeStep ticket={ticket} onRestart={() => location.assign('/sign-in')} />
  if (!entering.error)
    return (
      <Door title={t('back.title')}>
        <p role="status">{t('back.what')}</p>
        <Skeleton />
      </Door>
    )
  return (
    <Door title={t('back.failed')}>
      <Strip tone="danger">{t(providerTrouble(entering.error))}</Strip>
      <p>
        <a href="/sign-in">{t('back.again')}</a>
      </p>
    </Door>
  )
}
