import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { CalendarPart } from './calendar/CalendarPart.tsx'
import { GuidePart } from './guide/GuidePart.tsx'
import { LabelsPart } from './LabelsPart.tsx'
import { MattersPart } from './matters/MattersPart.tsx'
import { PolicyPart } from './policy/PolicyPart.tsx'
import { ReasonsPart } from './reasons/ReasonsPart.tsx'
import './catalogue.css'

const parts = {
  matters: MattersPart,
  guide: GuidePart,
  limits: PolicyPart,
  calendar: CalendarPart,
  reasons: ReasonsPart,
  labels: LabelsPart,
}
const names = ['matters', 'guide', 'limits', 'calendar', 'reasons', 'labels'] as const

/** What the district takes care of, by when, on which days, for which reasons not, in its own words. */
export function CataloguePage() {
  const { t } = useTranslation('catalogueConsole')
  const [address, setAddress] = useAddress()
  const part = names.find((n) => n === address['part']) ?? 'matters'
  const Shown = parts[part]
  return (
    <div className="page catalogue">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented
          className="catalogue-parts"
          aria-label={t('parts')}
          value={part}
          onChange={(value) => {
            const kept = Object.fromEntries(Object.keys(address).map((name) => [name, undefined]))
            setAddress({ ...kept, part: value })
          }}
          options={names.map((value) => ({ value, label: t(`part.${value}`) }))}
        />
      </header>
      <Shown />
    </div>
  )
}
