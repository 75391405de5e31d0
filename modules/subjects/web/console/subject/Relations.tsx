import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Trouble } from '#platform/web/console/Dialog.tsx'
import type { Say } from '#platform/web/console/say.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { registerContract, type RelationView, type SubjectPage } from '../../../contract/index.ts'
import { useSubjectChange } from '../queries.ts'

const dayIn = (timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date())

/** To whom it belongs and what belongs to it, with first and last day; what has ended stays below. */
export function Relations({ page }: { page: SubjectPage }) {
  const { t } = useTranslation('subjects')
  const { timeZone } = useConsoleSetting()
  const end = useSubjectChange((relationId: string) =>
    call(registerContract.endRelation, {
      params: { relationId },
      body: { until: dayIn(timeZone) },
    }),
  )
  if (page.relations.length === 0) return null
  const may = page.allowed.includes('relate')
  return (
    <section className="subject-card" aria-label={t('relations')}>
      <h2>{t('relations')}</h2>
      <Trouble error={end.error} />
      <ul className="subject-relations">
        {page.relations.map((relation) => (
          <li key={relation.id} data-closed={!relation.holds}>
            <span className="subject-kind">{sayRelation(t, relation)}</span>
            <Link to="/console/subjects/$subjectId" params={{ subjectId: relation.other.id }}>
              {relation.other.name}
            </Link>
            <small className="quiet">{sayDays(t, relation)}</small>
            {may && relation.holds && relation.until === null && (
              <Button
                size="small"
                loading={end.isPending && end.variables === relation.id}
                aria-label={`${t('relation.end')} ${relation.other.name}`}
                onClick={() => end.mutate(relation.id)}
              >
                {t('relation.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

const sayRelation = (t: Say, { kind, leads }: RelationView) =>
  t(`relation.${kind}.${leads ? 'to' : 'from'}`)

function sayDays(t: Say, { since, until }: RelationView): string {
  if (since !== null && until !== null) return t('relation.between', { since, until })
  if (since !== null) return t('relation.since', { since })
  return until === null ? '' : t('relation.until', { until })
}
