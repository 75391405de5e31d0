import { Button, Segmented } from 'antd'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { parts, rateNames } from '../../domain/measures.ts'
import { dayOf, filtersOf } from './period.ts'
import { useBehind } from './queries.ts'
import './measures.css'

const countNames = ['reported', 'filed', 'closed', 'open', 'overdue', 'paused'] as const

/** The cases that a figure was counted from; of a rate all of them, those that kept it, or the others. */
export function BehindPage() {
  const { t } = useTranslation('insight')
  const { now, timeZone } = useTime()
  const [address, setAddress] = useAddress()
  const filters = filtersOf(address, dayOf(now, timeZone))
  const rate = rateNames.find((n) => n === address['rate'])
  const count = countNames.find((n) => n === address['count'])
  const part = parts.find((p) => p === address['part']) ?? 'all'
  const cases = useBehind({
    ...filters,
    ...(rate ? { rate, part } : {}),
    ...(count ? { count } : {}),
  })
  const rows = cases.data?.pages.flatMap((p) => p.rows) ?? []
  return (
    <div className="page measures">
      <header className="page-head">
        <h1>{rate ? t(`rate.${rate}`) : t(`counts.${count ?? 'reported'}`)}</h1>
        {rate && (
          <Segmented
            aria-label={t('part')}
            value={part}
            onChange={(next) => setAddress({ part: next })}
            options={parts.map((value) => ({ value, label: t(`part.${value}`) }))}
          />
        )}
      </header>
      <p className="quiet">
        {t('behind.period', { from: filters.from, until: filters.until })}
        {rate && ` · ${t(`rate.${rate}.what`)}`}
      </p>
      <Answer of={cases} rows={10}>
        {() =>
          rows.length === 0 ? <Empty title={t('behind.none')} /> : <BehindTable rows={rows} />
        }
      </Answer>
      {cases.hasNextPage && (
        <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
          {t('behind.more')}
        </Button>
      )}
    </div>
  )
}

type Row = NonNullable<ReturnType<typeof useBehind>['data']>['pages'][number]['rows'][number]

function BehindTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation(['insight', 'console'])
  const time = useTime()
  return (
    <div className="measures-wide stacks">
      <table>
        <thead>
          <tr>
            {['case', 'matter', 'community', 'unit', 'status', 'reported', 'closed'].map((name) => (
              <th key={name} scope="col">
                {t(`behind.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.caseId}>
              <th scope="row" data-label={t('behind.case')}>
                <Link to="/console/cases/$caseId" params={{ caseId: row.caseId }} className="code">
                  {row.shortCode}
                </Link>
              </th>
              <td data-label={t('behind.matter')}>{row.matterName ?? '—'}</td>
              <td data-label={t('behind.community')}>{row.communityName ?? '—'}</td>
              <td data-label={t('behind.unit')}>{row.unitName ?? '—'}</td>
              <td data-label={t('behind.status')}>{t(`console:status.${row.status}`)}</td>
              <td data-label={t('behind.reported')}>{time.at(row.reportedAt)}</td>
              <td data-label={t('behind.closed')}>
                {row.closedAt === null ? '—' : time.at(row.closedAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
