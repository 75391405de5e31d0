import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { InspectionRows } from './DonePart.tsx'
import { useInspections, useOfSubject } from './queries.ts'
import { RecordDialog } from './RecordDialog.tsx'
import '../enforcement.css'
import './inspections.css'

/** On an enterprise's page: how often it was inspected in each span against the cap, and the latest. */
export function InspectionsOfSubject({ subjectId }: { subjectId: string }) {
  const { t } = useTranslation('inspections')
  const time = useTime()
  const { verbs } = useConsoleSetting()
  const { data } = useOfSubject(subjectId, verbs.has('enforcement.read'))
  const [open, setOpen] = useState(false)
  if (data?.enterprise !== true) return null
  return (
    <section className="subject-card enforcement" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <ul className="inspection-counts">
        {data.counts.map((count) => (
          <li
            key={`${count.bodyName}${count.matterName}${count.per}`}
            className="inspection-count"
            data-full={count.done >= count.times}
          >
            {t(`count.${count.per}`, { done: count.done, times: count.times })}
            <small className="quiet">
              {' '}
              {[
                count.bodyName,
                count.matterName,
                `${time.date(count.from)}–${time.date(count.until)}`,
                count.special > 0 ? t('count.special', { count: count.special }) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      {data.rows.length > 0 && <InspectionRows rows={data.rows} />}
      {data.mayInspect && (
        <p>
          <Button onClick={() => setOpen(true)}>{t('record.other')}</Button>
        </p>
      )}
      {open && (
        <RecordDialog
          planned={null}
          subject={{ id: subjectId, name: '', address: '' }}
          officers={data.officers}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  )
}

/** On a case's page: the inspections that led to it, and those that it called for. */
export function InspectionsOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('inspections')
  const { verbs } = useConsoleSetting()
  const asked = useInspections({ caseId }, verbs.has('enforcement.read'))
  const rows = asked.data?.pages.flatMap((page) => page.rows) ?? []
  if (rows.length === 0) return null
  return (
    <section className="panel enforcement" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <InspectionRows rows={rows} />
    </section>
  )
}
