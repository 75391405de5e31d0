import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { CalendarPart } from './CalendarPart.tsx'
import { GuidePart } from './GuidePart.tsx'
import { MattersPart } from './MattersPart.tsx'
import { PolicyPart } from './PolicyPart.tsx'
import { ReasonsPart } from './ReasonsPart.tsx'
import './catalogue.css'

const parts = {
  matters: MattersPart,
  guide: GuidePart,
  limits: PolicyPart,
  calendar: CalendarPart,
  reasons: ReasonsPart,
}
const names = [
  'matters',
  'guide',
  'limits',
  'calendar',
  'reasons',
] as const satisfies readonly (keyof typeof parts)[]

/** What the district takes care of, by when, on which days, and for which reasons not. */
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
          aria-label={t('parts')}
          value={part}
          onChange={(value) => setAddress({ part: value, q: undefined, version: undefined })}
          options={names.map((value) => ({
            value,
            label: t(`part.${value}`),
          }))}
        />
      </header>
      <Shown />
    </div>
  )
}
