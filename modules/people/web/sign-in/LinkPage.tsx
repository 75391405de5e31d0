import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signInContract } from '#modules/people/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { Button, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { sayInstant } from '#platform/web/time-words.ts'
import { troubleOf, useEntering } from './after-sign-in.ts'
import { CodeStep } from './CodeStep.tsx'
import { Door } from './Door.tsx'
import { OwnPhone } from './SignInPage.tsx'

const gone = (error: unknown) =>
  error instanceof CallError && error.status >= 400 && error.status < 500 && error.status !== 429

/** Looking does not use the link up, because chat programs fetch links; the button does. */
export function LinkPage() {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  const token = params['token'] ?? ''
  const { t, i18n } = useTranslation('sign-in')
  const [now] = useState(() => Date.now())
  const [phone, setPhone] = useState(true)
  const asked = useQuery({
    queryKey: ['sign-in-link', token],
    queryFn: () => call(signInContract.readSignInLink, { params: { token } }),
    retry: false,
    refetchOnWindowFocus: false,
  })
  const { entering, ticket } = useEntering(() =>
    call(signInContract.useSignInLink, { params: { token }, body: { phone } }),
  )
  if (ticket !== null)
    return <CodeStep ticket={ticket} onRestart={() => location.assign('/sign-in')} />
  if (asked.isPending)
    return (
      <Door title={t('title')}>
        <Skeleton />
      </Door>
    )
  if (gone(asked.error) || gone(entering.error)) return <Gone />
  if (!asked.data)
    return (
      <Door title={t('title')}>
        <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      </Door>
    )
  const { personName, districtName, expiresAt } = asked.data
  const at = sayInstant(expiresAt, now, languageOf(i18n), 'Asia/Shanghai')
  return (
    <Door title={t('link.title', { name: personName })}>
      <p>{t('link.what', { district: districtName, at })}</p>
      <OwnPhone checked={phone} onChange={setPhone} />
      {entering.error && <Strip tone="danger">{t(troubleOf(entering.error))}</Strip>}
      <Button wide busy={entering.isPending} onClick={() => entering.mutate()}>
        {t('link.submit')}
      </Button>
    </Door>
  )
}

function Gone() {
  const { t } = useTranslation('sign-in')
  return (
    <Door title={t('link.gone')}>
      <p>{t('link.goneWhat')}</p>
      <p>
        <a href="/sign-in">{t('link.byName')}</a>
      </p>
    </Door>
  )
}
