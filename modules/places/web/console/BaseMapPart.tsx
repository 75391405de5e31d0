import { Alert, Button, Checkbox, Input, Select } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { importBaseMap, listBaseMap, removeBaseMap } from '../../contract/index.ts'
import { baseKinds, type BaseKind } from '../../domain/base-map.ts'
import { DistrictMap } from '../DistrictMap.tsx'
import { collectionIn } from './GridImport.tsx'
import { FileButton, Labelled, Refusal } from './parts.tsx'
import { placesKey } from './queries.ts'

/** What lies under the outlines: the district's own roads, water and buildings. */
export function BaseMapPart() {
  const { t } = useTranslation('placesConsole')
  const { verbs, districtId, lon, lat } = useConsoleSetting()
  const time = useTime()
  const client = useQueryClient()
  const layers = useQuery({
    queryKey: [...placesKey, 'basemap'],
    queryFn: ({ signal }) => call(listBaseMap, { signal }),
    select: (r) => r.layers,
  })
  const remove = useMutation({
    mutationFn: (kind: BaseKind) => call(removeBaseMap, { params: { kind } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: placesKey }),
  })
  const may = verbs.has('places.edit')
  return (
    <div className="places-split">
      <div className="places-form">
        <Answer of={layers} rows={3}>
          {(list) => (
            <ul className="places-layers">
              {baseKinds.map((kind) => {
                const layer = list.find((l) => l.kind === kind)
                return (
                  <li key={kind}>
                    <span>
                      <b>{t(`base.${kind}`)}</b>
                      <small>
                        {layer
                          ? t('base.size', {
                              count: layer.features,
                              kb: Math.ceil(layer.bytes / 1000),
                              at: time.day(layer.importedAt),
                            })
                          : t('base.none')}
                        {layer?.schematic === true && ` · ${t('schematicShort')}`}
                        {layer && layer.source !== '' && ` · ${layer.source}`}
                      </small>
                    </span>
                    {may && layer && (
                      <Button
                        size="small"
                        danger
                        loading={remove.isPending && remove.variables === kind}
                        onClick={() => remove.mutate(kind)}
                      >
                        {t('base.remove')}
                      </Button>
                    )}
                  </li>
                )
              })}
            </ul>
          )}
        </Answer>
        <Refusal error={remove.error} />
        {may && <BaseMapImport />}
      </div>
      <DistrictMap
        districtId={districtId}
        className="places-map"
        label={t('base.map')}
        center={[lon, lat]}
        zoom={14}
      />
    </div>
  )
}

function BaseMapImport() {
  const { t } = useTranslation('placesConsole')
  const client = useQueryClient()
  const [kind, setKind] = useState<BaseKind>('roads')
  const [source, setSource] = useState('')
  const [schematic, setSchematic] = useState(false)
  const [unread, setUnread] = useState(false)
  const send = useMutation({
    mutationFn: (geojson: NonNullable<ReturnType<typeof collectionIn>>) =>
      call(importBaseMap, { body: { kind, source, schematic, geojson } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: placesKey }),
  })
  return (
    <section className="places-import">
      <h2>{t('base.import')}</h2>
      <p className="quiet">{t('base.what')}</p>
      <div className="places-pair">
        <Labelled label={t('base.kind')}>
          {(id) => (
            <Select
              id={id}
              value={kind}
              onChange={setKind}
              options={baseKinds.map((value) => ({ value, label: t(`base.${value}`) }))}
            />
          )}
        </Labelled>
        <Labelled label={t('base.source')} hint={t('base.sourceHint')}>
          {(id) => (
            <Input
              id={id}
              value={source}
              maxLength={80}
              onChange={(event) => setSource(event.target.value)}
            />
          )}
        </Labelled>
      </div>
      <Checkbox checked={schematic} onChange={(event) => setSchematic(event.target.checked)}>
        {t('area.schematic')}
      </Checkbox>
      <FileButton
        label={t('base.file')}
        accept=".json,.geojson,application/geo+json"
        busy={send.isPending}
        onText={(text) => {
          const geojson = collectionIn(text)
          setUnread(geojson === null)
          if (geojson) send.mutate(geojson)
        }}
      />
      {unread && <Alert type="error" showIcon title={t('grids.unread')} />}
      <Refusal error={send.error} />
      {send.data && (
        <p>{t('base.done', { count: send.data.features, leftOut: send.data.leftOut })}</p>
      )}
    </section>
  )
}
