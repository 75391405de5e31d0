import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { ordersSheet, type listOrders, type OrderRow } from '../../../contract/index.ts'
import { AnswersVerb } from './AnswersVerb.tsx'
import { OrderItem } from './OrderItem.tsx'
import { UploadDialog } from './UploadDialog.tsx'
import { useOrders, type OrdersAsk } from './queries.ts'
import '../exchange.css'
import './orders.css'

type Show = NonNullable<OrdersAsk['show']>
const shows: readonly Show[] = ['all', 'refused', 'stuck', 'open', 'done']
const needing = ['refused', 'stuck', 'waiting', 'late'] as const

/** What came from elsewhere, what it became, what was sent back, what is stuck. */
export function OrdersPage() {
  const { t } = useTranslation('orders')
  const [ask, setAsk] = useState<OrdersAsk>({ show: 'all' })
  const [uploading, setUploading] = useState(false)
  const asked = useOrders(ask)
  const first = asked.data?.pages[0]
  const links = first?.links ?? []
  const link = chosen(links, ask.linkId)
  return (
    <div className="page exchange">
      <div className="page-head">
        <h1>{t('title')}</h1>
        {link?.active === true && (
          <p className="door-verbs">
            {link.way === 'file' && <AnswersVerb link={link} />}
            <Button onClick={() => setUploading(true)}>{t('upload')}</Button>
            <SheetTools
              sheet={ordersSheet(link.id)}
              what={t('sheet')}
              may
              queryKey={['cases', 'orders']}
            />
          </p>
        )}
      </div>
      <p className="quiet">{t('how')}</p>
      {first && <Counts counts={first.counts} />}
      <Filters links={links} ask={ask} onAsk={setAsk} />
      <Answer of={asked} rows={6}>
        {({ pages }) => <Rows rows={pages.flatMap((page) => page.rows)} names={namesOf(links)} />}
      </Answer>
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {uploading && link && <UploadDialog link={link} onClose={() => setUploading(false)} />}
    </div>
  )
}

type Link = Output<typeof listOrders.reply>['links'][number]

/** A file belongs to one sender: the one that was chosen, or the only one. */
const chosen = (links: readonly Link[], linkId: string | undefined) =>
  links.find((one) => one.id === linkId) ?? (links.length === 1 ? links[0] : undefined)

function Counts({ counts }: { counts: Record<(typeof needing)[number], number> }) {
  const { t } = useTranslation('orders')
  return (
    <p className="order-counts">
      {needing.map((name) => (
        <span key={name} data-some={counts[name] > 0} data-kind={name}>
          {t(`count.${name}`, { count: counts[name] })}
        </span>
      ))}
    </p>
  )
}

function Filters(props: {
  links: readonly Link[]
  ask: OrdersAsk
  onAsk: (ask: OrdersAsk) => void
}) {
  const { t } = useTranslation('orders')
  const { links, ask, onAsk } = props
  return (
    <div className="order-filters">
      <Segmented<Show>
        value={ask.show ?? 'all'}
        onChange={(show) => onAsk({ ...ask, show })}
        options={shows.map((show) => ({ value: show, label: t(`show.${show}`) }))}
      />
      {links.length > 1 && (
        <Select
          aria-label={t('link')}
          value={ask.linkId ?? ''}
          onChange={(linkId: string) => onAsk({ ...ask, linkId: linkId || undefined })}
          options={[
            { value: '', label: t('link.all') },
            ...links.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      )}
      <Input.Search
        aria-label={t('search')}
        placeholder={t('search')}
        allowClear
        onSearch={(q) => onAsk({ ...ask, q: q.trim() || undefined })}
      />
    </div>
  )
}

const namesOf = (links: readonly { id: string; name: string }[]) =>
  new Map(links.map((link) => [link.id, link.name]))

function Rows({ rows, names }: { rows: OrderRow[]; names: Map<string, string> }) {
  const { t } = useTranslation('orders')
  if (rows.length === 0) return <Empty title={t('none')} words={t('noneWords')} />
  return (
    <>
      <div className="order-head" aria-hidden="true">
        <span>{t('column.came')}</span>
        <span>{t('column.became')}</span>
        <span>{t('column.back')}</span>
      </div>
      <ul className="orders">
        {rows.map((row) => (
          <OrderItem key={row.id} row={row} linkName={names.get(row.linkId) ?? ''} />
        ))}
      </ul>
    </>
  )
}
