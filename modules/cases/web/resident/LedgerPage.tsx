import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, useSyncExternalStore } from 'react'
import { publicLedger, type LedgerRow } from '#modules/cases/contract/report.ts'
import { DistrictMap } from '#modules/places/web/index.ts'
import { call } from '#platform/web/call.ts'
import { Button, Empty, Failure, failureOf, Field, Skeleton } from '#platform/web/kit/index.ts'
import type { MapPoint } from '#platform/web/Map.tsx'
import { DistrictFrame, useDistrict } from '../phone/DistrictFrame.tsx'
import { useGo, useParam, useSearchText, useTitle } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { LedgerList } from './LedgerList.tsx'

const states = ['all', 'open', 'overdue', 'closed'] as const
type State = (typeof states)[number]

const stateOf = (text: string | undefined): State => states.find((s) => s === text) ?? 'all'

const wide = () => matchMedia('(min-width: 1024px)')
const useWide = () =>
  useSyncExternalStore(
    (tell) => {
      const query = wide()
      query.addEventListener('change', tell)
      return () => query.removeEventListener('change', tell)
    },
    () => wide().matches,
  )

function useLedger(districtId: string, state: State, q: string) {
  return useInfiniteQuery({
    queryKey: ['ledger', districtId, state, q],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      call(publicLedger, {
        params: { districtId },
        query: {
          ...(pageParam === '' ? {} : { after: pageParam }),
          ...(q === '' ? {} : { q }),
          ...(state === 'all' ? {} : { state }),
        },
        signal,
      }),
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

const pointOf = (row: LedgerRow): MapPoint[] =>
  row.lon === null || row.lat === null
    ? []
    : [
        {
          id: row.shortCode,
          at: [row.lon, row.lat],
          label: row.title,
          tone: row.overdue ? 'cinnabar' : row.closedAt ? 'slate' : 'jade',
        },
      ]

export function LedgerPage() {
  const districtId = useParam('districtId')
  const { t } = useSpeech()
  const go = useGo()
  const state = stateOf(useSearchText('state'))
  const q = useSearchText('q') ?? ''
  const asked = useLedger(districtId, state, q)
  const isWide = useWide()
  const [selected, setSelected] = useState<string | null>(null)
  useTitle(t('ledger.title'))
  const pages = asked.data?.pages ?? []
  const rows = pages.flatMap((page) => page.rows)
  const first = pages[0]
  return (
    <DistrictFrame
      wide
      districtId={districtId}
      title={t('ledger.title')}
      onBack={() => go(`/${districtId}`)}
    >
      <div className="ledger-page">
        <div>
          <p className="quiet">{t('ledger.what')}</p>
          <Filters state={state} q={q} />
          {asked.isPending && <Skeleton shape="row" count={6} />}
          {asked.error && (
            <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
          )}
          {first && rows.length === 0 && (
            <Empty title={t('ledger.none')}>{t('ledger.noneWhy')}</Empty>
          )}
          {first && (
            <LedgerList
              {...{ districtId, rows, selected, now: first.now, timeZone: first.timeZone }}
            />
          )}
          {asked.hasNextPage && (
            <Button
              wide
              look="quiet"
              busy={asked.isFetchingNextPage}
              onClick={() => void asked.fetchNextPage()}
            >
              {t('ledger.more')}
            </Button>
          )}
        </div>
        {isWide && (
          <LedgerMap
            districtId={districtId}
            rows={rows}
            selected={selected}
            onSelect={setSelected}
          />
        )}
      </div>
    </DistrictFrame>
  )
}

function Filters({ state, q }: { state: State; q: string }) {
  const { t } = useSpeech()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(q)
  const show = (next: { state?: State; q?: string }) => {
    const search = new URLSearchParams()
    const to = { state, q, ...next }
    if (to.state !== 'all') search.set('state', to.state)
    if (to.q !== '') search.set('q', to.q)
    void navigate({ href: `${location.pathname}?${search}`, replace: true })
  }
  return (
    <form
      className="ledger-filters"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        show({ q: typed.trim() })
      }}
    >
      <Field
        label={t('ledger.search')}
        type="search"
        enterKeyHint="search"
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="chips" role="group" aria-label={t('ledger.title')}>
        {states.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === state}
            onClick={() => show({ state: one })}
          >
            {t(`ledger.${one}`)}
          </button>
        ))}
      </div>
    </form>
  )
}

function LedgerMap(props: {
  districtId: string
  rows: readonly LedgerRow[]
  selected: string | null
  onSelect: (shortCode: string) => void
}) {
  const { t } = useSpeech()
  const { data: district } = useDistrict(props.districtId)
  if (!district) return null
  return (
    <DistrictMap
      districtId={props.districtId}
      className="ledger-map"
      label={t('ledger.map')}
      center={[district.lon, district.lat]}
      zoom={12}
      points={props.rows.flatMap(pointOf)}
      selected={props.selected}
      onSelect={props.onSelect}
    />
  )
}
