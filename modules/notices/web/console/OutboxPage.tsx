import { App, Button } from 'antd'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { dropDelivery, listStuck, sendAgain, type StuckDelivery } from '../../contract/index.ts'
import './notices.css'

const key = ['notices', 'stuck']

/** Messages that could not be delivered: each is tried again or given up by a person, never silently. */
export function OutboxPage() {
  const { t } = useTranslation('noticesConsole')
  const stuck = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      call(listStuck, { query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const rows = stuck.data?.pages.flatMap((p) => p.rows) ?? []
  return (
    <div className="page">
      <h1>{t('outbox.title')}</h1>
      <p className="quiet">{t('outbox.how')}</p>
      <Answer of={stuck}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t('outbox.empty')} words={t('outbox.emptyWords')} />
          ) : (
            <ul className="notices">
              {rows.map((d) => (
                <Stuck key={d.id} delivery={d} />
              ))}
            </ul>
          )
        }
      </Answer>
      {stuck.hasNextPage && (
        <Button loading={stuck.isFetchingNextPage} onClick={() => void stuck.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function Stuck({ delivery }: { delivery: StuckDelivery }) {
  const { t } = useTranslation('noticesConsole')
  const time = useTime()
  const { message } = App.useApp()
  const client = useQueryClient()
  const [dropping, setDropping] = useState(false)
  const params = { deliveryId: delivery.id }
  const settle = useMutation({
    mutationFn: (way: 'again' | 'drop') =>
      way === 'again' ? call(sendAgain, { params }) : call(dropDelivery, { params }),
    onSuccess: () => {
      setDropping(false)
      void client.invalidateQueries({ queryKey: key })
    },
    onError: () => void message.error(t('outbox.failed')),
  })
  return (
    <li>
      <p>
        <strong>{delivery.subject}</strong>
        <span>
          {t(`channel.${delivery.channel}`)} {delivery.address}
        </span>
        <time dateTime={delivery.createdAt}>{time.at(delivery.createdAt)}</time>
      </p>
      <p>
        {t('outbox.attempts', { count: delivery.attempts })} {delivery.lastError}
      </p>
      <p>
        <Button size="small" loading={settle.isPending} onClick={() => settle.mutate('again')}>
          {t('outbox.again')}
        </Button>
        <Button size="small" onClick={() => setDropping(true)}>
          {t('outbox.drop')}
        </Button>
      </p>
      <Confirm
        open={dropping}
        danger
        title={t('outbox.drop')}
        consequences={[t('outbox.thenDrop')]}
        verb={t('outbox.drop')}
        busy={settle.isPending}
        onConfirm={() => settle.mutate('drop')}
        onClose={() => setDropping(false)}
      />
    </li>
  )
}
