import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { OrderRow } from '../../../contract/index.ts'
import { OrderDetails } from './OrderDetails.tsx'
import { sayFault, sayVerdict } from './said.ts'

/** One order in three columns, and on demand everything of it. */
export function OrderItem({ row, linkName }: { row: OrderRow; linkName: string }) {
  const { t } = useTranslation('orders')
  const [open, setOpen] = useState(false)
  return (
    <li className="order">
      <div className="order-columns">
        <Came row={row} linkName={linkName} />
        <Became row={row} />
        <Back row={row} />
      </div>
      <Button
        type="link"
        size="small"
        aria-expanded={open}
        aria-label={`${t(open ? 'hide' : 'open')} ${row.externalId}`}
        onClick={() => setOpen(!open)}
      >
        {t(open ? 'hide' : 'open')}
      </Button>
      {open && <OrderDetails orderId={row.id} />}
    </li>
  )
}

function Came({ row, linkName }: { row: OrderRow; linkName: string }) {
  const { t } = useTranslation('orders')
  const time = useTime()
  const late = row.dueAt !== null && new Date(row.dueAt).getTime() < time.now
  return (
    <div>
      <p>
        <b className="code">{row.externalId}</b>
      </p>
      <p className="door-facts">
        <span>{linkName}</span>
        <span>{t('came.at', { at: time.at(row.cameAt) })}</span>
        {row.times > 1 && <span>{t('came.times', { count: row.times })}</span>}
        {row.changes > 0 && <span>{t('came.changes', { count: row.changes })}</span>}
      </p>
      {row.dueAt !== null && (
        <p className="order-due" data-late={late && row.kase?.status !== 'closed'}>
          {t('came.due', { at: time.at(row.dueAt) })}
        </p>
      )}
    </div>
  )
}

function Became({ row }: { row: OrderRow }) {
  const { t } = useTranslation('orders')
  const { t: status } = useTranslation('console')
  const { t: said } = useTranslation('said')
  return (
    <div>
      {row.kase === null ? (
        <p className="quiet">{t('became.none')}</p>
      ) : (
        <p>
          <Link to="/console/cases/$caseId" params={{ caseId: row.kase.id }} className="code">
            {row.kase.shortCode}
          </Link>{' '}
          {status(`status.${row.kase.status}`)}
        </p>
      )}
      {row.faults.length > 0 && (
        <ul className="order-faults">
          {row.faults.map((fault) => (
            <li key={fault.field + fault.reason}>{sayFault(t, said, fault)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Back({ row }: { row: OrderRow }) {
  const { t } = useTranslation('orders')
  const nothing = row.sent + row.waiting + row.stuck === 0
  return (
    <div>
      <p>
        {row.lastStep !== null
          ? t('back.last', { step: t(`step.${row.lastStep}`) })
          : nothing && <span className="quiet">{t('back.none')}</span>}
      </p>
      <p className="door-facts">
        {row.sent > 0 && <span>{t('back.sent', { count: row.sent })}</span>}
        {row.waiting > 0 && <span>{t('back.waiting', { count: row.waiting })}</span>}
        {row.stuck > 0 && <strong>{t('back.stuck', { count: row.stuck })}</strong>}
      </p>
      {row.verdict && <p>{t('verdict', { words: sayVerdict(t, row.verdict) })}</p>}
    </div>
  )
}
