import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { PartnerRow } from '../../../contract/partners.ts'
import { PartnerDialog } from './PartnerDialog.tsx'
import { usePartners } from './queries.ts'
import '../cases.css'
import './partners.css'

/** Who works by link, whom to reach there, and how much is in their hands. */
export function PartnersPage() {
  const { t } = useTranslation('partners')
  const partners = usePartners()
  const [editing, setEditing] = useState<PartnerRow | 'new' | null>(null)
  const may = partners.data?.allowed.includes('edit') === true
  return (
    <div className="page partners-page">
      <header className="page-head">
        <h1>{t('title')}</h1>
        {may && (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t('add')}
          </Button>
        )}
      </header>
      <p className="quiet">{t('lead')}</p>
      <Answer of={partners}>
        {({ partners: rows }) =>
          rows.length === 0 ? (
            <Empty title={t('none')} words={t('noneWords')} />
          ) : (
            <ul className="partner-list">
              {rows.map((row) => (
                <li key={row.unitId} data-off={!row.active}>
                  <div>
                    <b>{row.unitName}</b> <small>{t(`trade.${row.trade}`)}</small>
                    {!row.active && <small> · {t('off')}</small>}
                    <p className="quiet">
                      {[row.contact, row.phone ?? t('noPhone'), row.email]
                        .filter(Boolean)
                        .join(' · ')}
                    </p>
                  </div>
                  {row.openTasks > 0 && <span>{t('open', { count: row.openTasks })}</span>}
                  {may && (
                    <Button
                      size="small"
                      aria-label={`${t('change')} ${row.unitName}`}
                      onClick={() => setEditing(row)}
                    >
                      {t('change')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {editing !== null && (
        <PartnerDialog
          partner={editing === 'new' ? null : editing}
          known={partners.data?.partners ?? []}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}
