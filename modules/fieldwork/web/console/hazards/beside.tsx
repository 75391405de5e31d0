import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { HazardRows } from './HazardRows.tsx'
import { useHazards, type HazardsAsk } from './queries.ts'

/** On a case's page: the hazard it came from. */
export function HazardsOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('hazards')
  return <Beside ask={{ show: 'all', caseId }} title={t('ofCase')} className="panel" />
}

/** On a subject's page: the hazards at its door. */
export function HazardsOfSubject({ subjectId }: { subjectId: string }) {
  const { t } = useTranslation('hazards')
  return <Beside ask={{ show: 'all', subjectId }} title={t('ofSubject')} className="subject-card" />
}

interface BesideProps {
  ask: HazardsAsk
  title: string
  className: string
}

function Beside(props: BesideProps) {
  const { verbs } = useConsoleSetting()
  return verbs.has('fieldwork.read') ? <Listed {...props} /> : null
}

function Listed({ ask, title, className }: BesideProps) {
  const rows = useHazards(ask).data?.pages.flatMap((page) => page.rows) ?? []
  if (rows.length === 0) return null
  return (
    <section className={className} aria-label={title}>
      <h2>{title}</h2>
      <HazardRows rows={rows} />
    </section>
  )
}
