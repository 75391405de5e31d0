import { useTranslation } from 'react-i18next'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import type { CaseRow } from '../../contract/index.ts'
import { photoPath } from './others.ts'
import { ribbonOf } from './shown.ts'

/** Said only when it is not routine: a word in every row says nothing. */
export function Urgent({ urgency }: { urgency: CaseRow['urgency'] }) {
  const { t } = useTranslation('console')
  if (urgency === 'routine') return null
  return (
    <b className="urgent" data-urgency={urgency}>
      {t(`urgency.${urgency}`)}
    </b>
  )
}

export function Thumb({ row }: { row: Pick<CaseRow, 'thumb'> }) {
  return row.thumb === null ? (
    <span className="thumb thumb-none" aria-hidden="true" />
  ) : (
    <img className="thumb" src={photoPath(row.thumb, 'thumb')} alt="" loading="lazy" />
  )
}

/** How many more reports are handled with this one. */
export function Followers({ row }: { row: Pick<CaseRow, 'followers'> }) {
  const { t } = useTranslation('console')
  if (!row.followers) return null
  return (
    <small className="followers" title={t('followers', { count: row.followers })}>
      {' '}
      +{row.followers}
    </small>
  )
}

export function RowRibbon({ row, bare }: { row: CaseRow; bare?: boolean }) {
  const { t } = useTranslation('console')
  const time = useTime()
  return (
    <TimeRibbon
      {...ribbonOf(t, row)}
      size="row"
      bare={bare ?? false}
      now={time.now}
      language={time.language}
      timeZone={time.timeZone}
    />
  )
}
