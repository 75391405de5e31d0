import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { visitOutcomes } from '../../../domain/visits/visit.ts'
import { useDrives, useVisits } from './queries.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { VisitItem } from './VisitItem.tsx'

/** Every call in one's area, newest first. */
export function VisitsPart() {
  const { t } = useTranslation('visits')
  const [address, setAddress] = useAddress()
  const outcome = visitOutcomes.find((one) => one === address['outcome'])
  const { drive } = address
  const visits = useVisits({ outcome, ...(drive ? { campaignId: drive } : {}) })
  const drives = useDrives().data?.campaigns ?? []
  const { verbs } = useConsoleSetting()
  const [recording, setRecording] = useState(false)
  return (
    <>
      <search className="visits-filters">
        <Select
          allowClear
          aria-label={t('outcome')}
          placeholder={t('outcome')}
          value={outcome ?? null}
          onChange={(next: string | null | undefined) => setAddress({ outcome: next ?? undefined })}
          options={visitOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
          popupMatchSelectWidth={false}
        />
        {drives.length > 0 && (
          <Select
            allowClear
            aria-label={t('tab.drives')}
            placeholder={t('tab.drives')}
            value={drive ?? null}
            onChange={(next: string | null | undefined) => setAddress({ drive: next ?? undefined })}
            options={drives.map((one) => ({ value: one.id, label: one.name }))}
            popupMatchSelectWidth={false}
          />
        )}
        {verbs.has('fieldwork.visit') && (
          <Button type="primary" onClick={() => setRecording(true)}>
            {t('record')}
          </Button>
        )}
      </search>
      {recording && <RecordDialog onClose={() => setRecording(false)} />}
      <Answer of={visits} rows={8}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0) return <Empty title={t('none')} words={t('noneWords')} />
          return (
            <ul className="visits-list">
              {rows.map((visit) => (
                <VisitItem key={visit.id} visit={visit} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {visits.hasNextPage && (
        <Button loading={visits.isFetchingNextPage} onClick={() => void visits.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
