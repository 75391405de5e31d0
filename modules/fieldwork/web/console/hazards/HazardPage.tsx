import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePart } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { PhotoView } from '#platform/web/kit/PhotoView.tsx'
import type { HazardPage as Page } from '../../../contract/index.ts'
import type { HazardVerb } from '../../../domain/hazards/hazard.ts'
import { Due } from './HazardRows.tsx'
import { useHazard, useNamed } from './queries.ts'
import { StepDialog } from './StepDialog.tsx'
import './hazards.css'

/** A hazard: where and what, what may be done now, and every step that led here. */
export function HazardPage() {
  const { t } = useTranslation('hazards')
  const hazardId = usePart('hazardId')
  const hazard = useHazard(hazardId)
  return (
    <div className="page hazards">
      <p>
        <Link to="/console/hazards">{t('back')}</Link>
      </p>
      <Answer of={hazard}>{(page) => <Shown page={page} />}</Answer>
    </div>
  )
}

function Shown({ page }: { page: Page }) {
  const { t } = useTranslation('hazards')
  const [verb, setVerb] = useState<HazardVerb | null>(null)
  return (
    <>
      <header className="page-head">
        <h1>{page.address}</h1>
        <span className="hazard-state" data-overdue={page.overdue}>
          {t(`state.${page.state}`)} <Due hazard={page} />
        </span>
      </header>
      <Ring ring={page.ring} />
      <div className="hazard-page">
        <section>
          <h2>{t('steps')}</h2>
          <Steps page={page} />
        </section>
        <aside>
          <Verbs page={page} onChoose={setVerb} />
          <Facts page={page} />
        </aside>
      </div>
      {verb !== null && <StepDialog page={page} verb={verb} onClose={() => setVerb(null)} />}
    </>
  )
}

/** Why time could not whistle, and what helps. */
function Ring({ ring }: { ring: Page['ring'] }) {
  const { t, i18n } = useTranslation('hazards')
  if (ring === null) return null
  const key = `said:error.${ring.code}`
  const why = i18n.exists(key) ? t(key) : ring.code
  return (
    <p className="hazard-ring" role="status">
      {t(`ring.${ring.trouble}`, { why })}
    </p>
  )
}

function Verbs({ page, onChoose }: { page: Page; onChoose: (verb: HazardVerb) => void }) {
  const { t } = useTranslation('hazards')
  const time = useTime()
  const paper = `/api/fieldwork/hazards/${page.id}/paper?language=${time.language}`
  return (
    <div className="hazards-verbs">
      {page.allowed.map((verb, n) => (
        <Button key={verb} type={n === 0 ? 'primary' : 'default'} onClick={() => onChoose(verb)}>
          {t(`do.${verb}`)}
        </Button>
      ))}
      {page.ownFix && <p className="quiet">{t('ownFix')}</p>}
      <a href={`${paper}&format=pdf`} target="_blank" rel="noreferrer">
        {t('print')}
      </a>
      <a href={`${paper}&format=docx`}>{t('printDocx')}</a>
    </div>
  )
}

function Facts({ page }: { page: Page }) {
  const { t } = useTranslation('hazards')
  const time = useTime()
  const named = useNamed()
  return (
    <dl className="hazard-facts">
      <div>
        <dt>{t('number', { number: page.number })}</dt>
        <dd>{[named(page.kind), named(page.grade)].join(' · ')}</dd>
      </div>
      <div>
        <dt>{t('facts.place')}</dt>
        <dd>{[page.areaName, page.address].filter(Boolean).join(' ')}</dd>
      </div>
      {page.subject && (
        <div>
          <dt>{t('facts.subject')}</dt>
          <dd>
            <Link to="/console/subjects/$subjectId" params={{ subjectId: page.subject.id }}>
              {page.subject.name}
            </Link>
          </dd>
        </div>
      )}
      {page.dueOn !== null && (
        <div>
          <dt>{t('facts.due')}</dt>
          <dd>{time.date(page.dueOn)}</dd>
        </div>
      )}
      <div>
        <dt>{t('facts.found')}</dt>
        <dd>{[time.at(page.foundAt), page.foundBy].join(' · ')}</dd>
      </div>
      {page.campaign && (
        <div>
          <dt>{t('facts.campaign')}</dt>
          <dd>
            <Link to="/console/campaigns/$campaignId" params={{ campaignId: page.campaign.id }}>
              {page.campaign.name}
            </Link>
          </dd>
        </div>
      )}
      {page.caseId !== null && (
        <div>
          <dt>{t('facts.case')}</dt>
          <dd>
            <Link to="/console/cases/$caseId" params={{ caseId: page.caseId }}>
              {t('facts.openCase')}
            </Link>
          </dd>
        </div>
      )}
    </dl>
  )
}

function Steps({ page }: { page: Page }) {
  return (
    <ol className="hazard-steps">
      {page.steps.toReversed().map((step) => (
        <Step key={step.id} step={step} />
      ))}
    </ol>
  )
}

/** Sent so much later than it was done, both times are said. */
const LATE = 5 * 60_000

function Step({ step }: { step: Page['steps'][number] }) {
  const { t } = useTranslation('hazards')
  const time = useTime()
  const named = useNamed()
  const lines = [
    step.to &&
      (step.to.kind === null
        ? t('step.by', { name: step.to.name })
        : t('step.to', { name: step.to.name, kind: t(`to.${step.to.kind}`) })),
    step.how && t(`how.${step.how}`),
    step.dueOn && t('step.until', { day: time.date(step.dueOn) }),
    step.kind &&
      step.grade &&
      t('step.changed', { kind: named(step.kind), grade: named(step.grade) }),
  ]
  const late = Date.parse(step.receivedAt) - Date.parse(step.at) > LATE
  return (
    <li data-act={step.act}>
      <b>{t(`act.${step.act}`)}</b>
      <small className="quiet">
        {[time.at(step.at), step.who, late && t('step.came', { at: time.at(step.receivedAt) })]
          .filter(Boolean)
          .join(' · ')}
      </small>
      {lines.some(Boolean) && <p>{lines.filter(Boolean).join(' · ')}</p>}
      {step.words !== '' && <p>{step.words}</p>}
      {step.photos.length > 0 && (
        <PhotoView
          photos={step.photos.map((id) => ({
            thumb: `/api/files/${id}/thumb`,
            full: `/api/files/${id}/public`,
            alt: t(`act.${step.act}`),
          }))}
        />
      )}
    </li>
  )
}
