import { useEffect, useRef } from 'react'
import { publicPhotoPath, type LedgerRow } from '#modules/cases/contract/report.ts'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { millis, sayDuration } from '#platform/web/time-words.ts'
import { useSpeech } from '../phone/speech.ts'

export interface LedgerListProps {
  districtId: string
  rows: readonly LedgerRow[]
  now: string
  timeZone: string
  selected?: string | null
}

export function LedgerList({ rows, ...around }: LedgerListProps) {
  return (
    <ul className="ledger">
      {rows.map((row) => (
        <LedgerItem key={row.shortCode} row={row} {...around} />
      ))}
    </ul>
  )
}

function LedgerItem({ row, ...around }: Omit<LedgerListProps, 'rows'> & { row: LedgerRow }) {
  const { districtId, now, timeZone } = around
  const { t, say, language, known } = useSpeech(timeZone)
  const item = useRef<HTMLLIElement>(null)
  const selected = around.selected === row.shortCode
  useEffect(() => {
    if (selected) item.current?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }, [selected])
  const picture = row.after ?? row.photo
  const long = sayDuration(millis(row.closedAt ?? now) - millis(row.reportedAt), language)
  const { receivedAt, promisedAt, estimated, closedAt, pauses } = row.ribbon
  return (
    <li ref={item} className="ledger-item" data-selected={selected}>
      <a href={`/${districtId}/follow/${row.shortCode}`}>
        {picture ? (
          <img
            src={publicPhotoPath(districtId, picture, 'thumb')}
            alt={t(row.after ? 'photo.after' : 'photo.report')}
            loading="lazy"
            width="96"
            height="96"
          />
        ) : (
          <span className="ledger-blank">{t('ledger.noPhoto')}</span>
        )}
        <div className="ledger-words">
          <h3>{row.title}</h3>
          <p className="quiet">{[row.communityName, row.place].filter(Boolean).join(' · ')}</p>
          <p>
            {row.unitName ?? t('ledger.unassigned')} · {known(`status.${row.status}`, row.status)}
            {row.overdue && <strong className="late"> · {t('ledger.late')}</strong>}
          </p>
          <p className="quiet">
            {t('ledger.reported', { at: say(row.reportedAt, now) })} ·{' '}
            {t(row.closedAt ? 'ledger.took' : 'ledger.waits', { long })}
          </p>
        </div>
        <TimeRibbon
          size="row"
          bare
          {...{ receivedAt, promisedAt, estimated, closedAt, pauses, now, language, timeZone }}
        />
      </a>
    </li>
  )
}
