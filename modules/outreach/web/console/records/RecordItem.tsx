import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { RecordView } from '../../../contract/index.ts'
import { LeafletNamed, useChannelName } from '../parts.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'

/** How many were reached and how that is known. */
export function useReached(): (of: Pick<RecordView, 'reached' | 'counted'>) => string {
  const { t } = useTranslation('outreach')
  return ({ reached, counted }) =>
    reached === null ? t('counted.none') : t(`reached.${counted}`, { count: reached })
}

/** One record: where and how, to how many, what was said, what hangs since, what was put right. */
export function RecordItem({ record }: { record: RecordView }) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const channel = useChannelName()
  const reached = useReached()
  const [correcting, setCorrecting] = useState(false)
  const facts = [time.at(record.heldAt), record.areaName, record.place, record.who]
  return (
    <li className="outreach-record" data-struck={record.struck}>
      <p>
        <b>{channel(record.channel)}</b> · <span>{reached(record)}</span>
        {record.struck && <span className="outreach-struck">{t('records.struck')}</span>}
      </p>
      <p className="quiet">{facts.filter(Boolean).join(' · ')}</p>
      <p>{record.words}</p>
      {record.leaflet && (
        <p>
          {t('leaflet.used')} <LeafletNamed leaflet={record.leaflet} />
        </p>
      )}
      {record.photos.length > 0 && (
        <p className="outreach-photos">
          {record.photos.map((id) => (
            <a key={id} href={`/api/files/${id}/public`} target="_blank" rel="noreferrer">
              <img src={`/api/files/${id}/thumb`} alt={t('records.photo')} loading="lazy" />
            </a>
          ))}
        </p>
      )}
      {record.posting && (
        <p>
          {record.posting.state === 'down'
            ? t('postings.wasUntil', { at: time.date(record.posting.untilOn) })
            : t('postings.until', { at: time.date(record.posting.untilOn) })}
        </p>
      )}
      {record.corrections.map((one) => (
        <p key={one.seq} className="outreach-correction">
          {t('records.corrected', { who: one.who, at: time.at(one.at) })} {one.words}{' '}
          <small className="quiet">{one.struck ? t('records.struck') : reached(one)}</small>
        </p>
      ))}
      {record.corrections.length > 0 && (
        <p>
          <small className="quiet">{t('records.first', { count: reached(record.first) })}</small>
        </p>
      )}
      {record.phone && <Late record={record} />}
      {record.allowed.includes('correct') && (
        <p>
          <Button size="small" onClick={() => setCorrecting(true)}>
            {t('records.correct')}
          </Button>
        </p>
      )}
      {correcting && <CorrectDialog record={record} onClose={() => setCorrecting(false)} />}
    </li>
  )
}

/** Sent later than it was done: our clock says when it came, the phone's stands beside it. */
function Late({ record }: { record: RecordView }) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const held = Date.parse(record.receivedAt) - Date.parse(record.heldAt)
  const off = record.phone ? Date.parse(record.phone.sentAt) - Date.parse(record.receivedAt) : 0
  const minutes = Math.round(Math.abs(off) / 60_000)
  if (held < 5 * 60_000 && minutes < 5) return null
  return (
    <p>
      <small className="quiet">
        {t('records.came', { at: time.at(record.receivedAt) })}
        {minutes >= 5 && ` · ${t('records.clockOff', { count: minutes })}`}
      </small>
    </p>
  )
}
