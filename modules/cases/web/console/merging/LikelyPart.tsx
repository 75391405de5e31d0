import { useTranslation } from 'react-i18next'
import { Key } from '#platform/web/console/keys.tsx'
import { LikelyLine } from './LikelyLine.tsx'
import { useLikelyAtEntry, useLikelyCases, type Entry } from './queries.ts'
import { Link } from '@tanstack/react-router'

/** At the desk: what may be the same thing, most alike first; a press takes it up for joining. */
export function LikelyPart(props: { caseId: string; onPick: (masterId: string) => void }) {
  const { t } = useTranslation('merging')
  const rows = useLikelyCases(props.caseId, true).data ?? []
  if (rows.length === 0) return null
  return (
    <section className="proposals likely" aria-label={t('likely')}>
      <h3>
        {t('likely')} <Key name="M" />
      </h3>
      <ol>
        {rows.slice(0, 3).map((row) => (
          <li key={row.case.id}>
            <button type="button" onClick={() => props.onPick(row.case.id)}>
              <LikelyLine row={row} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** While a report is written down: what is already open near it, to read before entering it again. */
export function LikelyAtEntry({ entry }: { entry: Entry }) {
  const { t } = useTranslation('merging')
  const rows = useLikelyAtEntry(entry).data ?? []
  if (rows.length === 0) return null
  return (
    <section className="likely likely-entry" aria-live="polite" aria-label={t('likely')}>
      <h3>{t('likely')}</h3>
      <ol>
        {rows.slice(0, 3).map((row) => (
          <li key={row.case.id}>
            <Link to="/console/cases/$caseId" params={{ caseId: row.case.id }} target="_blank">
              <LikelyLine row={row} />
            </Link>
          </li>
        ))}
      </ol>
      <p>{t('likely.entry')}</p>
    </section>
  )
}
