import { Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { IssueRow } from '../../../contract/issues.ts'
import { Tags } from './Tags.tsx'
import { useIssues } from './queries.ts'
import './issues.css'

const spans = [30, 90, 365] as const

/** What several people wrote of, hottest first. */
export function IssuesPage() {
  const { t } = useTranslation('issues')
  const [address, setAddress] = useAddress()
  const days = spans.find((one) => String(one) === String(address['days'])) ?? 365
  const issues = useIssues(days)
  return (
    <div className="page issues">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented
          aria-label={t('span')}
          value={days}
          onChange={(next) => setAddress({ days: next === 365 ? undefined : String(next) })}
          options={spans.map((value) => ({ value, label: t(`span.${value}`) }))}
        />
      </header>
      <p className="quiet">{t('how')}</p>
      <p className="quiet issues-formula">{t('formula')}</p>
      <Answer of={issues} rows={6}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title={t('none')} words={t('noneWords')} />
          ) : (
            <ol className="issues-list">
              {rows.map((row) => (
                <Row key={row.number} row={row} hottest={rows[0]?.heat ?? 1} />
              ))}
            </ol>
          )
        }
      </Answer>
    </div>
  )
}

function Row({ row, hottest }: { row: IssueRow; hottest: number }) {
  const { t } = useTranslation('issues')
  const time = useTime()
  return (
    <li className="issue-row">
      <div className="issue-what">
        <Link to="/console/issues/$number" params={{ number: String(row.number) }}>
          {row.title}
        </Link>
        <Tags row={row} />
        <small>
          {t('since', { first: time.day(row.firstAt), last: time.day(row.lastAt) })}
          {row.communities.length > 0 && ` · ${row.communities.join('、')}`}
        </small>
      </div>
      <p className="issue-count">
        <b>{t('people', { count: row.people })}</b>
        <small>{t('messages', { count: row.messages })}</small>
      </p>
      <p className="issue-count" data-some={row.open > 0}>
        <b>{t('open', { count: row.open })}</b>
      </p>
      <p className="issue-heat">
        <b>{row.heat.toFixed(1)}</b>
        <span className="issue-bar" aria-hidden="true">
          <i style={{ width: `${Math.round((100 * row.heat) / Math.max(hottest, 0.1))}%` }} />
        </span>
        <small>{t('heat')}</small>
      </p>
    </li>
  )
}
