import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DistrictMap } from '#modules/places/web/index.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { IssuePage as Page } from '../../../contract/issues.ts'
import { JoinDialog } from './JoinDialog.tsx'
import { Members } from './Members.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { Spread } from './Spread.tsx'
import { Tags } from './Tags.tsx'
import { useIssue } from './queries.ts'
import './issues.css'

/** One trouble: who wrote of it and when, where, and what can be done with all of it at once. */
export function IssuePage() {
  const { number = '' } = useParams({ strict: false })
  const issue = useIssue(Number(number))
  return (
    <div className="page issues">
      <Answer of={issue} rows={8}>
        {(page) => <Issue page={page} />}
      </Answer>
    </div>
  )
}

function Issue({ page }: { page: Page }) {
  const { t } = useTranslation('issues')
  const [open, setOpen] = useState<'merge' | 'join' | null>(null)
  const close = () => setOpen(null)
  const joinable = page.members.filter((m) => m.canFollow).length > 0 && page.open > 1
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{page.title}</h1>
          <Tags row={page} />
        </div>
        <p className="door-verbs">
          {page.allowed.includes('merge') && joinable && (
            <Button type="primary" onClick={() => setOpen('merge')}>
              {t('do.merge')}
            </Button>
          )}
          {page.allowed.includes('join') && (
            <Button onClick={() => setOpen('join')}>{t('do.join')}</Button>
          )}
        </p>
      </header>
      <Heat page={page} />
      <div className="issue-spreads">
        <Spread members={page.members} />
        <Where page={page} />
      </div>
      <Members page={page} />
      {page.beyond > 0 && <p className="quiet">{t('beyond', { count: page.beyond })}</p>}
      <History page={page} />
      {open === 'merge' && <MergeDialog page={page} onClose={close} />}
      {open === 'join' && <JoinDialog page={page} onClose={close} />}
    </>
  )
}

/** The formula with this issue's own figures, so that anybody can reckon it again. */
function Heat({ page }: { page: Page }) {
  const { t } = useTranslation('issues')
  const more = page.messages - page.people
  const factor = 0.5 + 0.5 * 2 ** (-page.daysQuiet / 90)
  return (
    <p className="issue-sum">
      <b>{t('heatIs', { heat: page.heat.toFixed(1) })}</b>
      <span>
        {t('sum', {
          people: page.people,
          more,
          days: page.daysQuiet,
          factor: factor.toFixed(2),
        })}
      </span>
    </p>
  )
}

function Where({ page }: { page: Page }) {
  const { t } = useTranslation('issues')
  const { districtId, lon, lat } = useConsoleSetting()
  const points = page.members.flatMap((m) =>
    m.lon === null || m.lat === null
      ? []
      : [{ id: m.reportId, at: [m.lon, m.lat] as const, label: m.title }],
  )
  if (points.length === 0) return null
  return (
    <section className="issue-where">
      <h2>{t('where', { count: points.length })}</h2>
      <DistrictMap
        districtId={districtId}
        label={t('whereLabel')}
        center={[lon, lat]}
        points={points}
      />
    </section>
  )
}

function History({ page }: { page: Page }) {
  const { t } = useTranslation('issues')
  const time = useTime()
  if (page.history.length === 0) return null
  return (
    <section>
      <h2>{t('history')}</h2>
      <ol className="issue-history">
        {page.history.map((step) => (
          <li key={`${step.at} ${step.type} ${step.other ?? ''}`}>
            <time dateTime={step.at}>{time.at(step.at)}</time>
            <span>
              {t(`step.${step.type}`, { other: step.other ?? '', shortCode: step.shortCode ?? '' })}
              {' · '}
              {step.by ?? t('byRule')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
