import { useState, type ComponentType, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import { sayInstant } from '#platform/web/time-words.ts'
import { useCalendars } from './queries.ts'

/** A button as the face that shows it has them. */
export type Verb = ComponentType<{ onClick: () => void; busy?: boolean; children: ReactNode }>

interface CalendarLinksProps {
  verb: Verb
  timeZone: string
  /** The station that may be had as a calendar too. */
  station?: { id: string; name: string } | null
}

/** Links to calendars: made, shown once, copied, revoked. */
export function CalendarLinks({ verb: Press, timeZone, station = null }: CalendarLinksProps) {
  const { t, i18n } = useTranslation('rosters')
  const { links, make, revoke } = useCalendars()
  const [now] = useState(() => Date.now())
  const at = (instant: string) => sayInstant(instant, now, languageOf(i18n), timeZone)
  return (
    <div className="calendar-links">
      <p className="quiet">{t('calendar.lead')}</p>
      {(make.error ?? revoke.error) && <p role="alert">{t('failed')}</p>}
      {make.data && <Once path={make.data.path} verb={Press} />}
      <ul>
        {(links.data ?? []).map((link) => (
          <li key={link.id}>
            {link.stationName ?? t('calendar.own')}
            <small>
              {link.usedAt === null
                ? t('calendar.unused')
                : t('calendar.used', { at: at(link.usedAt) })}
            </small>
            <Press onClick={() => revoke.mutate(link.id)}>{t('calendar.revoke')}</Press>
          </li>
        ))}
      </ul>
      <p className="row-verbs">
        <Press busy={make.isPending} onClick={() => make.mutate(null)}>
          {t('calendar.make')}
        </Press>
        {station && (
          <Press busy={make.isPending} onClick={() => make.mutate(station.id)}>
            {t('calendar.makeStation')}
          </Press>
        )}
      </p>
    </div>
  )
}

function Once({ path, verb: Press }: { path: string; verb: Verb }) {
  const { t } = useTranslation('rosters')
  const [copied, setCopied] = useState(false)
  const link = `${location.origin}${path}`
  return (
    <div className="calendar-once" role="status">
      <span>{t('calendar.once')}</span>
      <code>{link}</code>
      <Press
        onClick={() => {
          void navigator.clipboard.writeText(link).then(() => setCopied(true))
        }}
      >
        {t(copied ? 'calendar.copied' : 'calendar.copy')}
      </Press>
    </div>
  )
}
