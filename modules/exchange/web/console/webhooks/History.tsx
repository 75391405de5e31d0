import { App, Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { deliveryStates, type DeliveryView } from '../../../contract/index.ts'
import { sayWhy } from '../why.ts'
import { useHistory, useSettle } from './queries.ts'

type Shown = DeliveryView['state'] | 'all'

/** What was sent to one subscriber, what was answered, and what a person has to decide. */
export function History({ subscriptionId }: { subscriptionId: string }) {
  const { t } = useTranslation('webhooks')
  const [shown, setShown] = useState<Shown>('all')
  const asked = useHistory(subscriptionId, shown === 'all' ? undefined : shown)
  return (
    <section className="history">
      <Segmented<Shown>
        size="small"
        value={shown}
        onChange={setShown}
        options={(['all', ...deliveryStates] as const).map((state) => ({
          value: state,
          label: t(`state.${state}`),
        }))}
      />
      <Answer of={asked} rows={3}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0) return <p className="quiet">{t('history.none')}</p>
          return (
            <ul>
              {rows.map((row) => (
                <Delivery key={row.id} row={row} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {asked.hasNextPage && (
        <Button
          size="small"
          loading={asked.isFetchingNextPage}
          onClick={() => void asked.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      )}
    </section>
  )
}

function Delivery({ row }: { row: DeliveryView }) {
  const { t } = useTranslation('webhooks')
  const { t: told } = useTranslation('console')
  const time = useTime()
  return (
    <li className="delivery" data-state={row.state}>
      <div>
        <p>
          <b>{told(`event.${row.type}`)}</b>
          {row.shortCode !== null && <span className="code">{row.shortCode}</span>}
          <span className="delivery-state">{t(`state.${row.state}`)}</span>
        </p>
        <p className="door-facts">
          <span>{time.at(row.createdAt)}</span>
          {row.attempts > 0 && <span>{t('row.tries', { count: row.attempts })}</span>}
          {row.nextAt !== null && <span>{t('row.next', { at: time.at(row.nextAt) })}</span>}
          {row.behind > 0 && <strong>{t('row.behind', { count: row.behind })}</strong>}
        </p>
        {row.state !== 'sent' && row.tries.length > 0 && (
          <ul className="tries">
            {row.tries.slice(-3).map((one) => (
              <li key={one.at}>
                {t('row.try', { at: time.at(one.at), what: sayWhy(t, one), ms: one.tookMs })}
              </li>
            ))}
          </ul>
        )}
      </div>
      {row.state === 'stuck' && <Decide row={row} />}
    </li>
  )
}

function Decide({ row }: { row: DeliveryView }) {
  const { t } = useTranslation('webhooks')
  const { message } = App.useApp()
  const [dropping, setDropping] = useState(false)
  const settle = useSettle(row.id)
  const decide = (to: 'waiting' | 'dropped') =>
    settle.mutate(to, {
      onSuccess: () => void message.info(t(to === 'waiting' ? 'again.done' : 'drop.done')),
      onError: () => void message.error(t('why.other')),
      onSettled: () => setDropping(false),
    })
  return (
    <p className="door-verbs">
      <Button size="small" loading={settle.isPending} onClick={() => decide('waiting')}>
        {t('again')}
      </Button>
      <Button size="small" onClick={() => setDropping(true)}>
        {t('drop')}
      </Button>
      <Confirm
        open={dropping}
        danger
        title={t('drop.title')}
        consequences={[t('drop.then'), t('drop.then2')]}
        verb={t('drop')}
        busy={settle.isPending}
        onConfirm={() => decide('dropped')}
        onClose={() => setDropping(false)}
      />
    </p>
  )
}
