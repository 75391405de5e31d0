import { Checkbox } from 'antd'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { useLike } from '../queries.ts'
import type { Entry } from './draft.ts'
import type { EntryProps } from './EntryDialog.tsx'

/** What could tell that it is entered already; nothing is asked before there is anything to go by. */
function givenOf(draft: Entry) {
  const { details, name = '', phone, identity, place } = draft
  const code =
    details.kind === 'shop'
      ? details.licence
      : details.kind === 'organisation'
        ? details.creditCode
        : null
  const something = [phone, identity, code].some((text) => (text ?? '').length >= 6)
  if (!something && (place.text ?? '').length < 3) return null
  return { id: draft.id, name, place, details, phone: phone ?? '', identity: identity ?? '' }
}

/** Entries that may be the same thing, while it is being entered: nobody is typed in twice unseen. */
export function LikePart({ draft, set }: EntryProps) {
  const { t } = useTranslation('subjects')
  const { data: like = [] } = useLike(useDeferredValue(givenOf(draft)))
  if (draft.baseVersion !== null || like.length === 0) return null
  return (
    <section className="subject-like" aria-label={t('like')}>
      <h3>{t('like')}</h3>
      <ul>
        {like.map(({ subject, why, sure }) => (
          <li key={subject.id}>
            <a href={`/console/subjects/${subject.id}`} target="_blank" rel="noreferrer">
              {subject.name}
            </a>
            <span className="quiet">
              {[t(`kind.${subject.kind}`), subject.addressText, t(`why.${why}`)].join(' · ')}
            </span>
            {sure && (
              <Checkbox
                checked={draft.differentFrom.includes(subject.id)}
                onChange={({ target }) =>
                  set({
                    differentFrom: target.checked
                      ? [...draft.differentFrom, subject.id]
                      : draft.differentFrom.filter((id) => id !== subject.id),
                  })
                }
              >
                {t('like.other')}
              </Checkbox>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
