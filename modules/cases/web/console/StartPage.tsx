import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { RowRibbon } from './parts.tsx'
import { useCaseCounts, useCases } from './queries.ts'
import './cases.css'

type Count = 'ringing' | 'desk' | 'mine' | 'decide' | 'inspect' | 'overdue'

/** Who must act, and where: only what this post may do is asked of it. */
const asks: { count: Count; verbs: string[]; to: string; search: Record<string, string> }[] = [
  { count: 'ringing', verbs: ['cases.receive'], to: '/console/desk', search: {} },
  {
    count: 'desk',
    verbs: ['cases.receive', 'cases.file', 'cases.dispatch'],
    to: '/console/desk',
    search: {},
  },
  {
    count: 'mine',
    verbs: ['cases.accept', 'cases.finish', 'cases.assign'],
    to: '/console/cases',
    search: { view: 'mine' },
  },
  {
    count: 'decide',
    verbs: ['cases.decide'],
    to: '/console/cases',
    search: { view: 'decide' },
  },
  { count: 'inspect', verbs: ['cases.inspect'], to: '/console/inspect', search: {} },
  { count: 'overdue', verbs: ['cases.read'], to: '/console/cases', search: { view: 'overdue' } },
]

/** What needs a decision now, by who must act. Nothing to decide is said, not shown as a row of noughts. */
export function StartPage() {
  const { t } = useTranslation('console')
  const counts = useCaseCounts()
  const { verbs } = useConsoleSetting()
  return (
    <div className="start">
      <h1>{t('start.title')}</h1>
      <Answer of={counts} rows={4}>
        {(n) => {
          const now = asks.filter((a) => n[a.count] > 0 && a.verbs.some((v) => verbs.has(v)))
          if (now.length === 0)
            return (
              <Empty title={t('start.nothing')} words={t('start.nothingWords', { count: n.open })}>
                <Link to="/console/cases" search={{ view: 'open' }}>
                  {t('start.open')}
                </Link>
              </Empty>
            )
          return (
            <ul className="asks">
              {now.map((a) => (
                <li key={a.count} data-count={a.count}>
                  <Link to={a.to} search={a.search}>
                    <b>{n[a.count] >= 1000 ? t('start.many') : n[a.count]}</b>
                    <span>
                      <strong>{t(`start.${a.count}`)}</strong>
                      <small>{t(`start.${a.count}.who`)}</small>
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }}
      </Answer>
      <Latest />
    </div>
  )
}

/** The overdue ones by name, since a number alone moves nobody. */
function Latest() {
  const { t } = useTranslation('console')
  const late = useCases({ view: 'overdue' }, 12)
  const rows = late.data?.pages[0]?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section className="latest">
      <h2>{t('start.latest')}</h2>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id}>
            <Link className="row" to="/console/cases/$caseId" params={{ caseId: row.id }}>
              <span className="row-what">
                <b>{row.title || t('case.untitled')}</b>
                <small>{row.address || row.communityName}</small>
              </span>
              <span className="row-who">
                <span>{row.unitName ?? t(`owner.${row.owner}`)}</span>
                <small>{t(`status.${row.status}`)}</small>
              </span>
              <RowRibbon row={row} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
