import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { CampaignView } from '../../../contract/index.ts'
import { DriveDialog, freshDrive, type Drive } from './DriveDialog.tsx'
import { LedgerPart } from './LedgerPart.tsx'
import { useDrives } from './queries.ts'

/** Drives of visits, each with what it came to. */
export function DrivesPart() {
  const { t } = useTranslation('visits')
  const [address, setAddress] = useAddress()
  const drives = useDrives()
  const [editing, setEditing] = useState<Drive | null>(null)
  const chosen = address['drive']
  return (
    <>
      <p className="quiet">{t('drives.how')}</p>
      <Answer of={drives} rows={4}>
        {({ campaigns, mayEdit, today }) => (
          <>
            {mayEdit && (
              <p>
                <Button type="primary" onClick={() => setEditing(freshDrive(today))}>
                  {t('drives.add')}
                </Button>
              </p>
            )}
            {campaigns.length === 0 ? (
              <Empty title={t('drives.none')} words={t('drives.noneWords')} />
            ) : (
              <ul className="visits-rows">
                {campaigns.map((drive) => (
                  <Row
                    key={drive.id}
                    drive={drive}
                    today={today}
                    open={drive.id === chosen}
                    onOpen={() => setAddress({ drive: drive.id === chosen ? undefined : drive.id })}
                    {...(mayEdit
                      ? { onEdit: () => setEditing({ ...drive, baseVersion: drive.version }) }
                      : {})}
                  />
                ))}
              </ul>
            )}
          </>
        )}
      </Answer>
      {editing && <DriveDialog drive={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

interface RowProps {
  drive: CampaignView
  today: string
  open: boolean
  onOpen: () => void
  onEdit?: () => void
}

function Row({ drive, today, open, onOpen, onEdit }: RowProps) {
  const { t } = useTranslation('visits')
  const time = useTime()
  const stands = today < drive.startsOn ? 'before' : today > drive.endsOn ? 'after' : 'now'
  return (
    <>
      <li>
        <span>
          <b>{drive.name}</b>
          <small className="quiet">
            {[
              drive.areaName,
              drive.kinds.map((kind) => t(`kind.${kind}`)).join(t('and')),
              drive.purpose,
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
        <span className="quiet">
          {t('drives.days', { from: time.date(drive.startsOn), to: time.date(drive.endsOn) })}
        </span>
        <span>{t(`drives.${stands}`)}</span>
        <span className="visits-verbs">
          <Button
            size="small"
            aria-expanded={open}
            aria-label={`${t('drives.ledger')} ${drive.name}`}
            onClick={onOpen}
          >
            {t('drives.ledger')}
          </Button>
          {onEdit && (
            <Button size="small" aria-label={`${t('edit')} ${drive.name}`} onClick={onEdit}>
              {t('edit')}
            </Button>
          )}
        </span>
      </li>
      {open && (
        <li className="visits-ledger">
          <LedgerPart campaignId={drive.id} />
        </li>
      )}
    </>
  )
}
