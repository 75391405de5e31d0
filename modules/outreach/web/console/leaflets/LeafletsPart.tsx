import { Button, Input, Segmented } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { LeafletRow } from '../../../contract/index.ts'
import { OfFigure } from '../figures/OfFigure.tsx'
import { useLibrary } from '../queries.ts'

const shows = ['all', 'shown', 'waits', 'expired', 'withdrawn'] as const

/** The library: what may hang and be handed out, what waits for approval, what is over. */
export function LeafletsPart() {
  const { t } = useTranslation('outreach')
  const [address, setAddress] = useAddress()
  const navigate = useNavigate()
  const show = shows.find((one) => one === address['state']) ?? 'all'
  const { q, month } = address
  const library = useLibrary({
    ...(show === 'all' ? {} : { state: show }),
    ...(q ? { q } : {}),
    ...(month ? { openedIn: month } : {}),
  })
  const mayWrite = library.data?.pages[0]?.mayWrite === true
  return (
    <>
      <search className="outreach-filters">
        <Segmented
          aria-label={t('tab.leaflets')}
          value={show}
          onChange={(next) => setAddress({ state: next === 'all' ? undefined : next })}
          options={shows.map((value) => ({ value, label: t(`leaflet.show.${value}`) }))}
        />
        <Input.Search
          className="outreach-search"
          aria-label={t('leaflet.search')}
          placeholder={t('leaflet.search')}
          allowClear
          defaultValue={q ?? ''}
          onSearch={(text) => setAddress({ q: text.trim() || undefined })}
        />
        {mayWrite && (
          <Button
            type="primary"
            onClick={() => void navigate({ to: '/console/outreach/leaflets/new' })}
          >
            {t('leaflet.write')}
          </Button>
        )}
      </search>
      <OfFigure figure="opened" />
      <Answer of={library} rows={6}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0)
            return <Empty title={t('leaflet.noneHere')} words={t('leaflet.noneWords')} />
          return (
            <ul className="outreach-library">
              {rows.map((row) => (
                <Leaflet key={row.id} row={row} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {library.hasNextPage && (
        <Button loading={library.isFetchingNextPage} onClick={() => void library.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Leaflet({ row }: { row: LeafletRow }) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const facts = [
    row.areaName,
    ...row.matters.map(({ name }) => name),
    row.validUntil === null ? '' : t('leaflet.until', { at: time.date(row.validUntil) }),
  ]
  return (
    <li>
      {row.pictureId === null ? (
        <span className="outreach-noPicture" aria-hidden="true">
          {row.title.slice(0, 2)}
        </span>
      ) : (
        <img src={`/api/files/${row.pictureId}/thumb`} alt="" loading="lazy" />
      )}
      <div>
        <a href={`/console/outreach/leaflets/${row.id}`}>{row.title}</a>
        <small className="quiet">{facts.filter(Boolean).join(' · ')}</small>
        <small>
          <span data-tone={row.state === 'expired' ? 'cinnabar' : undefined}>
            {t(`leaflet.state.${row.state}`)}
          </span>
          {row.waits && row.state !== 'draft' && ` · ${t('leaflet.waits')}`}
          {row.opened > 0 && ` · ${t('leaflet.opened', { count: row.opened })}`}
        </small>
      </div>
    </li>
  )
}
