import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { ModelsPart } from './stations/ModelsPart.tsx'
import { StationsPart } from './stations/StationsPart.tsx'
import './people.css'
import './stations/stations.css'

const names = ['stations', 'models'] as const

/** Stations against their models, and the models. */
export function StationsPage() {
  const { t } = useTranslation('peopleConsole')
  const [address, setAddress] = useAddress()
  const part = names.find((n) => n === address['part']) ?? 'stations'
  return (
    <div className="page people">
      <header className="page-head">
        <h1>{t('stations.title')}</h1>
        <Segmented
          aria-label={t('parts')}
          value={part}
          onChange={(value) => setAddress({ part: value, open: undefined, state: undefined })}
          options={names.map((value) => ({ value, label: t(`part.${value}`) }))}
        />
      </header>
      {part === 'models' ? <ModelsPart /> : <StationsPart />}
    </div>
  )
}
