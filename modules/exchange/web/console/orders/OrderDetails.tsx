import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { OrderPage } from '../../../contract/index.ts'
import { sayWhy } from '../why.ts'
import { sayVerdict } from './said.ts'
import { useOrder, useSettleAnswer, useSettlePictures } from './queries.ts'

/** Everything of one order: what came, every answer and every try, pictures, call-backs. */
export function OrderDetails({ orderId }: { orderId: string }) {
  const asked = useOrder(orderId)
  return (
    <Answer of={asked} rows={4}>
      {(page) => (
        <div className="order-details">
          <Fields page={page} />
          <div>
            <Answers page={page} />
            <Pictures page={page} />
            <Verdicts page={page} />
          </div>
        </div>
      )}
    </Answer>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Pairs({ pairs }: { pairs: readonly { field: string; value: string }[] }) {
  return (
    <dl className="order-pairs">
      {pairs.map(({ field, value }) => (
        <div key={field}>
          <dt>{field}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Fields({ page }: { page: OrderPage }) {
  const { t } = useTranslation('orders')
  return (
    <Part title={t('fields')}>
      <Pairs pairs={page.fields} />
      <small className="quiet">{t('fields.hidden')}</small>
    </Part>
  )
}

function Answers({ page }: { page: OrderPage }) {
  const { t } = useTranslation('orders')
  return (
    <Part title={t('answers')}>
      {page.answers.length === 0 && <p className="quiet">{t('answers.none')}</p>}
      <ol className="order-answers">
        {page.answers.toReversed().map((one) => (
          <OneAnswer key={one.id} answer={one} />
        ))}
      </ol>
    </Part>
  )
}

function OneAnswer({ answer }: { answer: OrderPage['answers'][number] }) {
  const { t } = useTranslation('orders')
  const { t: why } = useTranslation('webhooks')
  const { message } = App.useApp()
  const time = useTime()
  const settle = useSettleAnswer()
  const decide = (to: 'waiting' | 'dropped') =>
    settle.mutate(
      { deliveryId: answer.id, to },
      { onError: () => void message.error(t('settle.failed')) },
    )
  const last = answer.tries.at(-1)
  return (
    <li className="delivery" data-state={answer.state}>
      <div>
        <p>
          <b>{t(`step.${answer.type}`)}</b> {time.at(answer.createdAt)}
          <span className="delivery-state">{t(`state.${answer.state}`)}</span>
        </p>
        {answer.state !== 'sent' && last && (
          <p className="tries">
            {why('row.tries', { count: answer.attempts })} {time.at(last.at)} {sayWhy(why, last)}
          </p>
        )}
        <details>
          <summary>{t('open')}</summary>
          <Pairs pairs={answer.said} />
        </details>
      </div>
      {answer.state === 'stuck' && (
        <p className="door-verbs">
          <Button size="small" loading={settle.isPending} onClick={() => decide('waiting')}>
            {t('settle.again')}
          </Button>
          <Button size="small" onClick={() => decide('dropped')}>
            {t('settle.drop')}
          </Button>
        </p>
      )}
    </li>
  )
}

function Pictures({ page }: { page: OrderPage }) {
  const { t } = useTranslation('orders')
  const settle = useSettlePictures(page.id)
  if (page.pictures.length === 0) return null
  return (
    <Part title={t('pictures')}>
      <ul>
        {page.pictures.map(({ url, state }) => (
          <li key={url} className="order-picture">
            <span className="code">{url}</span> {t(`pictures.${state}`)}
          </li>
        ))}
      </ul>
      {page.pictures.some((one) => one.state === 'stuck') && (
        <p className="door-verbs">
          <Button size="small" loading={settle.isPending} onClick={() => settle.mutate('waiting')}>
            {t('pictures.again')}
          </Button>
          <Button size="small" onClick={() => settle.mutate('dropped')}>
            {t('pictures.drop')}
          </Button>
        </p>
      )}
    </Part>
  )
}

function Verdicts({ page }: { page: OrderPage }) {
  const { t } = useTranslation('orders')
  const time = useTime()
  if (page.verdicts.length === 0) return null
  return (
    <Part title={t('verdicts')}>
      <ul>
        {page.verdicts.map((one) => (
          <li key={one.at}>
            {time.at(one.at)} {one.way} {sayVerdict(t, one)}
          </li>
        ))}
      </ul>
    </Part>
  )
}
