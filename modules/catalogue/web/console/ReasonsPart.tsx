import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { listReasons, reasonKinds } from '../../contract/index.ts'

/** Reasons to choose from; those of a refusal name the door to try next. */
export function ReasonsPart() {
  const { t } = useTranslation('catalogueConsole')
  const { language } = useTime()
  const reasons = useQuery({
    queryKey: ['catalogue', 'reasons'],
    queryFn: ({ signal }) => call(listReasons, { query: {}, signal }),
  })
  const english = language === 'en'
  return (
    <Answer of={reasons}>
      {({ rows }) =>
        reasonKinds
          .filter((k) => rows.some((r) => r.kind === k))
          .map((k) => (
            <section key={k} className="major">
              <h2>{t(`reasonKind.${k}`)}</h2>
              <ul className="reasons">
                {rows
                  .filter((r) => r.kind === k)
                  .map((r) => (
                    <li key={r.code} data-off={!r.active}>
                      <span>
                        {english ? r.nameEn : r.name}
                        {!r.active && <small> · {t('inactive')}</small>}
                      </span>
                      <small>
                        {(english ? r.doorEn : r.door) || (k === 'refusal' ? t('noDoor') : '')}
                      </small>
                    </li>
                  ))}
              </ul>
            </section>
          ))
      }
    </Answer>
  )
}
