import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DistrictMap } from '#modules/places/web/index.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import type { MapTone } from '#platform/web/Map.tsx'
import type { CaseRow } from '../../contract/index.ts'
import { isFinal } from '../../domain/case.ts'
import { useCasePoints, type CaseFilters } from './queries.ts'

const toneOf = (row: Pick<CaseRow, 'status' | 'overdue'>): MapTone =>
  row.overdue ? 'cinnabar' : isFinal(row.status) ? 'slate' : 'jade'

/** The one place of a case. */
export function CaseMap({ page }: { page: CaseRow }) {
  const { t } = useTranslation('console')
  const { districtId } = useConsoleSetting()
  if (page.lon === null || page.lat === null) return <p className="quiet">{t('map.noPoint')}</p>
  const at = [page.lon, page.lat] as const
  return (
    <DistrictMap
      districtId={districtId}
      className="case-map"
      label={page.address || page.communityName}
      center={at}
      zoom={16}
      points={[{ id: page.id, at, label: page.title, tone: toneOf(page) }]}
    />
  )
}

/** The same cases as the list beside it, as points that open. */
export function PointsMap({ filters }: { filters: CaseFilters }) {
  const { t } = useTranslation('console')
  const { districtId, lon, lat } = useConsoleSetting()
  const navigate = useNavigate()
  const { data } = useCasePoints(filters)
  const points = data?.points ?? []
  return (
    <aside className="cases-map no-print">
      <DistrictMap
        districtId={districtId}
        label={t('cases.map', { count: points.length })}
        center={[lon, lat]}
        zoom={13}
        points={points.map((p) => ({
          id: p.id,
          at: [p.lon, p.lat] as const,
          label: p.title,
          tone: toneOf(p),
        }))}
        onSelect={(id) => void navigate({ to: '/console/cases/$caseId', params: { caseId: id } })}
      />
      {data?.truncated === true && <p className="quiet">{t('cases.mapTruncated')}</p>}
    </aside>
  )
}
