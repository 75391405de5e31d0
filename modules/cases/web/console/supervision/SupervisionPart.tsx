import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Begin } from '../beside/BringIn.tsx'
import { IssueForm } from './IssueForm.tsx'
import { useSupervisions } from './queries.ts'
import { SupervisionCard } from './SupervisionCard.tsx'
import '../beside/beside.css'

/** The orders of supervision over a case on its page, and where one may, the verb to issue. */
export function SupervisionPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('supervision')
  const { data } = useSupervisions(caseId)
  const [issuing, setIssuing] = useState(false)
  if (!data || (data.supervisions.length === 0 && !data.maySupervise)) return null
  const begin = data.maySupervise && !issuing && (
    <Begin of="supervision">
      <Button onClick={() => setIssuing(true)}>{t('issueOne')}</Button>
    </Begin>
  )
  if (data.supervisions.length === 0 && !issuing) return begin
  return (
    <section className="beside" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.supervisions.map((order) => (
        <SupervisionCard key={order.id} order={order} ofCase={caseId} />
      ))}
      {issuing && (
        <IssueForm
          kase={{ caseId, baseVersion: data.version }}
          unitId={data.unitId}
          onDone={() => setIssuing(false)}
        />
      )}
      {begin}
    </section>
  )
}
