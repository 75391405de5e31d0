import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { recordFigures } from '../../../domain/counting.ts'
import { OfFigure } from '../figures/OfFigure.tsx'
import { useChannelName } from '../parts.tsx'
import { useAreas, useChannels, useRecords } from '../queries.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { RecordItem } from './RecordItem.tsx'

/** Every record of the own area, newest first; figures lead here with their filters. */
export function RecordsPart() {
  const { t } = useTranslation('outreach')
  const [address, setAddress] = useAddress()
  const { channel, under, month, leaflet } = address
  const figure = recordFigures.find((one) => one === address['figure'])
  const records = useRecords({
    ...(channel ? { channel } : {}),
    ...(under ? { under } : {}),
    ...(month ? { month } : {}),
    ...(leaflet ? { leafletId: leaflet } : {}),
    ...(figure ? { figure } : {}),
  })
  const [recording, setRecording] = useState(false)
  const { verbs } = useConsoleSetting()
  return (
    <>
      <div className="outreach-filters">
        <Filters />
        {verbs.has('outreach.record') && (
          <Button type="primary" onClick={() => setRecording(true)}>
            {t('record')}
          </Button>
        )}
      </div>
      {recording && <RecordDialog onClose={() => setRecording(false)} />}
      <OfFigure figure={figure ?? 'times'} />
      {leaflet && (
        <p className="quiet">
          {t('records.ofLeaflet')}{' '}
          <Button type="link" size="small" onClick={() => setAddress({ leaflet: undefined })}>
            {t('records.all')}
          </Button>
        </p>
      )}
      <Answer of={records} rows={8}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0)
            return <Empty title={t('records.none')} words={t('records.noneWords')} />
          return (
            <ul className="outreach-list">
              {rows.map((record) => (
                <RecordItem key={record.id} record={record} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {records.hasNextPage && (
        <Button loading={records.isFetchingNextPage} onClick={() => void records.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Filters() {
  const { t } = useTranslation('outreach')
  const [address, setAddress] = useAddress()
  const channels = useChannels().data?.channels ?? []
  const areas = useAreas().data ?? []
  const name = useChannelName()
  return (
    <search className="outreach-picks">
      <Select
        allowClear
        aria-label={t('channel')}
        placeholder={t('channel')}
        value={address['channel'] ?? null}
        onChange={(next: string | null | undefined) => setAddress({ channel: next ?? undefined })}
        options={channels.map(({ code }) => ({ value: code, label: name(code) }))}
        popupMatchSelectWidth={false}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('area')}
        placeholder={t('area')}
        value={address['under'] ?? null}
        onChange={(next: string | null | undefined) => setAddress({ under: next ?? undefined })}
        options={areas.map(({ code, name: label }) => ({ value: code, label }))}
        popupMatchSelectWidth={false}
      />
    </search>
  )
}
