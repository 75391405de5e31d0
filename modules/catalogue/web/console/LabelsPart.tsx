import { Button, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Answer } from '#platform/web/console/states.tsx'
import { editLabel, listLabels, type LabelView } from '../../contract/index.ts'
import { HistoryOf } from './History.tsx'
import { EditFrame, Field, useSaving } from './saving.tsx'

/** What the states of a case are called here. Which states there are, and what leads on, is fixed. */
export function LabelsPart() {
  const { t } = useTranslation('catalogueConsole')
  const labels = useQuery({
    queryKey: ['catalogue', 'labels'],
    queryFn: ({ signal }) => call(listLabels, { signal }),
  })
  const [editing, setEditing] = useState<LabelView | null>(null)
  return (
    <Answer of={labels}>
      {({ rows, allowed }) => (
        <>
          <p className="quiet catalogue-how">{t('labels.how')}</p>
          <table className="rows labels">
            <thead>
              <tr>
                <th scope="col">{t('labels.name')}</th>
                <th scope="col">{t('labels.nameEn')}</th>
                <th scope="col">{t('labels.type')}</th>
                <th scope="col">{t('matter.origin')}</th>
                <th scope="col">
                  <span className="unseen">{t('edit')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.status}>
                  <th scope="row">{row.name}</th>
                  <td>{row.nameEn}</td>
                  <td>{t(`labels.type.${row.type}`)}</td>
                  <td>
                    {row.origin === 'preset'
                      ? t('preset.short')
                      : t('labels.was', { name: row.presetName })}
                  </td>
                  <td>
                    {allowed.includes('edit') && (
                      <Button
                        size="small"
                        aria-label={`${t('edit')} ${row.name}`}
                        onClick={() => setEditing(row)}
                      >
                        {t('edit')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {editing && <LabelDialog label={editing} onClose={() => setEditing(null)} />}
        </>
      )}
    </Answer>
  )
}

function LabelDialog({ label, onClose }: { label: LabelView; onClose: () => void }) {
  const { t } = useTranslation('catalogueConsole')
  const ids = { name: useId(), nameEn: useId() }
  const [name, setName] = useState(label.name)
  const [nameEn, setNameEn] = useState(label.nameEn)
  const saving = useSaving((reason) => {
    const body = { name, nameEn, baseVersion: label.version, reason }
    return call(editLabel, { params: { status: label.status }, body })
  }, onClose)
  const preset = name === label.presetName && nameEn === label.presetNameEn
  return (
    <EditFrame
      title={t('labels.edit', { name: label.name })}
      saving={saving}
      ready={name.trim() !== '' && nameEn.trim() !== ''}
      consequence={t('labels.then')}
      onClose={onClose}
    >
      <Field name="name" id={ids.name} label={t('labels.name')}>
        <Input
          id={ids.name}
          value={name}
          maxLength={12}
          showCount
          onChange={(e) => setName(e.target.value)}
        />
      </Field>
      <Field name="nameEn" id={ids.nameEn} label={t('labels.nameEn')}>
        <Input
          id={ids.nameEn}
          value={nameEn}
          maxLength={40}
          showCount
          onChange={(e) => setNameEn(e.target.value)}
        />
      </Field>
      {!preset && (
        <Button
          className="edit-plain"
          onClick={() => {
            setName(label.presetName)
            setNameEn(label.presetNameEn)
          }}
        >
          {t('labels.preset', { name: label.presetName })}
        </Button>
      )}
      {label.version > 0 && <HistoryOf subject="label" id={label.status} />}
    </EditFrame>
  )
}
