import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { Output } from '#platform/web/console/say.ts'
import type { dueInspections, DueInspection } from '../../../contract/index.ts'
import { useDue } from './queries.ts'
import { RecordDialog } from './RecordDialog.tsx'

/** Whom approved plans want inspected next, and the verb to record it. */
export function DuePart() {
  return <Answer of={useDue()}>{(due) => <Due due={due} />}</Answer>
}

function Due({ due }: { due: Output<typeof dueInspections.reply> }) {
  const { t } = useTranslation('inspections')
  const time = useTime()
  const [open, setOpen] = useState<DueInspection | 'other' | null>(null)
  return (
    <>
      {due.mayInspect && (
        <p>
          <Button onClick={() => setOpen('other')}>{t('record.other')}</Button>
        </p>
      )}
      {due.due.length === 0 && <Empty title={t('due.none')} words={t('due.noneWords')} />}
      <ul className="file-rows">
        {due.due.map((one) => (
          <li key={`${one.itemId}${one.subjectId}`}>
            <Link to="/console/subjects/$subjectId" params={{ subjectId: one.subjectId }}>
              <b>{one.subjectName}</b>
              <span>{one.address}</span>
            </Link>
            <span>
              {one.matterName}
              <small> · {one.planTitle}</small>
            </span>
            <span className="due" data-late={one.dueBy < due.today}>
              {t('due.by', { day: time.date(one.dueBy) })}
              <small> · {t('due.times', { n: one.done + 1, times: one.times })}</small>
            </span>
            <span>
              {due.mayInspect && <Button onClick={() => setOpen(one)}>{t('inspect')}</Button>}
            </span>
          </li>
        ))}
      </ul>
      {due.more && <p className="quiet">{t('due.more')}</p>}
      {open !== null && (
        <RecordDialog
          planned={open === 'other' ? null : open}
          officers={due.officers}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
