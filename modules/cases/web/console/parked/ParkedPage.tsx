import { Segmented, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { parkedLedger, type ParkedView } from '../../../contract/parked.ts'
import { casesKey } from '../queries.ts'
import { ReviewTime } from './ParkedPart.tsx'
import '../beside/beside.css'

const views = ['all', 'due', 'mine'] as const

/** The ledger of what is parked: the next review on top, what is due first of all. */
export function ParkedPage() {
  const { t } = useTranslation('parked')
  const [address, setAddress] = useAddress()
  const view = views.find((v) => v === address['view']) ?? 'all'
  const { reason } = address
  const ledger = useQuery({
    queryKey: [...casesKey, 'parked-ledger', view, reason],
    queryFn: ({ signal }) =>
      call(parkedLedger, {
        query: {
          ...(view === 'due' ? { due: 'true' } : {}),
          ...(view === 'mine' ? { mine: 'true' } : {}),
          ...(reason === undefined ? {} : { reason }),
        },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('ledger')}</h1>
        <Segmented
          aria-label={t('which')}
          value={view}
          onChange={(next) => setAddress({ view: next === 'all' ? undefined : next })}
          options={views.map((value) => ({
            value,
            label: t(`which.${value}`, {
              count: (value === 'due' ? ledger.data?.due : ledger.data?.all) ?? 0,
            }),
          }))}
        />
        <Select
          aria-label={t('field.reason')}
          value={reason ?? ''}
          onChange={(next: string) => setAddress({ reason: next === '' ? undefined : next })}
          options={[
            { value: '', label: t('reason.any') },
            ...(ledger.data?.reasons ?? []).map((r) => ({
              value: r.code,
              label: t('reason.one', { name: r.name, count: r.count }),
            })),
          ]}
          style={{ minWidth: 180 }}
        />
      </header>
      <p className="quiet">{t('intro')}</p>
      <Answer of={ledger}>
        {({ parked, all }) =>
          parked.length === 0 ? (
            <Empty
              title={t(all === 0 ? 'none' : 'noneSo')}
              {...(all === 0 ? { words: t('noneWords') } : {})}
            />
          ) : (
            <div className="beside-grid">
              {parked.map((one) => (
                <Line key={one.id} one={one} />
              ))}
            </div>
          )
        }
      </Answer>
    </div>
  )
}

function Line({ one }: { one: ParkedView }) {
  const { t } = useTranslation('parked')
  return (
    <article className="beside-card">
      <header>
        <h3>
          <Link to="/console/cases/$caseId" params={{ caseId: one.caseId }}>
            {one.caseTitle || one.caseShortCode}
          </Link>{' '}
          <small>{[...new Set([one.communityName, one.unitName])].join(' · ')}</small>
        </h3>
        <ReviewTime parked={one} />
      </header>
      <p>
        <span className="beside-state">{one.reason}</span>{' '}
        {one.lastResort && <span className="beside-state">{t('lastResort')}</span>}
      </p>
      <p className="beside-words">{one.plan}</p>
      <p className="quiet">{t('kept', { keeper: one.keeper })}</p>
    </article>
  )
}
