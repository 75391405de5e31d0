import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Begin } from '../beside/BringIn.tsx'
import { MakeForm } from './MakeForm.tsx'
import { PlanCard } from './PlanCard.tsx'
import { usePlans } from './queries.ts'

/** The plan of a hard case on its page, and where one may, the verb to make one. */
export function PlanPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('plans')
  const { data } = usePlans(caseId)
  const [making, setMaking] = useState(false)
  if (!data || (data.plans.length === 0 && !data.mayPlan)) return null
  const begin = data.mayPlan && !making && (
    <Begin of="plan">
      <Button onClick={() => setMaking(true)}>{t('makeOne')}</Button>
    </Begin>
  )
  if (data.plans.length === 0 && !making) return begin
  return (
    <section className="beside" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.plans.map((plan) => (
        <PlanCard key={plan.id} plan={plan} ofCase />
      ))}
      {making && (
        <MakeForm at={{ caseId, baseVersion: data.version }} onDone={() => setMaking(false)} />
      )}
      {begin}
    </section>
  )
}
