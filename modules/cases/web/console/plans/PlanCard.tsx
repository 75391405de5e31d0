import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { ConsentView, PlanView, StepView } from '../../../contract/plans.ts'
import { Shots } from '../beside/Small.tsx'
import { ConsentForm, EndForm, MoveForm, VisitForm } from './forms.tsx'
import { ChangeForm } from './ChangeForm.tsx'
import './plans.css'

interface CardProps {
  plan: PlanView
  ofCase: boolean
}

type Verb = PlanView['allowed'][number]

/** A plan: its goal, how far each step is, who agrees, the rounds of visits. Late steps stand out. */
export function PlanCard({ plan, ofCase }: CardProps) {
  const { t } = useTranslation('plans')
  const time = useTime()
  return (
    <article className="beside-card" data-state={plan.state}>
      <PlanHead plan={plan} ofCase={ofCase} />
      <ol className="beside-lines plan-steps">
        {plan.steps.map((step) => (
          <StepLine key={step.id} plan={plan} step={step} />
        ))}
      </ol>
      <Consents plan={plan} />
      {plan.visits.map((visit) => (
        <p key={visit.id} className="beside-said">
          <b>{t('visit.roundN', { round: visit.round })}</b> {visit.words}{' '}
          <small>
            {visit.by} · {time.at(visit.visitedAt)}
          </small>
        </p>
      ))}
      {plan.endedWords && <p className="beside-words">{plan.endedWords}</p>}
      {plan.state === 'open' && <StillOpen {...plan.open} />}
      <PlanVerbs plan={plan} ofCase={ofCase} />
    </article>
  )
}

/** What stands between the plan and its end; what is done is not counted. */
function StillOpen({ steps, consents }: { steps: number; consents: number }) {
  const { t } = useTranslation('plans')
  if (steps + consents === 0) return null
  const which = steps === 0 ? 'open.consents' : consents === 0 ? 'open.steps' : 'open'
  return <p className="quiet">{t(which, { steps, consents })}</p>
}

function PlanHead({ plan, ofCase }: CardProps) {
  const { t } = useTranslation('plans')
  const time = useTime()
  return (
    <>
      <header>
        <h3>{plan.goal}</h3>
        <span
          className="beside-state"
          data-tone={plan.state === 'open' ? 'wait' : plan.state === 'done' ? 'good' : undefined}
        >
          {t(`state.${plan.state}`)}
        </span>
      </header>
      {!ofCase && (
        <p>
          <Link to="/console/cases/$caseId" params={{ caseId: plan.caseId }}>
            {plan.caseTitle || plan.caseShortCode}
          </Link>{' '}
          <span className="code">{plan.caseShortCode}</span>
        </p>
      )}
      <p className="quiet">
        {t('made', { by: plan.madeBy, at: time.at(plan.madeAt) })}
        {plan.endedAt !== null && ` · ${t('ended', { at: time.at(plan.endedAt) })}`}
      </p>
    </>
  )
}

function PlanVerbs({ plan, ofCase }: CardProps) {
  const { t } = useTranslation('plans')
  const [open, setOpen] = useState<Verb | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <p className="act-verbs no-print">
        {open === null &&
          plan.allowed.map((verb) => (
            <Button
              key={verb}
              type={verb === 'done' ? 'primary' : 'default'}
              onClick={() => setOpen(verb)}
            >
              {t(verb)}
            </Button>
          ))}
        {ofCase && (
          <Link to="/console/cases/$caseId/plan" params={{ caseId: plan.caseId }}>
            {t('print')}
          </Link>
        )}
      </p>
      {open === 'visit' && <VisitForm plan={plan} onDone={close} />}
      {open === 'change' && <ChangeForm plan={plan} onDone={close} />}
      {(open === 'done' || open === 'drop') && <EndForm plan={plan} verb={open} onDone={close} />}
    </>
  )
}

const tones: Record<StepView['state'], string | undefined> = {
  todo: undefined,
  doing: 'wait',
  done: 'good',
  dropped: undefined,
}

function StepLine({ plan, step }: { plan: PlanView; step: StepView }) {
  const { t } = useTranslation('plans')
  const time = useTime()
  const [to, setTo] = useState<StepView['state'] | null>(null)
  const when = step.doneAt
    ? time.at(step.doneAt)
    : t(step.overdue ? 'overdue' : 'dueOn', { day: time.day(step.dueOn) })
  return (
    <li data-overdue={step.overdue}>
      <span>{step.title}</span>
      <span className="beside-state" data-tone={step.overdue ? 'late' : tones[step.state]}>
        {t(`stepState.${step.state}`)}
      </span>
      <small>{[step.unitName, step.person, when, step.words].filter(Boolean).join(' · ')}</small>
      <Shots fileIds={step.photos} label={t('say.photos')} />
      {to === null ? (
        <span className="beside-verbs no-print">
          {step.moves.map((move) => (
            <Button
              key={move}
              size="small"
              type={move === 'done' ? 'primary' : 'default'}
              onClick={() => setTo(move)}
            >
              {t(step.state === 'done' ? 'again' : `move.${move}`)}
            </Button>
          ))}
        </span>
      ) : (
        <MoveForm plan={plan} step={step} to={to} onDone={() => setTo(null)} />
      )}
    </li>
  )
}

function Consents({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('plans')
  const counted = plan.consents.filter((c) => c.state !== 'waived')
  if (plan.consents.length === 0) return null
  return (
    <details className="plan-consents" open={plan.open.consents > 0}>
      <summary>
        {t('consents')}{' '}
        <b>
          {t('consents.sum', {
            agreed: counted.filter((c) => c.state === 'agreed').length,
            all: counted.length,
          })}
        </b>
      </summary>
      <ul className="beside-lines">
        {plan.consents.map((consent) => (
          <ConsentLine key={consent.id} plan={plan} consent={consent} />
        ))}
      </ul>
    </details>
  )
}

const consentTones: Record<ConsentView['state'], string | undefined> = {
  waiting: undefined,
  agreed: 'good',
  refused: 'late',
  waived: undefined,
}

function ConsentLine({ plan, consent }: { plan: PlanView; consent: ConsentView }) {
  const { t } = useTranslation('plans')
  const [asking, setAsking] = useState(false)
  const said = [t(`consentKind.${consent.kind}`), consent.words].filter(Boolean).join(' · ')
  return (
    <li>
      <span>
        {consent.party} <small>{said}</small>
      </span>
      <span className="beside-verbs">
        <span className="beside-state" data-tone={consentTones[consent.state]}>
          {t(`consent.${consent.state}`)}
        </span>
        {plan.allowed.includes('visit') && !asking && (
          <Button size="small" className="no-print" onClick={() => setAsking(true)}>
            {t('consent.ask')}
          </Button>
        )}
      </span>
      <Shots fileIds={consent.photos} label={t('say.paper')} />
      {asking && <ConsentForm plan={plan} consent={consent} onDone={() => setAsking(false)} />}
    </li>
  )
}
