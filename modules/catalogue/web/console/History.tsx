import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { RevisionView } from '../../contract/index.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The names of what differs between two states of a row. */
export function changedFields(before: unknown, after: unknown): string[] {
  if (!isRecord(before) || !isRecord(after)) return []
  return Object.keys(after).filter((k) => JSON.stringify(before[k]) !== JSON.stringify(after[k]))
}

/** Who changed what, when and why, newest first. */
export function History({ rows }: { rows: readonly RevisionView[] }) {
  const { t } = useTranslation('catalogueConsole')
  const time = useTime()
  if (rows.length === 0) return <p className="quiet">{t('history.none')}</p>
  return (
    <section className="history">
      <h2>{t('history')}</h2>
      <ol>
        {rows.map((r) => {
          const fields = changedFields(r.before, r.after).filter((f) => f !== 'version')
          return (
            <li key={r.version}>
              <time dateTime={r.at}>{time.at(r.at)}</time>
              <span>
                {r.reason}
                <small>
                  {t('version', { version: r.version })}
                  {fields.length > 0 &&
                    ` · ${fields.map((f) => t([`field.${f}`, 'field.other'], { name: f })).join(t('and'))}`}
                </small>
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
