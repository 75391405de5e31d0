import { useTranslation } from 'react-i18next'
import { OrderItem } from './OrderItem.tsx'
import { useOrdersOfCase } from './queries.ts'
import '../exchange.css'
import './orders.css'

/** On the page of a case: the orders it came from, where there are any. */
export function OrdersOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('orders')
  const { data } = useOrdersOfCase(caseId)
  if (!data || data.orders.length === 0) return null
  return (
    <section className="orders-of-case" aria-label={t('case.title')}>
      <h2>{t('case.title')}</h2>
      <ul className="orders">
        {data.orders.map((row) => (
          <OrderItem key={row.id} row={row} linkName={row.linkName} />
        ))}
      </ul>
    </section>
  )
}
