import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { HazardView } from '../../../contract/index.ts'
import { useHazards, useNamed, type HazardsAsk } from './queries.ts'
import './hazards.css'

/** A view of hazards, page by page, what is past its date first. */
export function HazardList({ ask }: { ask: HazardsAsk }) {
  const { t } = useTranslation('hazards')
  const hazards = useHazards(ask)
  const overdue = ask.show === 'overdue'
  return (
    <Answer of={hazards} rows={6}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.rows)
        if (rows.length === 0)
          return (
            <Empty
              title={t(overdue ? 'noneOverdue' : 'none')}
              words={t(overdue ? 'noneOverdueWords' : 'noneWords')}
            />
          )
        return (
          <>
            <HazardRows rows={rows} />
            {hazards.hasNextPage && (
              <p>
                <Button
                  loading={hazards.isFetchingNextPage}
                  onClick={() => void hazards.fetchNextPage()}
                >
                  {t('more')}
                </Button>
              </p>
            )}
          </>
        )
      }}
    </Answer>
  )
}

export const HazardRows = ({ rows }: { rows: readonly HazardView[] }) => (
  <ul className="hazard-rows">
    {rows.map((row) => (
      <HazardRow key={row.id} hazard={row} />
    ))}
  </ul>
)

function HazardRow({ hazard }: { hazard: HazardView }) {
  const { t } = useTranslation('hazards')
  const time = useTime()
  const named = useNamed()
  const [picture] = hazard.photos
  return (
    <li data-overdue={hazard.overdue}>
      {picture === undefined ? (
        <span className="hazard-thumb" />
      ) : (
        <img className="hazard-thumb" src={`/api/files/${picture}/thumb`} alt="" loading="lazy" />
      )}
      <span>
        <Link to="/console/hazards/$hazardId" params={{ hazardId: hazard.id }}>
          {hazard.address}
        </Link>
        <small className="quiet">
          {[hazard.number, hazard.areaName, hazard.words].filter(Boolean).join(' · ')}
        </small>
      </span>
      <span>
        {named(hazard.kind)}
        <small className="quiet">{named(hazard.grade)}</small>
      </span>
      <span>
        {t(`state.${hazard.state}`)}
        <Due hazard={hazard} />
        {hazard.failed > 0 && (
          <small data-tone="amber">{t('row.failed', { count: hazard.failed })}</small>
        )}
      </span>
      <small className="quiet">{time.day(hazard.foundAt)}</small>
    </li>
  )
}

/** The day it is to be fixed by, while it waits for that. */
export function Due({ hazard }: { hazard: HazardView }) {
  const { t } = useTranslation('hazards')
  const time = useTime()
  if (hazard.state !== 'notified' || hazard.dueOn === null) return null
  const day = time.date(hazard.dueOn)
  return hazard.overdue ? (
    <small data-tone="cinnabar">{t('row.over', { day })}</small>
  ) : (
    <small className="quiet">{t('row.due', { day })}</small>
  )
}
