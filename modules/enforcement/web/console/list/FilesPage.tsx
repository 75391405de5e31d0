import { Button, Input, Segmented } from 'antd'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { FileRow } from '../../../contract/index.ts'
import { DueLine } from '../file/Rungs.tsx'
import { useFiles } from '../queries.ts'
import '../enforcement.css'

const shows = ['due', 'open', 'ended', 'all'] as const

/** The files of the own area: what is due today stands above, and opens by itself. */
export function FilesPage() {
  const { t } = useTranslation('enforcement')
  const [{ show: named, q }, setAddress] = useAddress()
  const show = shows.find((one) => one === named) ?? 'due'
  const asked = useFiles({ show, ...(q ? { q } : {}) })
  const first = asked.data?.pages[0]
  return (
    <div className="page enforcement">
      <div className="page-head">
        <h1>{t('title')}</h1>
      </div>
      <p className="quiet">{t('how')}</p>
      {first && (
        <p className="file-counts">
          <span data-late={first.counts.overdue > 0}>
            {t('count.overdue', { count: first.counts.overdue })}
          </span>
          <span data-soon={first.counts.today > 0}>
            {t('count.today', { count: first.counts.today })}
          </span>
          <span>{t('count.open', { count: first.counts.open })}</span>
        </p>
      )}
      <div className="file-filters">
        <Segmented
          value={show}
          onChange={(next) => setAddress({ show: next })}
          options={shows.map((value) => ({ value, label: t(`show.${value}`) }))}
        />
        <Input.Search
          aria-label={t('search')}
          placeholder={t('search')}
          allowClear
          defaultValue={q ?? ''}
          onSearch={(text) => setAddress({ q: text.trim() })}
        />
      </div>
      <Answer of={asked} rows={6}>
        {({ pages }) => <Rows rows={pages.flatMap((page) => page.rows)} show={show} />}
      </Answer>
      {asked.hasNextPage && (
        <Button loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function Rows({ rows, show }: { rows: readonly FileRow[]; show: string }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  if (rows.length === 0)
    return <Empty title={t(show === 'due' ? 'noneDue' : 'none')} words={t('noneWords')} />
  return (
    <ul className="file-rows">
      {rows.map((row) => (
        <li key={row.id}>
          <Link to="/console/enforcement/$fileId" params={{ fileId: row.id }}>
            <b>{row.title}</b>
            <span>{row.address}</span>
          </Link>
          <span>
            {row.parties.slice(0, 3).join('、')}
            {row.parties.length > 3 && t('andMore', { count: row.parties.length })}
          </span>
          <span>
            {t(`state.${row.state}`)}
            {row.dissuasions > 0 && (
              <small> · {t('dissuasions', { count: row.dissuasions })}</small>
            )}
          </span>
          {row.dueAt === null ? (
            <small className="quiet">{time.day(row.openedAt)}</small>
          ) : (
            <DueLine file={row} />
          )}
        </li>
      ))}
    </ul>
  )
}
