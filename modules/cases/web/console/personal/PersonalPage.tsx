import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { RequestRow } from '#modules/cases/contract/personal.ts'
import { RequestSheet } from './RequestSheet.tsx'
import { RetentionPart } from './RetentionPart.tsx'
import { TakeRequest } from './TakeRequest.tsx'
import { useRequests } from './queries.ts'
import './personal.css'

/** Requests of persons concerned by their deadline, and how long each class of data is kept. */
export function PersonalPage() {
  const { t } = useTranslation('personal')
  const { verbs } = useConsoleSetting()
  const [address, setAddress] = useAddress()
  const parts = [
    ...(verbs.has('cases.personal') ? (['open', 'closed'] as const) : []),
    ...(verbs.has('settings.edit') ? (['retention'] as const) : []),
  ]
  const part = parts.find((p) => p === address['part']) ?? parts[0]
  if (part === undefined) return <Empty title={t('none')} words={t('noneWords')} />
  return (
    <div className="page personal">
      <header className="page-head">
        <h1>{t('title')}</h1>
        {parts.length > 1 && (
          <Segmented
            aria-label={t('which')}
            value={part}
            onChange={(value) => setAddress({ part: value, open: undefined })}
            options={parts.map((value) => ({ value, label: t(`which.${value}`) }))}
          />
        )}
      </header>
      {part === 'retention' ? <RetentionPart /> : <Queue state={part} />}
    </div>
  )
}

function Queue({ state }: { state: 'open' | 'closed' }) {
  const { t } = useTranslation('personal')
  const [address, setAddress] = useAddress()
  const requests = useRequests(state)
  const open = address['open'] ?? ''
  const close = () => setAddress({ open: undefined })
  return (
    <>
      <p className="quiet">{t('how')}</p>
      {state === 'open' && (
        <p>
          <Button type="primary" onClick={() => setAddress({ open: 'new' })}>
            {t('take')}
          </Button>
        </p>
      )}
      <Answer of={requests} rows={4}>
        {(data) =>
          data.requests.length === 0 ? (
            <Empty title={t(`none.${state}`)} words={t('none.words')} />
          ) : (
            <ul className="personal-rows">
              {data.requests.map((r) => (
                <Row key={r.id} request={r} onOpen={() => setAddress({ open: r.id })} />
              ))}
            </ul>
          )
        }
      </Answer>
      {open === 'new' && <TakeRequest onClose={close} onTaken={(id) => setAddress({ open: id })} />}
      {open !== '' && open !== 'new' && (
        <RequestSheet key={open} requestId={open} onClose={close} />
      )}
    </>
  )
}

function Row({ request, onOpen }: { request: RequestRow; onOpen: () => void }) {
  const { t } = useTranslation('personal')
  const time = useTime()
  return (
    <li>
      <button type="button" onClick={onOpen}>
        <b>{t(`kind.${request.kind}`)}</b> {request.name ?? t('nameless')}
      </button>
      <span>{request.phone}</span>
      <small>{t(`way.${request.way}`, { at: time.at(request.askedAt) })}</small>
      <small data-late={request.late}>
        {request.closedAt === null
          ? t(request.late ? 'late' : 'due', { at: time.at(request.dueAt) })
          : t('closedAt', { at: time.at(request.closedAt) })}
      </small>
    </li>
  )
}
