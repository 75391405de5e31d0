import { Alert, Button, Checkbox } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { importGrids } from '../../contract/index.ts'
import { FileButton, Refusal } from './parts.tsx'
import { placesKey } from './queries.ts'

type Collection = { type: 'FeatureCollection'; features: Record<string, unknown>[] }

export function collectionIn(text: string): Collection | null {
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null || !('features' in read)) return null
    if (!Array.isArray(read.features)) return null
    return { type: 'FeatureCollection', features: read.features }
  } catch {
    return null
  }
}

/** Grids from a GeoJSON file: first said what would happen, then taken in. */
export function GridImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('placesConsole')
  const client = useQueryClient()
  const [file, setFile] = useState<{ name: string; geojson: Collection } | null>(null)
  const [unread, setUnread] = useState(false)
  const [schematic, setSchematic] = useState(false)
  const send = useMutation({
    mutationFn: (order: { geojson: Collection; dryRun: boolean }) =>
      call(importGrids, { body: { ...order, schematic } }),
    onSuccess: (_, { dryRun }) => {
      if (!dryRun) void client.invalidateQueries({ queryKey: placesKey })
    },
  })
  const { data } = send
  const done = data !== undefined && !send.variables.dryRun && data.faults.length === 0
  return (
    <section className="places-import">
      <header className="places-form-head">
        <h2>{t('grids.import')}</h2>
        <Button onClick={onClose}>{t('close')}</Button>
      </header>
      <p className="quiet">{t('grids.what')}</p>
      <div className="places-tools">
        <FileButton
          label={t('grids.file')}
          accept=".json,.geojson,application/geo+json"
          busy={send.isPending}
          onText={(text, name) => {
            const geojson = collectionIn(text)
            setUnread(geojson === null)
            setFile(geojson && { name, geojson })
            if (geojson) send.mutate({ geojson, dryRun: true })
          }}
        />
        <Checkbox checked={schematic} onChange={(e) => setSchematic(e.target.checked)}>
          {t('area.schematic')}
        </Checkbox>
      </div>
      {unread && <Alert type="error" showIcon title={t('grids.unread')} />}
      <Refusal error={send.error} />
      {data && file && (
        <>
          <p>
            <b>{t(done ? 'import.done' : 'import.would', { file: file.name })}</b>{' '}
            {t('import.counts', { added: data.added, changed: data.changed, same: data.same })}
          </p>
          {data.faults.length > 0 && (
            <>
              <Alert
                type="warning"
                showIcon
                title={t('import.faults', { count: data.faults.length })}
              />
              <ul className="places-faults">
                {data.faults.map((f) => (
                  <li key={f.feature}>
                    {t('grids.fault', { feature: f.feature, code: f.code, name: f.name })}
                    {t(`fault.${f.fault}`)}
                  </li>
                ))}
              </ul>
            </>
          )}
          {!done && data.faults.length === 0 && (
            <Button
              type="primary"
              loading={send.isPending}
              onClick={() => send.mutate({ geojson: file.geojson, dryRun: false })}
            >
              {t('import.take')}
            </Button>
          )}
        </>
      )}
    </section>
  )
}
