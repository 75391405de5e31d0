import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { ChannelsPart } from './ChannelsPart.tsx'
import { EventsPart } from './events/EventsPart.tsx'
import { FiguresPart } from './figures/FiguresPart.tsx'
import { LeafletsPart } from './leaflets/LeafletsPart.tsx'
import { QuestionsPart } from './questions/QuestionsPart.tsx'
import { PlansPart } from './records/PlansPart.tsx'
import { PostingsPart } from './records/PostingsPart.tsx'
import { RecordsPart } from './records/RecordsPart.tsx'
import './outreach.css'

const tabs = [
  'records',
  'plans',
  'postings',
  'leaflets',
  'events',
  'questions',
  'figures',
  'channels',
] as const
type Tab = (typeof tabs)[number]

const parts: Record<Tab, () => ReactNode> = {
  records: RecordsPart,
  plans: PlansPart,
  postings: PostingsPart,
  leaflets: LeafletsPart,
  events: EventsPart,
  questions: QuestionsPart,
  figures: FiguresPart,
  channels: ChannelsPart,
}

/** What was said where, what is planned, what hangs until when, and the library of leaflets. */
export function OutreachPage() {
  const { t } = useTranslation('outreach')
  const [address, setAddress] = useAddress()
  const tab = tabs.find((one) => one === address['tab']) ?? 'records'
  const Part = parts[tab]
  return (
    <div className="page outreach">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented<Tab>
          aria-label={t('title')}
          value={tab}
          onChange={(next) =>
            // What a figure opened is left with its tab.
            setAddress({
              tab: next === 'records' ? undefined : next,
              show: undefined,
              month: undefined,
              figure: undefined,
            })
          }
          options={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
      </header>
      <Part />
    </div>
  )
}
