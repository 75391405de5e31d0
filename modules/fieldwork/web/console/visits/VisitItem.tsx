import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { VisitView } from '../../../contract/index.ts'

/** One call: when, at whose door, how it went, what was said, what followed. */
export function VisitItem({ visit, named = true }: { visit: VisitView; named?: boolean }) {
  const { t } = useTranslation('visits')
  const time = useTime()
  const facts = [
    time.at(visit.visitedAt),
    visit.who,
    t(`outcome.${visit.outcome}`),
    t(`reason.${visit.why}`),
    visit.campaign?.name,
  ]
  return (
    <li className="visit">
      {named && (
        <p>
          <Link to="/console/subjects/$subjectId" params={{ subjectId: visit.subject.id }}>
            {visit.subject.name}
          </Link>
        </p>
      )}
      <p className="quiet">{facts.filter(Boolean).join(' · ')}</p>
      {visit.words !== '' && <p>{visit.words}</p>}
      {visit.promises.map((promise) => (
        <p key={promise.id}>
          {t(`by.${promise.madeBy}`)}: {promise.words}{' '}
          <small data-tone={promise.late ? 'cinnabar' : undefined}>
            {[time.date(promise.dueOn), t(`state.${promise.state}`)].join(' · ')}
          </small>
        </p>
      ))}
      {visit.caseId !== null && (
        <p>
          <Link to="/console/cases/$caseId" params={{ caseId: visit.caseId }}>
            {t('became')}
          </Link>
        </p>
      )}
      {visit.phone && <Late visit={visit} />}
    </li>
  )
}

/** Sent later than it was done: our clock says when it came, the phone's stands beside it. */
function Late({ visit }: { visit: VisitView }) {
  const { t } = useTranslation('visits')
  const time = useTime()
  const held = Date.parse(visit.receivedAt) - Date.parse(visit.visitedAt)
  const off = visit.phone ? Date.parse(visit.phone.sentAt) - Date.parse(visit.receivedAt) : 0
  const minutes = Math.round(off / 60_000)
  if (held < 5 * 60_000 && Math.abs(minutes) < 5) return null
  return (
    <p>
      <small className="quiet">
        {t('came', { at: time.at(visit.receivedAt) })}
        {Math.abs(minutes) >= 5 && ` · ${t('clockOff', { count: Math.abs(minutes) })}`}
      </small>
    </p>
  )
}
