import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { BookingsPart } from './bookings/BookingsPart.tsx'
import { SignsPart } from './signs/SignsPart.tsx'
import { SettingsPart } from './settings/SettingsPart.tsx'
import './services.css'

const tabs = ['bookings', 'signs', 'services'] as const
type Tab = (typeof tabs)[number]

const parts: Record<Tab, () => ReactNode> = {
  bookings: BookingsPart,
  signs: SignsPart,
  services: SettingsPart,
}

/** What is booked, and what the district offers. */
export function ServicesPage() {
  const { t } = useTranslation('services')
  const [address, setAddress] = useAddress()
  const tab = tabs.find((one) => one === address['tab']) ?? 'bookings'
  const Part = parts[tab]
  return (
    <div className="page services">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented<Tab>
          aria-label={t('title')}
          value={tab}
          onChange={(next) => setAddress({ tab: next === 'bookings' ? undefined : next })}
          options={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
      </header>
      <Part />
    </div>
  )
}
