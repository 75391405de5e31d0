import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { Say } from '#platform/web/console/say.ts'
import { relationKinds, type ChangeView, type SubjectPage } from '../../../contract/index.ts'

/** What was changed, when, by whom, from what to what. */
export function History({ page }: { page: SubjectPage }) {
  const { t } = useTranslation('subjects')
  const time = useTime()
  return (
    <section className="subject-card" aria-label={t('history')}>
      <h2>{t('history')}</h2>
      <ol className="subject-history">
        {page.history.map((change) => (
          <li key={change.seq}>
            <p>
              <b>{t(`act.${change.act}`)}</b>{' '}
              <small className="quiet">
                {[time.at(change.at), change.by, t(`source.${change.source}`)]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </p>
            <p className="quiet">{sayFields(t, change)}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

const related = new Set<string>(relationKinds)

function sayFields(t: Say, { act, fields }: ChangeView): string {
  if (act === 'made') return ''
  return fields
    .map(({ field, before, after }) => {
      if (field === 'joined') return after
      if (related.has(field)) return `${t(`relation.${field}.to`)} ${after || before}`
      const name = t(`field.${field}`)
      if (before === '' && after === '') return t('change.sealed', { name })
      const say = (value: string) => sayValue(t, field, value)
      return before === ''
        ? t('change.set', { name, after: say(after) })
        : t('change.from', { name, before: say(before), after: say(after) })
    })
    .join(t('change.and'))
}

function sayValue(t: Say, field: string, value: string): string {
  if (value === '') return t('nothing')
  if (field === 'status' || field === 'class' || field === 'form') return t(`${field}.${value}`)
  if (field === 'needs')
    return value
      .split(' ')
      .map((need) => t(`need.${need}`))
      .join(t('and'))
  return field === 'buildingId' ? t('another') : value
}
