import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { changePlan, type PlanView } from '../../../contract/plans.ts'
import { Field, sayRefusal, Small, useSend } from '../beside/Small.tsx'
import { PartiesFields, partiesOf, type PartiesDraft } from './Parties.tsx'
import { isReady, newStep, OneStep, type StepDraft } from './Steps.tsx'

/** One step changed or one more, the goal, more parties; the reason goes into the story. */
export function ChangeForm({ plan, onDone }: { plan: PlanView; onDone: () => void }) {
  const { t } = useTranslation('plans')
  const send = useSend(onDone)
  const [goal, setGoal] = useState(plan.goal)
  const [words, setWords] = useState('')
  const [step, setStep] = useState<StepDraft | null>(null)
  const [parties, setParties] = useState<PartiesDraft>({ kind: 'household', text: '' })
  const choose = (id: string) => {
    const there = plan.steps.find((s) => s.id === id)
    setStep(there ? draftOf(there) : newStep())
  }
  const changes = step !== null || goal.trim() !== plan.goal || parties.text.trim() !== ''
  return (
    <Small
      verb={t('change')}
      leave={t('leave')}
      ready={changes && goal.trim() !== '' && (step === null || isReady(step))}
      busy={send.isPending}
      refused={send.error && sayRefusal(t, send.error)}
      onLeave={onDone}
      onSend={() =>
        send.mutate(() =>
          call(changePlan, {
            params: { caseId: plan.caseId, planId: plan.id },
            body: {
              baseVersion: plan.caseVersion,
              goal: goal.trim(),
              steps: step === null ? [] : [{ ...step, title: step.title.trim() }],
              consents: partiesOf(parties),
              words: words.trim(),
            },
          }),
        )
      }
    >
      <Field label={t('goal')}>
        {(id) => (
          <Input id={id} maxLength={2000} value={goal} onChange={(e) => setGoal(e.target.value)} />
        )}
      </Field>
      <Field label={t('steps')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            value={step === null ? null : plan.steps.some((s) => s.id === step.id) ? step.id : ''}
            onChange={(next: string | undefined) =>
              next === undefined ? setStep(null) : choose(next)
            }
            options={[
              ...plan.steps.map((s) => ({ value: s.id, label: s.title })),
              { value: '', label: t('step.add') },
            ]}
          />
        )}
      </Field>
      {step !== null && (
        <OneStep step={step} onChange={(to) => setStep((now) => now && { ...now, ...to })} />
      )}
      <PartiesFields value={parties} onChange={setParties} />
      <Field label={t('say.change')}>
        {(id) => (
          <Input
            id={id}
            maxLength={2000}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
        )}
      </Field>
    </Small>
  )
}

const draftOf = ({ id, title, unitId, personId, dueOn }: PlanView['steps'][number]): StepDraft => ({
  id,
  title,
  unitId,
  personId,
  dueOn,
})
