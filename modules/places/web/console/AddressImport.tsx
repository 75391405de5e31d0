import { Alert, Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { importAddresses } from '../../contract/index.ts'
import { FileButton, Refusal } from './parts.tsx'
import { placesKey } from './queries.ts'

/** Addresses from a CSV: first said what would happen, with every faulty line, then taken in. */
export function AddressImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('placesConsole')
  const client = useQueryClient()
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null)
  const send = useMutation({
    mutationFn: (body: { csv: string; dryRun: boolean }) => call(importAddresses, { body }),
    onSuccess: (_, { dryRun }) => {
      if (!dryRun) void client.invalidateQueries({ queryKey: placesKey })
    },
  })
  const { data } = send
  const done = data !== undefined && !send.variables.dryRun && data.faulty === 0
  return (
    <section className="places-import">
      <header className="places-form-head">
        <h2>{t('address.import')}</h2>
        <Button onClick={onClose}>{t('close')}</Button>
      </header>
      <p className="quiet">{t('address.importWhat')}</p>
      <FileButton
        label={t('address.file')}
        accept=".csv,text/csv"
        busy={send.isPending}
        onText={(csv, name) => {
          setFile({ name, csv })
          send.mutate({ csv, dryRun: true })
        }}
      />
      <Refusal error={send.error} />
      {data && file && (
        <>
          <p>
            <b>{t(done ? 'import.done' : 'import.would', { file: file.name })}</b>{' '}
            {t('import.counts', { added: data.added, changed: data.changed, same: data.same })}
          </p>
          {data.faulty > 0 && (
            <>
              <Alert type="warning" showIcon title={t('import.faults', { count: data.faulty })} />
              <ul className="places-faults">
                {data.faults.map((f) => (
                  <li key={f.line}>
                    {t('address.fault', { line: f.line, text: f.text })}
                    {t(`fault.${f.fault}`)}
                  </li>
                ))}
              </ul>
            </>
          )}
          {!done && data.faulty === 0 && (
            <Button
              type="primary"
              loading={send.isPending}
              onClick={() => send.mutate({ csv: file.csv, dryRun: false })}
            >
              {t('import.take')}
            </Button>
          )}
        </>
      )}
    </section>
  )
}
