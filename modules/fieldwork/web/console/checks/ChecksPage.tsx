import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { LedgerPart } from './LedgerPart.tsx'
import { ListsPart } from './ListsPart.tsx'
import './checks.css'

const tabs = ['rounds', 'lists'] as const
type Tab = (typeof tabs)[number]

/** Check lists: the ledger of their rounds, and the lists themselves. */
export function ChecksPage() {
  const { t } = useTranslation('checks')
  const [address, setAddress] = useAddress()
  const tab = tabs.find((one) => one === address['tab']) ?? 'rounds'
  return (
    <div className="page checks">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented<Tab>
          aria-label={t('title')}
          value={tab}
          onChange={(next) =>
            setAddress({ tab: next === 'rounds' ? undefined : next, round: undefined })
          }
          options={tabs.map((value) => ({ value, label: t(`part.${value}`) }))}
        />
      </header>
      <p className="quiet">{t('how')}</p>
      {tab === 'rounds' ? <LedgerPart /> : <ListsPart />}
    </div>
  )
}
