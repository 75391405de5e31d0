import { Button, Input, Select } from 'antd'
import { useMemo } from 'react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAddress, type Search } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { languageOf } from '#platform/web/i18n.ts'
import type { CaseRow } from '../../../contract/index.ts'
import { caseStatuses } from '../../../domain/case.ts'
import { ManyBar } from '../many/ManyBar.tsx'
import { useSelection, type Selection } from '../many/selection.ts'
import { Tick } from '../many/Tick.tsx'
import { PointsMap } from '../CaseMap.tsx'
import { Followers, RowRibbon, Thumb, Urgent } from '../parts.tsx'
import { useCases, type CaseFilters } from '../queries.ts'
import { shortPlace } from '../shown.ts'
import '../cases.css'

const views = ['all', 'open', 'overdue', 'desk', 'mine', 'decide', 'inspect'] as const
const classes = ['outreach', 'service', 'management', 'enforcement'] as const

/** The filters of the page are its address; whatever the address says that we do not know is left out. */
export function filtersOf(search: Search): CaseFilters {
  const { status, community, unit, class: kind, q } = search
  return {
    view: views.find((v) => v === search['view']) ?? 'all',
    ...(status ? { status } : {}),
    ...(community ? { community } : {}),
    ...(unit ? { unit } : {}),
    ...(kind ? { class: kind } : {}),
    ...(q ? { q } : {}),
  }
}

/** Where the filtered list is fetched as a workbook; the server writes down who fetched it. */
export function exportAddress(filters: CaseFilters, language: string): string {
  const query = new URLSearchParams({ format: 'xlsx', language })
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value)
  return `/api/cases/export?${query.toString()}`
}

/** All cases of one's scope: a list to read and a map beside it, the same filters for both. */
export function CasesPage() {
  const { t, i18n } = useTranslation('console')
  const [address, setAddress] = useAddress()
  const filters = filtersOf(address)
  const cases = useCases(filters)
  const pages = cases.data?.pages
  const rows = useMemo(() => pages?.flatMap((p) => p.rows) ?? [], [pages])
  const selection = useSelection(rows)
  return (
    <div className="cases">
      <section className="cases-list" aria-label={t('cases.title')}>
        <header className="cases-head">
          <h1>{t('cases.title')}</h1>
          <Button href={exportAddress(filters, languageOf(i18n))} download>
            {t('cases.export')}
          </Button>
        </header>
        <Filters address={address} onChange={setAddress} />
        <Only address={address} row={rows[0]} onChange={setAddress} />
        <Answer of={cases} rows={10}>
          {() =>
            rows.length === 0 ? (
              <Empty title={t('cases.none')} words={t('cases.noneWords')}>
                <Button
                  onClick={() =>
                    setAddress({
                      q: undefined,
                      status: undefined,
                      class: undefined,
                      view: undefined,
                      community: undefined,
                      unit: undefined,
                    })
                  }
                >
                  {t('cases.allAgain')}
                </Button>
              </Empty>
            ) : (
              <div className="rows">
                <p className="row row-head ticked" aria-hidden="true">
                  <span />
                  <span>{t('cases.what')}</span>
                  <span>{t('cases.who')}</span>
                  <span>{t('cases.time')}</span>
                  <span>{t('cases.when')}</span>
                </p>
                <ul>
                  {rows.map((row) => (
                    <Row key={row.id} row={row} selection={selection} />
                  ))}
                </ul>
              </div>
            )
          }
        </Answer>
        {cases.hasNextPage && (
          <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
            {t('list.more')}
          </Button>
        )}
        <ManyBar rows={rows} selection={selection} />
      </section>
      <PointsMap filters={filters} />
    </div>
  )
}

function Filters(props: { address: Search; onChange: (change: Search) => void }) {
  const { t } = useTranslation('console')
  const { address, onChange } = props
  const select = (name: string, values: readonly string[], word: string) => (
    <Select
      allowClear
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      value={address[name] ?? null}
      onChange={(value: string | null | undefined) => onChange({ [name]: value ?? undefined })}
      options={values.map((value) => ({ value, label: t(`${word}.${value}`) }))}
      popupMatchSelectWidth={false}
    />
  )
  return (
    <search className="filters">
      <Input
        type="search"
        allowClear
        defaultValue={address['q'] ?? ''}
        aria-label={t('filter.q')}
        placeholder={t('filter.q')}
        onPressEnter={(e) => onChange({ q: e.currentTarget.value.trim() })}
        onChange={(e) => e.target.value === '' && onChange({ q: undefined })}
      />
      {select('view', views.slice(1), 'view')}
      {select('status', caseStatuses, 'status')}
      {select('class', classes, 'class')}
    </search>
  )
}

interface OnlyProps {
  address: Search
  row: CaseRow | undefined
  onChange: (change: Search) => void
}

/** Filters that come with a link have no field here; each is said, and taken away by a press. */
function Only({ address, row, onChange }: OnlyProps) {
  const { t } = useTranslation('console')
  const only = [
    { key: 'unit', name: row?.unitName },
    { key: 'community', name: row?.communityName },
  ].filter(({ key }) => address[key])
  if (only.length === 0) return null
  return (
    <p className="only">
      {only.map(({ key, name }) => (
        <Button
          key={key}
          size="small"
          aria-label={t('filter.drop', { name: name ?? address[key] })}
          onClick={() => onChange({ [key]: undefined })}
        >
          {t('filter.only', { name: name ?? address[key] })} ×
        </Button>
      ))}
    </p>
  )
}

function Row({ row, selection }: { row: CaseRow; selection: Selection }) {
  const { t } = useTranslation('console')
  const time = useTime()
  return (
    <li className="with-tick">
      <Tick id={row.id} name={row.title || row.shortCode} selection={selection} />
      <Link className="row" to="/console/cases/$caseId" params={{ caseId: row.id }}>
        <Thumb row={row} />
        <span className="row-what">
          <b>
            <Urgent urgency={row.urgency} />
            {row.title || t('case.untitled')}
            <Followers row={row} />
          </b>
          <small>{shortPlace(row)}</small>
        </span>
        <span className="row-who">
          <span>{t(`status.${row.status}`)}</span>
          <small>{row.unitName ?? t(`owner.${row.owner}`)}</small>
        </span>
        <RowRibbon row={row} />
        <span className="row-when">{time.day(row.reportedAt)}</span>
      </Link>
    </li>
  )
}
