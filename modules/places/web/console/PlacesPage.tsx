import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Empty } from '#platform/web/console/states.tsx'
import { AddressesPart } from './AddressesPart.tsx'
import { AreasPart } from './AreasPart.tsx'
import { BaseMapPart } from './BaseMapPart.tsx'
import { DoorplatesPart } from './DoorplatesPart.tsx'
import { History } from './History.tsx'
import './places.css'

const parts = {
  areas: AreasPart,
  addresses: AddressesPart,
  doorplates: DoorplatesPart,
  basemap: BaseMapPart,
  history: () => <History query={{}} />,
}
const names = ['areas', 'addresses', 'doorplates', 'basemap', 'history'] as const

/** The district on the ground: its areas, addresses, door codes and the map under them. */
export function PlacesPage() {
  const { t } = useTranslation('placesConsole')
  const { verbs } = useConsoleSetting()
  const [address, setAddress] = useAddress()
  if (!verbs.has('places.read')) return <Empty title={t('none')} />
  const name = names.find((n) => n === address['part']) ?? 'areas'
  const Part = parts[name]
  return (
    <div className="page places">
      <header className="page-head no-print">
        <h1>{t('title')}</h1>
        <Segmented
          aria-label={t('parts')}
          value={name}
          onChange={(part) =>
            setAddress({ part, q: undefined, area: undefined, under: undefined, parent: undefined })
          }
          options={names.map((value) => ({ value, label: t(`part.${value}`) }))}
        />
      </header>
      <Part />
    </div>
  )
}
