import { Button, Input, InputNumber, Select } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { saveSettings, type District } from '../../contract/index.ts'
import { coordinateSystems } from '../../domain/point.ts'
import { DistrictMap } from '../DistrictMap.tsx'
import { History } from './History.tsx'
import { Labelled, Refusal } from './parts.tsx'
import { placesKey, useSettings } from './queries.ts'
import './places.css'

/** What a district decides about itself: its names, its middle, its telephones, its coordinates. */
export function DistrictPage() {
  const { t } = useTranslation('placesConsole')
  const settings = useSettings()
  return (
    <div className="page places">
      <header className="page-head">
        <h1>{t('district.title')}</h1>
      </header>
      <Answer of={settings} rows={8}>
        {(district) => <DistrictForm key={district.version} start={district} />}
      </Answer>
    </div>
  )
}

function DistrictForm({ start }: { start: District }) {
  const { t } = useTranslation('placesConsole')
  const { verbs } = useConsoleSetting()
  const client = useQueryClient()
  const [draft, setDraft] = useState(start)
  const off = !verbs.has('settings.edit')
  const save = useMutation({
    mutationFn: () => {
      const { name, nameEn, lon, lat, settings, version } = draft
      return call(saveSettings, {
        body: { name, nameEn, lon, lat, settings, baseVersion: version },
      })
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: placesKey })
      void client.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const parts: PartProps = {
    draft,
    off,
    change: (to) => setDraft((now) => ({ ...now, ...to })),
    set: (to) => setDraft((now) => ({ ...now, settings: { ...now.settings, ...to } })),
  }
  return (
    <form
      className="places-split"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div className="places-form">
        <Names {...parts} />
        <Phones {...parts} />
        <Coordinates {...parts} />
        <Refusal error={save.error} />
        {!off && (
          <div className="places-tools">
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t('save')}
            </Button>
            {save.isSuccess && <small role="status">{t('saved')}</small>}
          </div>
        )}
        <details className="places-more">
          <summary>{t('part.history')}</summary>
          <History query={{ kind: 'district' }} />
        </details>
      </div>
      <div>
        <h2>{t('district.centre')}</h2>
        <p className="quiet">
          {t('district.centreHint', { lon: draft.lon.toFixed(5), lat: draft.lat.toFixed(5) })}
        </p>
        <DistrictMap
          districtId={start.districtId}
          className="places-map"
          label={t('district.centre')}
          pickNote={t('district.pin')}
          center={[draft.lon, draft.lat]}
          zoom={14}
          {...(off ? {} : { onPick: ([lon, lat]) => setDraft((now) => ({ ...now, lon, lat })) })}
        />
      </div>
    </form>
  )
}

interface PartProps {
  draft: District
  off: boolean
  change: (to: Partial<District>) => void
  set: (to: Partial<District['settings']>) => void
}

function Names({ draft, off, change }: PartProps) {
  const { t } = useTranslation('placesConsole')
  return (
    <>
      <div className="places-pair">
        {(['name', 'nameEn'] as const).map((name) => (
          <Labelled key={name} label={t(`district.${name}`)}>
            {(id) => (
              <Input
                id={id}
                disabled={off}
                maxLength={60}
                value={draft[name]}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            )}
          </Labelled>
        ))}
      </div>
      <div className="places-pair">
        <Labelled label={t('district.code')}>
          {(id) => <Input id={id} disabled value={draft.districtId} />}
        </Labelled>
        <Labelled label={t('district.timeZone')} hint={t('district.timeZoneHint')}>
          {(id) => <Input id={id} disabled value={draft.timeZone} />}
        </Labelled>
      </div>
    </>
  )
}

function Phones({ draft, off, set }: PartProps) {
  const { t } = useTranslation('placesConsole')
  return (
    <>
      <h2>{t('district.phones')}</h2>
      {(['telephone', 'gasTelephone', 'stationTelephone'] as const).map((name) => (
        <Labelled key={name} label={t(`district.${name}`)} hint={t(`district.${name}Hint`)}>
          {(id) => (
            <Input
              id={id}
              disabled={off}
              maxLength={40}
              inputMode="tel"
              value={draft.settings[name]}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          )}
        </Labelled>
      ))}
    </>
  )
}

function Coordinates({ draft, off, set }: PartProps) {
  const { t } = useTranslation('placesConsole')
  const { coordinateSystem, nearestCommunityMetres } = draft.settings
  return (
    <>
      <h2>{t('district.coordinates')}</h2>
      <div className="places-pair">
        <Labelled label={t('address.system')} hint={t('district.systemHint')}>
          {(id) => (
            <Select
              id={id}
              disabled={off}
              value={coordinateSystem}
              onChange={(system) => set({ coordinateSystem: system })}
              options={coordinateSystems.map((value) => ({ value, label: value }))}
            />
          )}
        </Labelled>
        <Labelled label={t('district.nearest')} hint={t('district.nearestHint')}>
          {(id) => (
            <InputNumber
              id={id}
              disabled={off}
              min={0}
              max={20_000}
              value={nearestCommunityMetres}
              onChange={(metres) => set({ nearestCommunityMetres: metres ?? 0 })}
            />
          )}
        </Labelled>
      </div>
    </>
  )
}
