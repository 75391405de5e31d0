import { useTranslation } from 'react-i18next'
import type { LogView } from '../../contract/index.ts'

/** What a signed log ends with: who signed and when, and what was added since. */
export function LogEnd({ log, say }: { log: LogView; say: (at: string) => string }) {
  const { t } = useTranslation('log')
  return (
    <>
      {log.signed && (
        <p className="log-signed">
          {t('log.signed', { by: log.signed.by, at: say(log.signed.at) })}
        </p>
      )}
      {log.additions.map((one) => (
        <div key={one.id} className="log-added">
          <p>{one.words}</p>
          <small className="quiet">{t('log.added', { by: one.by, at: say(one.at) })}</small>
        </div>
      ))}
    </>
  )
}

/** The time of a day by the district's clock. */
export const clockIn = (language: string, timeZone: string) => (at: string) =>
  new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
