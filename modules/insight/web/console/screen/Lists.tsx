import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { Screen, ScreenCase } from '../../../contract/index.ts'

/** Cases by code, matter and place; never by anybody's name. */
export function Cases(props: {
  title: string
  rows: readonly ScreenCase[]
  of: 'newest' | 'overdue'
}) {
  const { t } = useTranslation('screen')
  const { title, rows, of } = props
  return (
    <section className="wall-part wall-cases" aria-label={title}>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="wall-none">{t(`none.${of}`)}</p>
      ) : (
        <ol>
          {rows.map((row) => (
            <CaseRow key={row.caseId} row={row} />
          ))}
        </ol>
      )}
    </section>
  )
}

function CaseRow({ row }: { row: ScreenCase }) {
  const { t } = useTranslation('screen')
  const said = useTranslation('console')
  const time = useTime()
  return (
    <li data-late={row.lateSince !== null}>
      <Link to="/console/cases/$caseId" params={{ caseId: row.caseId }} className="code">
        {row.shortCode}
      </Link>
      <span className="wall-matter">
        {row.matterName ?? said.t(`status.${row.status}`)}
        <small>{row.place ?? t('noPlace')}</small>
      </span>
      <span className="wall-when">
        {row.lateSince === null ? time.at(row.reportedAt) : time.left(row.lateSince)}
      </span>
    </li>
  )
}

/** Units that a whistle called and that have not come. */
export function Awaited({ rows }: { rows: Screen['awaited'] }) {
  const { t } = useTranslation('screen')
  const time = useTime()
  return (
    <section className="wall-part wall-awaited" aria-label={t('awaited')}>
      <h2>{t('awaited')}</h2>
      {rows.length === 0 ? (
        <p className="wall-none">{t('none.awaited')}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={row.key} data-late={row.late}>
              <span className="code">{row.shortCode}</span>
              <span className="wall-matter">{row.unitName}</span>
              <span className="wall-when">
                {t(row.late ? 'came.late' : 'came.by', { at: time.at(row.reportInBy) })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
