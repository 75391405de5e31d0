import { App, Input, Modal } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import { addStateDays, type StateDaysAdded } from '../../../contract/index.ts'
import { Trouble } from '../saving.tsx'

/** A file of statutory days: first what it would do, then, when somebody has read that, doing it. */
export function ImportDays({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('catalogueConsole')
  const { message } = App.useApp()
  const client = useQueryClient()
  const ids = { file: useId(), source: useId() }
  const [file, setFile] = useState<unknown>()
  const [unreadable, setUnreadable] = useState(false)
  const [source, setSource] = useState('')
  const order = useMutation({
    mutationFn: (given: { file: unknown; dryRun: boolean; source: string }) =>
      call(addStateDays, { body: given }),
    onSuccess: (told) => {
      if (!told.done) return
      void client.invalidateQueries({ queryKey: ['catalogue'] })
      void message.success(t('import.done', { count: told.added.length }))
      onClose()
    },
  })
  const read = async (chosen: File | undefined) => {
    order.reset()
    setFile(undefined)
    setUnreadable(false)
    if (!chosen) return
    try {
      const parsed: unknown = JSON.parse(await chosen.text())
      setFile(parsed)
      if (source === '') setSource(chosen.name)
      order.mutate({ file: parsed, dryRun: true, source: chosen.name })
    } catch {
      setUnreadable(true)
    }
  }
  const told = order.data
  return (
    <Modal
      open
      width={600}
      title={t('import.title')}
      okText={
        told && told.added.length > 0
          ? t('import.do', { count: told.added.length })
          : t('import.verb')
      }
      cancelText={t('leave')}
      okButtonProps={{
        disabled: !told || told.added.length === 0 || source.trim() === '',
        loading: order.isPending,
      }}
      onCancel={onClose}
      onOk={() => order.mutate({ file, dryRun: false, source: source.trim() })}
    >
      <div className="edit-fields">
        <p className="quiet">{t('import.how')}</p>
        <label htmlFor={ids.file}>{t('import.file')}</label>
        <input
          id={ids.file}
          type="file"
          accept=".json,application/json"
          onChange={(e) => void read(e.target.files?.[0])}
        />
        {unreadable && (
          <p className="edit-trouble" role="alert">
            {t('import.unreadable')}
          </p>
        )}
        {order.error && <FileTrouble error={order.error} />}
        {told && <Told told={told} />}
        <label htmlFor={ids.source}>{t('import.source')}</label>
        <Input
          id={ids.source}
          value={source}
          maxLength={300}
          placeholder={t('import.sourceHint')}
          onChange={(e) => setSource(e.target.value)}
        />
        <p className="edit-then">{t('import.then')}</p>
      </div>
    </Modal>
  )
}

function FileTrouble({ error }: { error: Error }) {
  const { t } = useTranslation('catalogueConsole')
  const { details } = error instanceof CallError ? error : { details: {} }
  const problem = 'problem' in details ? String(details['problem']) : ''
  if (problem === '') return <Trouble error={error} />
  return (
    <p className="edit-trouble" role="alert">
      {t(`import.problem.${problem}`, { at: 'at' in details ? Number(details['at']) : 0 })}
    </p>
  )
}

function Told({ told }: { told: StateDaysAdded }) {
  const { t } = useTranslation('catalogueConsole')
  return (
    <div className="import-told" aria-live="polite">
      <p>
        <b>{t('import.added', { count: told.added.length })}</b> ·{' '}
        {t('import.same', { count: told.same })} ·{' '}
        {t('import.known', { before: told.knownUntil, after: told.knownUntilAfter })}
      </p>
      {told.differing.length > 0 && (
        <>
          <p>{t('import.differing')}</p>
          <ul>
            {told.differing.map(({ known, given }) => (
              <li key={given.day}>
                {given.day} {t(known.off ? 'day.free' : 'day.working')} →{' '}
                {t(given.off ? 'day.free' : 'day.working')}
              </li>
            ))}
          </ul>
        </>
      )}
      {told.odd.length > 0 && (
        <p>{t('import.odd', { days: told.odd.map((d) => d.day).join(t('and')) })}</p>
      )}
      {told.added.length > 0 && (
        <ul className="import-days">
          {told.added.map((d) => (
            <li key={d.day}>
              {d.day} {t(d.off ? 'day.off' : 'day.makeup')} {d.name}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
