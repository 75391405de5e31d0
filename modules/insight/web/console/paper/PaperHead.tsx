import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import type { Group, MeasureFilters } from '../../../contract/index.ts'
import { dimensions, type Dimension } from '../../../domain/measures.ts'
import { useGroupName } from '../group-name.ts'
import './paper.css'

/** What a printed sheet of figures says of itself: of where, of when, over what, and when it was made. */
export function PaperHead(props: {
  filters: MeasureFilters
  by: Dimension
  groups: readonly Group[]
  asOf: string
}) {
  const { t } = useTranslation('insight')
  const { districtName, demo } = useConsoleSetting()
  const { language, timeZone } = useTime()
  const { filters, by, groups, asOf } = props
  // A sheet is read on another day than it was made: never “today”.
  const made = new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(new Date(asOf))
  const nameOf = useGroupName(by)
  const narrowed = dimensions.flatMap((name) => {
    const key = filters[name]
    if (key === undefined) return []
    const known = name === by ? groups.find((group) => group.key === key) : undefined
    return [`${t(`by.${name}`)} ${known ? nameOf(known) : key}`]
  })
  return (
    <header className="paper-head">
      <p className="paper-title">{t('paper.title', { district: districtName })}</p>
      {demo && <p className="paper-demo">{t('paper.demo')}</p>}
      <dl>
        <dt>{t('paper.period')}</dt>
        <dd>{t('paper.days', { from: filters.from, until: filters.until })}</dd>
        <dt>{t('paper.made')}</dt>
        <dd>{made}</dd>
        <dt>{t('paper.scope')}</dt>
        <dd>{[...narrowed, t('paper.scopeWords')].join(' · ')}</dd>
      </dl>
    </header>
  )
}
