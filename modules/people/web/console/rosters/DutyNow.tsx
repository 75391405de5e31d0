import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { useKindName } from '../../shifts/speech.ts'
import type { OnDutyView } from '../../../contract/rosters.ts'

/** Who is on duty now, until when, and by which telephone of the post. */
export function DutyNow({ onDuty }: { onDuty: readonly OnDutyView[] }) {
  const { t } = useTranslation('rosters')
  const time = useTime()
  const kindName = useKindName()
  return (
    <section className="duty-now" aria-label={t('duty')}>
      <h2>{t('duty')}</h2>
      {onDuty.length === 0 ? (
        <p className="quiet">{t('duty.none')}</p>
      ) : (
        <ul>
          {onDuty.map((one) => (
            <li key={one.personId}>
              <b>{one.name}</b> {one.postTitle} · {kindName(one)}{' '}
              <small>
                {t('duty.until', { at: time.at(one.until) })}
                {one.dutyPhone !== null && ` · ${t('duty.phone', { phone: one.dutyPhone })}`}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
