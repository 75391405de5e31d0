import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePart } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { PlanView } from '../../../contract/plans.ts'
import { usePlans } from './queries.ts'
import './plans.css'

/** The plan on a sheet of A4, for the meeting and the file. */
export function PlanSheet() {
  const { t } = useTranslation('plans')
  const caseId = usePart('caseId')
  const plans = usePlans(caseId)
  return (
    <Answer of={plans} rows={10}>
      {({ plans: [plan] }) =>
        plan ? (
          <Sheet plan={plan} />
        ) : (
          <Empty title={t('none.open')}>
            <Link to="/console/cases/$caseId" params={{ caseId }}>
              {t('toCase')}
            </Link>
          </Empty>
        )
      }
    </Answer>
  )
}

function Sheet({ plan }: { plan: PlanView }) {
  const { t } = useTranslation('plans')
  const time = useTime()
  const { districtName } = useConsoleSetting()
  return (
    <article className="plan-sheet">
      <p className="act-verbs no-print">
        <Button type="primary" onClick={() => window.print()}>
          {t('print')}
        </Button>
        <Link to="/console/cases/$caseId" params={{ caseId: plan.caseId }}>
          {t('toCase')}
        </Link>
      </p>
      <h1>{t('sheet')}</h1>
      <p>
        {districtName} · {plan.caseTitle} · <span className="code">{plan.caseNumber}</span>
        <br />
        {plan.caseAddress}
      </p>
      <h2>{t('goal')}</h2>
      <p className="beside-words">{plan.goal}</p>
      <p className="quiet">{t('made', { by: plan.madeBy, at: time.at(plan.madeAt) })}</p>
      <h2>{t('steps')}</h2>
      <table>
        <thead>
          <tr>
            <th>{t('step.title')}</th>
            <th>{t('step.unit')}</th>
            <th>{t('step.due')}</th>
            <th>{t('sheet.state')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.steps.map((step) => (
            <tr key={step.id}>
              <td>{step.title}</td>
              <td>{[step.unitName, step.person].filter(Boolean).join(' ')}</td>
              <td>{time.day(step.dueOn)}</td>
              <td>{t(`stepState.${step.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {plan.consents.length > 0 && <h2>{t('consents')}</h2>}
      {plan.consents.length > 0 && (
        <table>
          <tbody>
            {plan.consents.map((consent) => (
              <tr key={consent.id}>
                <td>{consent.party}</td>
                <td>{t(`consentKind.${consent.kind}`)}</td>
                <td>{t(`consent.${consent.state}`)}</td>
                <td>{consent.words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {plan.visits.length > 0 && <h2>{t('visits')}</h2>}
      {plan.visits.map((visit) => (
        <p key={visit.id}>
          <b>{t('visit.roundN', { round: visit.round })}</b> {time.at(visit.visitedAt)} {visit.by} ·
          {visit.words}
        </p>
      ))}
    </article>
  )
}
