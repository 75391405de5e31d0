import { Link } from '@tanstack/react-router'
import { Button, Input, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { InspectionRow } from '../../../contract/index.ts'
import { results } from '../../../domain/inspection-record.ts'
import { useInspections, type InspectionsAsk } from './queries.ts'

/** Inspections in the own area, the newest first. */
export function DonePart() {
  const { t } = useTranslation('inspections')
  const [ask, setAsk] = useState<InspectionsAsk>({})
  const asked = useInspections(ask)
  return (
    <>
      <div className="file-filters">
        <Segmented
          value={ask.result ?? 'all'}
          onChange={(value) => setAsk({ ...ask, result: results.find((r) => r === value) })}
          options={['all', ...results].map((value) => ({ value, label: t(`result.${value}`) }))}
        />
        <Input.Search
          aria-label={t('search')}
          placeholder={t('search')}
          allowClear
          onSearch={(q) => setAsk({ ...ask, q: q.trim() || undefined })}
        />
      </div>
      <Answer of={asked} rows={6}>
        {({ pages }) => <InspectionRows rows={pages.flatMap((page) => page.rows)} />}
      </Answer>
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

export function InspectionRows({ rows }: { rows: readonly InspectionRow[] }) {
  const { t } = useTranslation('inspections')
  const time = useTime()
  if (rows.length === 0) return <Empty title={t('none')} words={t('noneWords')} />
  return (
    <ul className="file-rows">
      {rows.map((row) => (
        <li key={row.id} data-void={row.voided}>
          <Link to="/console/inspections/$inspectionId" params={{ inspectionId: row.id }}>
            <b>{row.subjectName}</b>
            <span>{row.address}</span>
          </Link>
          <span>
            {row.matterName}
            <small> · {t(`ground.${row.ground}`)}</small>
          </span>
          <span data-result={row.voided ? 'void' : row.result}>
            {row.voided ? t('voided') : t(`result.${row.result}`)}
          </span>
          <small className="quiet">
            {time.date(row.day)} <span className="code">{row.number}</span>
          </small>
        </li>
      ))}
    </ul>
  )
}
