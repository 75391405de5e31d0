import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { RosterView } from '../../../contract/rosters.ts'

/** What the roster still lacks, and which rules of rest it goes beyond. */
export function Found({ roster: { gaps, warnings } }: { roster: RosterView }) {
  const { t } = useTranslation('rosters')
  const time = useTime()
  return (
    <div className="roster-found">
      <p>
        {gaps.length === 0 ? (
          t('gaps.none')
        ) : (
          <b className="gap">{t('gaps', { count: gaps.length })}</b>
        )}
      </p>
      {warnings.length === 0 ? (
        <p className="quiet">{t('warnings.none')}</p>
      ) : (
        <details>
          <summary>{t('warnings', { count: warnings.length })}</summary>
          <ul>
            {warnings.map((one) => (
              <li key={`${one.personId}${one.rule}${one.day}`}>
                {t(`warn.${one.rule}`, {
                  name: one.personName,
                  day: time.day(one.day),
                  measured: one.measured,
                  limit: one.limit,
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
