import { App, Button } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { sendTest } from '../../../contract/index.ts'
import { sayWhy } from '../why.ts'

/** One message now, and what came of it. */
export function TestVerb({ subscriptionId }: { subscriptionId: string }) {
  const { t } = useTranslation('webhooks')
  const { message } = App.useApp()
  const test = useMutation({
    mutationFn: () => call(sendTest, { params: { subscriptionId } }),
    onSuccess: ({ status, error, tookMs: ms }) => {
      if (error === null) void message.success(t('test.ok', { status, ms }))
      else if (status !== null) void message.error(t('test.answered', { status, ms }))
      else void message.error(t('test.failed', { why: sayWhy(t, { status, error }) }))
    },
    onError: () => void message.error(t('why.other')),
  })
  return (
    <Button size="small" loading={test.isPending} onClick={() => test.mutate()}>
      {t('test')}
    </Button>
  )
}
