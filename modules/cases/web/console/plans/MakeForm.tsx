import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { makePlan } from '../../../contract/plans.ts'
import { Field, sayRefusal, Small, useSend } from '../beside/Small.tsx'
import { PartiesFields, partiesOf, type PartiesDraft } from './Parties.tsx'
import { isReady, newStep, StepsFields } from './Steps.tsx'
import './plans.css'

/** A goal, steps by unit and date, and whose consent it needs. */
export function MakeForm(props: {
  at: { caseId: string; baseVersion: number }
  onDone: () => void
}) {
  const { t } = useTranslation('plans')
  const { at, onDone } = props
  const send = useSend(onDone)
  const [id] = useState(newId)
  const [goal, setGoal] = useState('')
  const [steps, setSteps] = useState(() => [newStep()])
  const [parties, setParties] = useState<PartiesDraft>({ kind: 'household', text: '' })
  return (
    <Small
      verb={t('make')}
      leave={t('leave')}
      ready={goal.trim() !== '' && steps.every(isReady)}
      busy={send.isPending}
      refused={send.error && sayRefusal(t, send.error)}
      onLeave={onDone}
      onSend={() =>
        send.mutate(() =>
          call(makePlan, {
            params: { caseId: at.caseId },
            body: {
              baseVersion: at.baseVersion,
              id,
              goal: goal.trim(),
              steps: steps.map((s) => ({ ...s, title: s.title.trim() })),
              consents: partiesOf(parties),
            },
          }),
        )
      }
    >
      <Field label={t('goal')}>
        {(fieldId) => (
          <Input.TextArea
            id={fieldId}
            autoFocus
            rows={2}
            maxLength={2000}
            value={goal}
            placeholder={t('goalHint')}
            onChange={(e) => setGoal(e.target.value)}
          />
        )}
      </Field>
      <StepsFields steps={steps} onChange={setSteps} />
      <PartiesFields value={parties} onChange={setParties} />
    </Small>
  )
}
