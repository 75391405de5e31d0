import { useTranslation } from 'react-i18next'
import type { IssueRow } from '../../../contract/issues.ts'

/** What people are troubled by, in our words, and the places that they name. */
export function Tags({ row }: { row: Pick<IssueRow, 'troubles' | 'names'> }) {
  const { t } = useTranslation('issues')
  return (
    <span className="issue-tags">
      {row.troubles.map((trouble) => (
        <span key={trouble} data-kind="trouble">
          {t(`trouble.${trouble}`)}
        </span>
      ))}
      {row.names.map((name) => (
        <span key={name} data-kind="name">
          {name}
        </span>
      ))}
    </span>
  )
}
