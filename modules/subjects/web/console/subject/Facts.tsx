import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { Say } from '#platform/web/console/say.ts'
import type { SubjectPage } from '../../../contract/index.ts'
import { useAreas } from '../queries.ts'

/** Every field that is known, each with where it came from, when and through whom. */
export function Facts({ page }: { page: SubjectPage }) {
  const { t } = useTranslation('subjects')
  const time = useTime()
  const names = new Map((useAreas().data ?? []).map((a) => [a.code, a.name]))
  const area = [page.communityCode, page.gridCode].flatMap((code) => names.get(code) ?? [])
  const from = new Map(page.provenance.map((p) => [p.field, p]))
  const facts = factsOf(t, page, area.join(' '))
  return (
    <section className="subject-card" aria-label={t('facts')}>
      <h2>{t('facts')}</h2>
      <dl className="subject-facts">
        {facts.map(({ field, value }) => {
          const known = from.get(field)
          return (
            <div key={field}>
              <dt>{t(`field.${field}`)}</dt>
              <dd>{value}</dd>
              <dd className="quiet">
                {known &&
                  [t(`source.${known.source}`), time.day(known.at), known.by]
                    .filter(Boolean)
                    .join(' · ')}
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}

function factsOf(t: Say, page: SubjectPage, area: string): { field: string; value: string }[] {
  const { kind: _, ...rest } = page.details
  const details = Object.entries(rest).map(([field, value]) => ({
    field,
    value: field === 'buildingId' ? (page.building?.name ?? '') : said(t, field, value),
  }))
  const facts = [
    { field: 'place', value: page.addressText },
    { field: 'area', value: area },
    ...details,
    { field: 'phone', value: page.phone ?? '' },
    { field: 'identity', value: page.hasIdentity ? t('identityKept') : '' },
    { field: 'note', value: page.note },
  ]
  return facts.filter(({ value }) => value !== '')
}

function said(t: Say, field: string, value: string | number | readonly string[] | null): string {
  if (value === null) return ''
  if (typeof value === 'object') return value.map((need) => t(`need.${need}`)).join(t('and'))
  if (field === 'form') return t(`form.${value}`)
  return field === 'areaM2' ? t('squareMetres', { n: value }) : String(value)
}
