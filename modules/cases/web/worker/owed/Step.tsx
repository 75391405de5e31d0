import { useState } from 'react'
import type { OpenStep } from '#modules/cases/contract/plans.ts'
import { Button, Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../../phone/speech.ts'
import { ActTrouble } from '../ActTrouble.tsx'
import { useDutyAct, useUnsentSteps } from '../duty/change.tsx'
import { GivenSheet } from './GivenSheet.tsx'

/** A calendar day, of no time zone. */
const sayDay = (day: string, language: string) =>
  new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** A step of a plan that the own unit has to do, as the server says it and moved on by what is unsent. */
export function Step({ open: { step, ...plan } }: { open: OpenStep }) {
  const { t, language } = useSpeech()
  const moved = useUnsentSteps(plan.caseId).findLast(
    (s) => s.kind === 'plan_step' && s.stepId === step.id,
  )
  const state = moved?.kind === 'plan_step' ? moved.to : step.state
  return (
    <li className="card duty-card">
      <h3>
        {step.title} <small>{t(state === 'doing' ? 'owed.doing' : 'owed.todo')}</small>
      </h3>
      <p>{t('owed.goal', { goal: plan.goal })}</p>
      <p className={step.overdue ? 'late' : 'quiet'}>
        {t(step.overdue ? 'owed.stepLate' : 'owed.stepDue', { day: sayDay(step.dueOn, language) })}
        {step.person !== null && ` · ${step.person}`}
      </p>
      <a href={`/work/tasks/${plan.caseId}`}>{plan.caseTitle || plan.caseShortCode}</a>
      {moved && <Strip>{t('task.unsent')}</Strip>}
      <Moves open={{ step, ...plan }} state={state} />
    </li>
  )
}

function Moves({ open, state }: { open: OpenStep; state: OpenStep['step']['state'] }) {
  const { t } = useSpeech()
  const { step, caseId, caseVersion: version, planId } = open
  const [finishing, setFinishing] = useState(false)
  const act = useDutyAct({ caseId, version, title: step.title })
  const move = (to: 'doing' | 'done', given: { words: string; photos: string[] }) =>
    act.mutate({
      step: { kind: 'plan_step', planId, stepId: step.id, to, ...given },
      done: () => setFinishing(false),
    })
  return (
    <>
      {act.error && <ActTrouble error={act.error} />}
      {state === 'todo' && step.moves.includes('doing') && (
        <Button
          wide
          look="quiet"
          busy={act.isPending}
          onClick={() => move('doing', { words: '', photos: [] })}
        >
          {t('owed.begin')}
        </Button>
      )}
      {state !== 'done' && step.moves.includes('done') && (
        <Button wide glyph="camera" onClick={() => setFinishing(true)}>
          {t('owed.finish')}
        </Button>
      )}
      {finishing && (
        <GivenSheet
          title={t('owed.finish')}
          label={t('owed.finishWords')}
          act={act}
          onClose={() => setFinishing(false)}
          onSend={(given) => move('done', given)}
        />
      )}
    </>
  )
}
