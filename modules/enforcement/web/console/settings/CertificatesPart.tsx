import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Empty } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import { saveCertificate } from '../../../contract/index.ts'
import { dayFromNow } from '../../draft.ts'
import type { Settings } from './AuthoritiesPart.tsx'
import { RowDialog, textsOf, type Values } from './RowDialog.tsx'

type Row = Settings['certificates'][number]

/** Certificates for enforcing; those that end soon come first. */
export function CertificatesPart({ settings }: { settings: Settings }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const [open, setOpen] = useState<Row | 'new' | null>(null)
  const bodies = new Map(settings.bodies.map((body) => [body.id, body.name]))
  return (
    <>
      <p>
        <Button onClick={() => setOpen('new')}>{t('certificate.add')}</Button>
      </p>
      {settings.certificates.length === 0 && (
        <Empty title={t('certificate.none')} words={t('certificate.noneWords')} />
      )}
      {settings.certificates.length > 0 && (
        <table className="settings-table">
          <thead>
            <tr>
              {(['personId', 'number', 'certificateBody', 'validUntil'] as const).map((name) => (
                <th key={name}>{t(`setting.${name}`)}</th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {settings.certificates.map((row) => (
              <tr key={row.id}>
                <td>{row.personName}</td>
                <td className="code">{row.number}</td>
                <td>{bodies.get(row.bodyId)}</td>
                <td>
                  {time.date(row.validUntil)}{' '}
                  <span
                    className="due"
                    data-late={row.state === 'ended'}
                    data-soon={row.state === 'ending'}
                  >
                    {t(`certificate.${row.state}`)}
                  </span>
                </td>
                <td>
                  <Button size="small" onClick={() => setOpen(row)}>
                    {t('change')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open !== null && (
        <CertificateDialog
          row={open === 'new' ? null : open}
          settings={settings}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

const options = (of: readonly { id: string; name: string }[]) =>
  [...new Map(of.map((one) => [one.id, one.name]))].map(([value, label]) => ({ value, label }))

function CertificateDialog(props: { row: Row | null; settings: Settings; onClose: () => void }) {
  const { row, settings, onClose } = props
  const { t } = useTranslation('enforcement')
  const [id] = useState(() => row?.id ?? newId())
  const people = row
    ? [{ id: row.personId, name: row.personName }, ...settings.people]
    : settings.people
  const save = (v: Values) =>
    call(saveCertificate, {
      params: { id },
      body: {
        baseVersion: row?.version ?? null,
        personId: v['personId'] ?? '',
        bodyId: v['bodyId'] ?? '',
        number: v['number'] ?? '',
        issuer: v['issuer'] ?? '',
        validFrom: v['validFrom'] ?? '',
        validUntil: v['validUntil'] ?? '',
        revokedOn: v['revokedOn'] ? v['revokedOn'] : null,
      },
    })
  return (
    <RowDialog
      title={t(row ? 'certificate.change' : 'certificate.add')}
      start={row ? textsOf(row) : { validFrom: dayFromNow(0) }}
      save={save}
      onClose={onClose}
      fields={[
        { name: 'personId', kind: 'choice', options: options(people) },
        { name: 'bodyId', kind: 'choice', options: options(settings.bodies) },
        { name: 'number' },
        { name: 'issuer', optional: true },
        { name: 'validFrom', kind: 'day' },
        { name: 'validUntil', kind: 'day' },
        { name: 'revokedOn', kind: 'day', optional: true },
      ]}
    />
  )
}
