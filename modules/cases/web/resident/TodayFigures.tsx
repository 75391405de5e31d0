import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { publicFigures } from '../../contract/figures.ts'

/** What the public ledger counts today, for the screen of a station. */
export function TodayFigures({
  districtId,
  communityCode,
}: {
  districtId: string
  communityCode: string
}) {
  const { t } = useTranslation('boards')
  const figures = useQuery({
    queryKey: ['figures', districtId, communityCode],
    queryFn: ({ signal }) =>
      call(publicFigures, { params: { districtId }, query: { community: communityCode }, signal }),
    refetchInterval: 60_000,
  })
  if (!figures.data) return null
  const { reportedToday, closedToday, openNow, overdueNow } = figures.data
  return (
    <dl className="screen-figures">
      <div>
        <dt>{t('today.reported')}</dt>
        <dd>{reportedToday}</dd>
      </div>
      <div>
        <dt>{t('today.closed')}</dt>
        <dd>{closedToday}</dd>
      </div>
      <div>
        <dt>{t('today.open')}</dt>
        <dd>{openNow}</dd>
      </div>
      <div data-late={overdueNow > 0}>
        <dt>{t('today.overdue')}</dt>
        <dd>{overdueNow}</dd>
      </div>
    </dl>
  )
}
