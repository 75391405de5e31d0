import { App, Button } from 'antd'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { dropDelivery, listStuck, sendAgain, type StuckDelivery } from '../../contract/index.ts'
import { whys, whyStuck, type Why } from './why-stuck.ts'
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
    <div className="page outbox">
      <h1>{t('outbox.title')}</h1>
      <p className="quiet">{t('outbox.how')}</p>
      <Answer of={stuck}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t('outbox.empty')} words={t('outbox.emptyWords')} />
          ) : (
            whys.map((why) => (
              <Group key={why} why={why} rows={rows.filter((d) => whyStuck(d.lastError) === why)} />
            ))
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

/** One after the other, so that a refusal names the message that it is about. */
async function againAll(rows: readonly StuckDelivery[]): Promise<number> {
  let done = 0
  for (const { id } of rows)
    // oxlint-disable-next-line no-await-in-loop -- one by one
    done += await call(sendAgain, { params: { deliveryId: id } }).then(
      () => 1,
      () => 0,
    )
  return done
}

/** What got stuck for one reason: what to do about it once, then all of it again. */
function Group({ why, rows }: { why: Why; rows: StuckDelivery[] }) {
  const { t } = useTranslation('noticesConsole')
  const { message } = App.useApp()
  const client = useQueryClient()
  const again = useMutation({
    mutationFn: () => againAll(rows),
    onSuccess: (count) => void message.info(t('outbox.againDone', { count })),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  if (rows.length === 0) return null
  return (
    <section className="stuck-why">
      <header>
        <div>
          <h2>
            {t(`why.${why}`)} <small>{t('outbox.count', { count: rows.length })}</small>
          </h2>
          <p>{t(`why.${why}.todo`)}</p>
        </div>
        {rows.length > 1 && (
          <Button loading={again.isPending} onClick={() => again.mutate()}>
            {t('outbox.againAll', { count: rows.length })}
          </Button>
        )}
      </header>
      <ul className="stuck">
        {rows.map((d) => (
          <Stuck key={d.id} delivery={d} />
        ))}
      </ul>
    </section>
  )
}

function useSettling(delivery: StuckDelivery, onDone: () => void) {
  const { t } = useTranslation('noticesConsole')
  const { message } = App.useApp()
  const client = useQueryClient()
  const params = { deliveryId: delivery.id }
  return useMutation({
    mutationFn: (way: 'again' | 'drop') =>
      way === 'again' ? call(sendAgain, { params }) : call(dropDelivery, { params }),
    onSuccess: (_, way) => {
      onDone()
      void message.info(t(way === 'again' ? 'outbox.againDone' : 'outbox.dropped', { count: 1 }))
    },
    onError: (error) => {
      const gone = error instanceof CallError && [404, 409].includes(error.status)
      void message.error(t(gone ? 'outbox.gone' : 'outbox.failed'))
      if (gone) onDone()
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

function Stuck({ delivery }: { delivery: StuckDelivery }) {
  const { t } = useTranslation('noticesConsole')
  const time = useTime()
  const [dropping, setDropping] = useState(false)
  const settle = useSettling(delivery, () => setDropping(false))
  const { subject } = delivery
  return (
    <li>
      <div>
        <strong>{subject}</strong>
        <p>
          {t(`channel.${delivery.channel}`)} <span className="code">{delivery.address}</span>
        </p>
        <p>
          {t('outbox.since', {
            at: time.at(delivery.createdAt),
            count: delivery.attempts,
          })}
          {delivery.lastError !== null && <code>{delivery.lastError}</code>}
        </p>
      </div>
      <p className="stuck-verbs">
        <Button
          size="small"
          aria-label={`${t('outbox.again')} ${subject}`}
          loading={settle.isPending}
          onClick={() => settle.mutate('again')}
        >
          {t('outbox.again')}
        </Button>
        <Button
          size="small"
          aria-label={`${t('outbox.drop')} ${subject}`}
          onClick={() => setDropping(true)}
        >
          {t('outbox.drop')}
        </Button>
      </p>
      <Confirm
        open={dropping}
        danger
        title={t('outbox.dropTitle', { subject })}
        consequences={[t('outbox.thenDrop'), t('outbox.thenDrop2')]}
        verb={t('outbox.drop')}
        busy={settle.isPending}
        onConfirm={() => settle.mutate('drop')}
        onClose={() => setDropping(false)}
      />
    </li>
  )
}
