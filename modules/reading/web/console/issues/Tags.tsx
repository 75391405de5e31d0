import { useTranslation } from 'react-i18next'
import type { IssueRow } from '../../../contract/issues.ts'

/** A name that only repeats a part of another, of the title or of the community tells nothing more. */
function telling({ names, title, communities }: TaggedIssue): string[] {
  const told = [title, ...communities]
  return names.filter(
    (name) =>
      !told.some((other) => other.includes(name)) &&
      !names.some((other) => other !== name && other.includes(name)),
  )
}

type TaggedIssue = Pick<IssueRow, 'troubles' | 'names' | 'title' | 'communities'>

/** What people are troubled by, in our words, and the places that they name. */
export function Tags({ row }: { row: TaggedIssue }) {
  const { t } = useTranslation('issues')
  return (
    <span className="issue-tags">
      {row.troubles.map((trouble) => (
        <span key={trouble} data-kind="trouble">
          {t(`trouble.${trouble}`)}
        </span>
      ))}
      {telling(row).map((name) => (
        <span key={name} data-kind="name">
          {name}
        </span>
      ))}
    </span>
  )
}
