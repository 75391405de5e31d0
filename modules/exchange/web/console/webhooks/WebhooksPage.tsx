import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { SubscriptionView } from '../../../contract/index.ts'
import { History } from './History.tsx'
import { SecretSlip, SecretDialog } from './Secret.tsx'
import { SubscriptionDialog } from './SubscriptionDialog.tsx'
import { TestVerb } from './TestVerb.tsx'
import { useSubscriptions, type SubscriptionDraft } from './queries.ts'
import '../exchange.css'

const blank = (): SubscriptionDraft => ({
  id: newId(),
  name: '',
  url: 'https://',
  types: ['case.filed', 'case.dispatched', 'case.accepted', 'case.finished', 'case.closed'],
  active: true,
  baseVersion: null,
})

/** Other systems that are told of changes, for the system administrator. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks')
  const asked = useSubscriptions()
  const [draft, setDraft] = useState<SubscriptionDraft | null>(null)
  const [secret, setSecret] = useState<{ name: string; secret: string } | null>(null)
  return (
    <div className="page exchange">
      <div className="page-head">
        <h1>{t('title')}</h1>
        <Button type="primary" onClick={() => setDraft(blank())}>
          {t('add')}
        </Button>
      </div>
      <p className="quiet">
        {t('how')}
        {asked.data?.httpsOnly === true && ` ${t('onlyHttps')}`}
      </p>
      {secret && <SecretSlip {...secret} onDone={() => setSecret(null)} />}
      <Answer of={asked} rows={3}>
        {({ subscriptions }) =>
          subscriptions.length === 0 ? (
            <Empty title={t('none')} words={t('noneWords')} />
          ) : (
            <ul className="doors">
              {subscriptions.map((one) => (
                <Subscription
                  key={one.id}
                  one={one}
                  onEdit={() => setDraft(draftOf(one))}
                  onSecret={(made) => setSecret({ name: one.name, secret: made })}
                />
              ))}
            </ul>
          )
        }
      </Answer>
      {draft && (
        <SubscriptionDialog
          draft={draft}
          onSaved={(made) => {
            setDraft(null)
            if (made !== null) setSecret({ name: draft.name, secret: made })
          }}
          onClose={() => setDraft(null)}
        />
      )}
    </div>
  )
}

const draftOf = (one: SubscriptionView): SubscriptionDraft => ({
  id: one.id,
  name: one.name,
  url: one.url,
  types: one.types as SubscriptionDraft['types'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a type that is gone is refused by the server
  active: one.active,
  baseVersion: one.version,
})

function Subscription(props: {
  one: SubscriptionView
  onEdit: () => void
  onSecret: (secret: string) => void
}) {
  const { one, onEdit, onSecret } = props
  const { t } = useTranslation('webhooks')
  const time = useTime()
  const [open, setOpen] = useState(false)
  const [changing, setChanging] = useState(false)
  const [newest, before] = one.secrets
  return (
    <li className="door" data-off={!one.active}>
      <div className="door-head">
        <h2>
          {one.name}
          {!one.active && <small className="door-mark">{t('off')}</small>}
        </h2>
        <p className="door-verbs">
          <TestVerb subscriptionId={one.id} />
          <Button size="small" onClick={() => setChanging(true)}>
            {t('secret.make')}
          </Button>
          <Button size="small" aria-label={`${t('edit')} ${one.name}`} onClick={onEdit}>
            {t('edit')}
          </Button>
        </p>
      </div>
      <p className="code door-url">{one.url}</p>
      <p className="door-facts">
        <span>{t('count', { count: one.types.length })}</span>
        <span>
          {one.lastSentAt === null
            ? t('neverSent')
            : t('lastSent', { at: time.at(one.lastSentAt) })}
        </span>
        {one.waiting > 0 && <span>{t('waiting', { count: one.waiting })}</span>}
        {one.stuck > 0 && <strong>{t('stuck', { count: one.stuck })}</strong>}
        {newest && <span>{t('secret.of', { at: time.at(newest.madeAt) })}</span>}
        {before?.endsAt && <span>{t('secret.until', { at: time.at(before.endsAt) })}</span>}
      </p>
      <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'history.hide' : 'history')}
      </Button>
      {open && <History subscriptionId={one.id} />}
      {changing && (
        <SecretDialog
          one={one}
          onMade={(secret) => {
            setChanging(false)
            onSecret(secret)
          }}
          onClose={() => setChanging(false)}
        />
      )}
    </li>
  )
}
