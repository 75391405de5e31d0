import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FollowBeside } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { sayInstant } from '#platform/web/time-words.ts'
import { publishedCopies } from '../../contract/evidence.ts'
import en from '../../words/resident.en.json' with { type: 'json' }
import zh from '../../words/resident.zh-CN.json' with { type: 'json' }
import './copies.css'

/** Redacted copies of evidence on the page of a case, once they are published. */
export function CopiesPart({ districtId, shortCode, viewKey }: FollowBeside) {
  const { i18n } = useTranslation()
  if (!i18n.hasResourceBundle('zh-CN', 'evidenceCopies')) {
    i18n.addResourceBundle('zh-CN', 'evidenceCopies', zh)
    i18n.addResourceBundle('en', 'evidenceCopies', en)
  }
  const { t } = useTranslation('evidenceCopies')
  const params = { districtId, shortCode }
  const query = viewKey === '' ? {} : { key: viewKey }
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['evidence-copies', districtId, shortCode, viewKey],
    queryFn: () => call(publishedCopies, { params, query }),
  })
  if (!data || data.copies.length === 0) return null
  const address = (id: string) =>
    `/api/public/${districtId}/cases/${encodeURIComponent(shortCode)}/evidence-copies/${id}?${new URLSearchParams(query)}`
  return (
    <section className="card evidence-copies">
      <h2>{t('copies.title')}</h2>
      <p className="quiet">{t('copies.note')}</p>
      <ul>
        {data.copies.map(({ id, publishedAt }) => (
          <li key={id}>
            <a href={address(id)} target="_blank" rel="noreferrer">
              <img src={address(id)} alt={t('copies.title')} loading="lazy" />
            </a>
            <small>
              {t('copies.since', {
                at: sayInstant(publishedAt, dataUpdatedAt, languageOf(i18n), data.timeZone),
              })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
