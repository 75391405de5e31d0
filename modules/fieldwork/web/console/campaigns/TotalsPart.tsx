import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { Totals } from '../../../contract/index.ts'
import { teamKinds } from '../../../domain/campaigns/campaign.ts'
import { useNamed } from '../hazards/queries.ts'

interface TotalsProps {
  totals: Totals
  /** Of one campaign; of all of them where there is none. */
  campaignId?: string
}

type Search = Record<string, string>

/** Where the records behind a figure are: hazards in their ledger, the rest among the days of action. */
function useWays(campaignId: string | undefined) {
  const ledger = (search: Search) => (children: ReactNode) => (
    <Link to="/console/hazards" search={{ show: 'all', campaign: campaignId ?? 'any', ...search }}>
      {children}
    </Link>
  )
  const days = (search: Search) => (children: ReactNode) => (
    <Link
      to="/console/campaign-days"
      search={{ ...(campaignId ? { campaign: campaignId } : {}), ...search }}
    >
      {children}
    </Link>
  )
  return { ledger, days }
}

/** The figures of a campaign, each of which opens the records that it was counted from. */
export function TotalsPart({ totals, campaignId }: TotalsProps) {
  const { t } = useTranslation('campaigns')
  const named = useNamed()
  const { language } = useTime()
  const { ledger, days } = useWays(campaignId)
  const figures = [
    {
      name: t('sum.found'),
      amount: totals.found,
      unit: t('sum.unit'),
      way: ledger({ live: 'yes' }),
    },
    {
      name: t('sum.cleared'),
      amount: totals.cleared,
      unit: t('sum.unit'),
      way: ledger({ state: 'cleared' }),
    },
    {
      name: t('sum.open'),
      amount: totals.open,
      unit: t('sum.unit'),
      way: ledger({ show: 'open' }),
    },
    {
      name: t('sum.overdue'),
      amount: totals.overdue,
      unit: t('sum.unit'),
      way: ledger({ show: 'overdue' }),
    },
    {
      name: t('sum.cases'),
      amount: totals.cases,
      unit: t('sum.caseUnit'),
      way: ledger({ live: 'yes', cases: 'yes' }),
    },
    ...totals.measures.map((one) => ({
      name: named(one),
      amount: one.amount,
      unit: language === 'en' ? one.unitEn : one.unit,
      way: days({ measure: one.code }),
    })),
    { name: t('sum.people'), amount: totals.people, unit: t('sum.peopleUnit'), way: days({}) },
    { name: t('sum.days'), amount: totals.days, unit: t('sum.daysUnit'), way: days({}) },
  ]
  return (
    <>
      <dl className="campaign-sums">
        {figures.map(({ name, amount, unit, way }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {way(<b>{amount.toLocaleString(language)}</b>)} <small>{unit}</small>
            </dd>
          </div>
        ))}
      </dl>
      {totals.people > 0 && (
        <p className="campaign-heads">
          {teamKinds
            .filter((kind) => totals.heads[kind] > 0)
            .map((kind) => (
              <span key={kind}>
                {t(`kind.${kind}`)} {days({ heads: kind })(totals.heads[kind])}
              </span>
            ))}
        </p>
      )}
    </>
  )
}

const columns = ['found', 'cleared', 'open', 'overdue'] as const
const filterOf: Record<(typeof columns)[number], Search> = {
  found: { live: 'yes' },
  cleared: { state: 'cleared' },
  open: { show: 'open' },
  overdue: { show: 'overdue' },
}

/** Hazards by kind and by grade; every figure opens what it counts. */
export function HazardBoard({ totals, campaignId }: TotalsProps) {
  const { t } = useTranslation('campaigns')
  if (totals.found === 0) return <p className="quiet">{t('hazardsNone')}</p>
  return (
    <div className="campaign-boards">
      <Board of="kind" rows={totals.byKind} {...(campaignId ? { campaignId } : {})} />
      <Board of="grade" rows={totals.byGrade} {...(campaignId ? { campaignId } : {})} />
    </div>
  )
}

interface BoardProps {
  of: 'kind' | 'grade'
  rows: Totals['byKind']
  campaignId?: string
}

function Board({ of, rows, campaignId }: BoardProps) {
  const { t } = useTranslation('campaigns')
  const named = useNamed()
  const { ledger } = useWays(campaignId)
  const most = Math.max(1, ...rows.map((row) => row.found))
  return (
    <table className="campaign-board">
      <caption>{t(of === 'kind' ? 'byKind' : 'byGrade')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('col.name')}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`col.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">
              {named(row)}
              <span className="campaign-bar" aria-hidden="true">
                <span style={{ width: `${(row.found / most) * 100}%` }}>
                  <span style={{ width: `${(row.cleared / Math.max(1, row.found)) * 100}%` }} />
                </span>
              </span>
            </th>
            {columns.map((column) => (
              <td
                key={column}
                data-tone={column === 'overdue' && row.overdue > 0 ? 'cinnabar' : ''}
              >
                {row[column] === 0
                  ? 0
                  : ledger({ [of]: row.code, ...filterOf[column] })(row[column])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
