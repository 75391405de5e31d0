import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Trouble } from '#platform/web/console/Dialog.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { registerContract, type SubjectPage } from '../../../contract/index.ts'
import { useSubjectChange } from '../queries.ts'

/** Entries that were joined to this one: what they said, who joined them and why, and the way back. */
export function Joined({ page }: { page: SubjectPage }) {
  const { t } = useTranslation('subjects')
  const time = useTime()
  const undo = useSubjectChange((mergeId: string) =>
    call(registerContract.undoMerge, { params: { mergeId } }),
  )
  if (page.joined.length === 0) return null
  return (
    <section className="subject-card" aria-label={t('joined')}>
      <h2>{t('joined')}</h2>
      <Trouble error={undo.error} />
      <ul className="subject-relations">
        {page.joined.map(({ mergeId, subject, phone, reason, at, by }) => (
          <li key={mergeId}>
            <span>{subject.name}</span>
            <small className="quiet">
              {[subject.addressText, phone, reason, time.at(at), by].filter(Boolean).join(' · ')}
            </small>
            {page.allowed.includes('undo_merge') && (
              <Button
                size="small"
                loading={undo.isPending && undo.variables === mergeId}
                aria-label={`${t('undoMerge')} ${subject.name}`}
                onClick={() => undo.mutate(mergeId)}
              >
                {t('undoMerge')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
