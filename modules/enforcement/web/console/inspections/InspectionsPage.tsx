import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CapsPart } from './CapsPart.tsx'
import { DonePart } from './DonePart.tsx'
import { DuePart } from './DuePart.tsx'
import { PlansPart } from './PlansPart.tsx'
import '../enforcement.css'
import './inspections.css'

const parts = ['due', 'done', 'plans', 'caps'] as const
type Part = (typeof parts)[number]
const shown: Record<Part, () => React.ReactNode> = {
  due: () => <DuePart />,
  done: () => <DonePart />,
  plans: () => <PlansPart />,
  caps: () => <CapsPart />,
}

/** Administrative inspection: what is due by plan, what was inspected, the plans, the caps. */
export function InspectionsPage() {
  const { t } = useTranslation('inspections')
  const [part, setPart] = useState<Part>('due')
  return (
    <div className="page enforcement">
      <div className="page-head">
        <h1>{t('title')}</h1>
      </div>
      <div className="file-filters">
        <Segmented<Part>
          value={part}
          onChange={setPart}
          options={parts.map((value) => ({ value, label: t(`part.${value}`) }))}
        />
      </div>
      <p className="quiet">{t(`how.${part}`)}</p>
      {shown[part]()}
    </div>
  )
}
