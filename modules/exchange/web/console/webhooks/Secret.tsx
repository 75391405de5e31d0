import { Button, Input, InputNumber } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { makeSecret, type SubscriptionView } from '../../../contract/index.ts'
import { MOST_GRACE_HOURS } from '../../../domain/subscription.ts'
import { Trouble } from '../trouble.tsx'
import { useRenew } from './queries.ts'

/** The secret, this once: it is gone from the page when it is put away. */
export function SecretSlip(props: { name: string; secret: string; onDone: () => void }) {
  const { t } = useTranslation('webhooks')
  const [copied, setCopied] = useState(false)
  return (
    <section className="secret-slip" role="status" aria-label={t('secret.label')}>
      <h2>{props.name}</h2>
      <p>{t('secret.once')}</p>
      <Input
        readOnly
        className="code"
        aria-label={t('secret.label')}
        value={props.secret}
        onFocus={(e) => e.target.select()}
      />
      <p className="door-verbs">
        <Button
          onClick={() =>
            void navigator.clipboard.writeText(props.secret).then(() => setCopied(true))
          }
        >
          {t(copied ? 'secret.copied' : 'secret.copy')}
        </Button>
        <Button onClick={props.onDone}>{t('secret.done')}</Button>
      </p>
    </section>
  )
}

export function SecretDialog(props: {
  one: SubscriptionView
  onMade: (secret: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation('webhooks')
  const id = useId()
  const renew = useRenew()
  const [graceHours, setGrace] = useState(24)
  const make = useMutation({
    mutationFn: () =>
      call(makeSecret, { params: { subscriptionId: props.one.id }, body: { graceHours } }),
    onSuccess: ({ secret }) => {
      props.onMade(secret ?? '')
      void renew()
    },
  })
  return (
    <Confirm
      open
      title={t('secret.title', { name: props.one.name })}
      consequences={[t('secret.then'), t('secret.then2')]}
      verb={t('secret.make')}
      busy={make.isPending}
      onConfirm={() => make.mutate()}
      onClose={props.onClose}
    >
      <Trouble error={make.error} />
      <div className="act-field">
        <label htmlFor={id}>{t('secret.grace')}</label>
        <InputNumber
          id={id}
          min={0}
          max={MOST_GRACE_HOURS}
          value={graceHours}
          onChange={(hours) => setGrace(hours ?? 0)}
        />
      </div>
    </Confirm>
  )
}
