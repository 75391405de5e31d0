import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { RecordDialog } from './RecordDialog.tsx'
import { useVisits } from './queries.ts'
import { VisitItem } from './VisitItem.tsx'
import './visits.css'

/** On a subject's page: the calls at its door, and the note of another. */
export function VisitsOfSubject({ subjectId }: { subjectId: string }) {
  const { t } = useTranslation('visits')
  const { verbs } = useConsoleSetting()
  const [open, setOpen] = useState(false)
  const visits = useVisits({ subjectId })
  const rows = visits.data?.pages.flatMap((page) => page.rows) ?? []
  const may = verbs.has('fieldwork.visit')
  if (!verbs.has('fieldwork.read') || (rows.length === 0 && !may)) return null
  return (
    <section className="subject-card" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {rows.length === 0 && <p className="quiet">{t('beside.none')}</p>}
      <ul className="visits-list">
        {rows.map((visit) => (
          <VisitItem key={visit.id} visit={visit} named={false} />
        ))}
      </ul>
      <p className="visits-verbs">
        {may && <Button onClick={() => setOpen(true)}>{t('record')}</Button>}
        {visits.hasNextPage && (
          <Button onClick={() => void visits.fetchNextPage()}>{t('more')}</Button>
        )}
      </p>
      {open && <RecordDialog subjectId={subjectId} onClose={() => setOpen(false)} />}
    </section>
  )
}

/** On a case's page: the call at which it was heard, and those made because of it. */
export function VisitsOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('visits')
  const { verbs } = useConsoleSetting()
  return verbs.has('fieldwork.read') ? <OfCase caseId={caseId} title={t('beside.ofCase')} /> : null
}

function OfCase({ caseId, title }: { caseId: string; title: string }) {
  const rows = useVisits({ caseId }).data?.pages.flatMap((page) => page.rows) ?? []
  if (rows.length === 0) return null
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <ul className="visits-list">
        {rows.map((visit) => (
          <VisitItem key={visit.id} visit={visit} />
        ))}
      </ul>
    </section>
  )
}
