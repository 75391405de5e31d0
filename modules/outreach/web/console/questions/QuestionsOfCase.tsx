import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { useQuestions } from '../queries.ts'
import { QuestionItem } from './QuestionItem.tsx'
import '../outreach.css'

/** On a case's page: the questions that it was made of. */
export function QuestionsOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('outreach')
  const { verbs } = useConsoleSetting()
  const reads = verbs.has('outreach.read')
  const rows = useQuestions({ caseId, open: 'no' }, reads).data?.pages.flatMap((page) => page.rows)
  if (!rows || rows.length === 0) return null
  return (
    <section className="outreach beside-card" aria-label={t('questions.ofCase')}>
      <h2>{t('questions.ofCase')}</h2>
      <ul className="outreach-list">
        {rows.map((question) => (
          <QuestionItem key={question.id} question={question} />
        ))}
      </ul>
    </section>
  )
}
