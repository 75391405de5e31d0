import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Tags } from './Tags.tsx'
import { useIssueOfCase } from './queries.ts'
import './issues.css'

/** On the page of a case: that others write of the same trouble, and where they stand together. */
export function IssueOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('issues')
  const { data } = useIssueOfCase(caseId)
  const issue = data?.issue
  if (!issue) return null
  return (
    <section className="issue-of-case">
      <h2>{t('title')}</h2>
      <p>
        <Link to="/console/issues/$number" params={{ number: String(issue.number) }}>
          {t('ofCase', { people: issue.people, number: issue.number })}
        </Link>
      </p>
      <Tags row={issue} />
    </section>
  )
}
