import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { DrivesPart } from './DrivesPart.tsx'
import { DuePart } from './DuePart.tsx'
import { PlansPart } from './PlansPart.tsx'
import { PromisesPart } from './PromisesPart.tsx'
import { VisitsPart } from './VisitsPart.tsx'
import './visits.css'

const tabs = ['due', 'visits', 'promises', 'drives', 'plans'] as const
type Tab = (typeof tabs)[number]

const parts: Record<Tab, () => ReactNode> = {
  due: DuePart,
  visits: VisitsPart,
  promises: PromisesPart,
  drives: DrivesPart,
  plans: PlansPart,
}

/** Calls at doors: where one is due, what was said, what was promised, what a drive came to. */
export function VisitsPage() {
  const { t } = useTranslation('visits')
  const [address, setAddress] = useAddress()
  const tab = tabs.find((one) => one === address['tab']) ?? 'due'
  const Part = parts[tab]
  return (
    <div className="page visits">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented<Tab>
          aria-label={t('title')}
          value={tab}
          onChange={(next) =>
            setAddress({ tab: next === 'due' ? undefined : next, drive: undefined })
          }
          options={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
      </header>
      <Part />
    </div>
  )
}
