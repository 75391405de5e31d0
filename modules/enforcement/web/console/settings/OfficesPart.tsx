import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Empty } from '#platform/web/console/states.tsx'
import { saveOffice } from '../../../contract/index.ts'
import type { Settings } from './AuthoritiesPart.tsx'
import { RowDialog, textsOf, type Values } from './RowDialog.tsx'

type Row = Settings['offices'][number]

/** How each body signs and numbers its papers, and where one may object to them. */
export function OfficesPart({ settings }: { settings: Settings }) {
  const { t } = useTranslation('enforcement')
  const [open, setOpen] = useState<Row | 'new' | null>(null)
  return (
    <>
      <p>
        <Button onClick={() => setOpen('new')}>{t('office.add')}</Button>
      </p>
      {settings.offices.length === 0 && (
        <Empty title={t('office.none')} words={t('office.noneWords')} />
      )}
      {settings.offices.map((row) => (
        <article key={row.bodyId} className="file-card">
          <p>
            <b>{row.name}</b>{' '}
            <span className="code">{t('office.number', { prefix: row.prefix })}</span>
          </p>
          <p className="quiet">
            {t('office.object', { review: row.reviewBody, court: row.court })}
          </p>
          <p>
            <Button size="small" onClick={() => setOpen(row)}>
              {t('change')}
            </Button>
          </p>
        </article>
      ))}
      {open !== null && (
        <OfficeDialog
          row={open === 'new' ? null : open}
          settings={settings}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

function OfficeDialog(props: { row: Row | null; settings: Settings; onClose: () => void }) {
  const { row, settings, onClose } = props
  const { t } = useTranslation('enforcement')
  const save = (v: Values) =>
    call(saveOffice, {
      params: { bodyId: v['bodyId'] ?? '' },
      body: {
        baseVersion: row?.version ?? null,
        name: v['name'] ?? '',
        prefix: v['prefix'] ?? '',
        reviewBody: v['reviewBody'] ?? '',
        court: v['court'] ?? '',
        address: v['address'] ?? '',
        phone: v['phone'] ?? '',
      },
    })
  const bodies = settings.bodies.filter((body) => row === null || body.id === row.bodyId)
  return (
    <RowDialog
      title={t(row ? 'office.change' : 'office.add')}
      start={row ? textsOf(row) : {}}
      save={save}
      onClose={onClose}
      fields={[
        {
          name: 'bodyId',
          kind: 'choice',
          options: bodies.map(({ id: value, name }) => ({ value, label: name })),
        },
        { name: 'name' },
        { name: 'prefix' },
        { name: 'reviewBody' },
        { name: 'court' },
        { name: 'address', optional: true },
        { name: 'phone', optional: true },
      ]}
    />
  )
}
