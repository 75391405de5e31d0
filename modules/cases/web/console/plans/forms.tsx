import { Input, InputNumber, Radio } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import {
  answerConsent,
  endPlan,
  moveStep,
  noteVisit,
  type ConsentView,
  type PlanView,
  type StepView,
} from '../../../contract/plans.ts'
import { consentStates } from '../../../domain/plan.ts'
import { Pictures } from '../actions/Pictures.tsx'
import { Field, sayRefusal, Small, useSend } from '../beside/Small.tsx'

interface Picked {
  ids: string[]
  pending: number
}
const none: Picked = { ids: [], pending: 0 }

const atPlan = (plan: PlanView) => ({ params: { caseId: plan.caseId, planId: plan.id } })
const onVersion = (plan: PlanView) => ({ baseVersion: plan.caseVersion })

/** The frame of a small form: its verb, a way out, what was refused. */
function PlanForm(props: {
  verb: string
  ready: boolean
  what: () => Promise<unknown>
  onDone: () => void
  children: ReactNode
}) {
  const { t } = useTranslation('plans')
  const { verb, ready, what, onDone, children } = props
  const send = useSend(onDone)
  return (
    <Small
      verb={verb}
      leave={t('leave')}
      ready={ready}
      busy={send.isPending}
      refused={send.error && sayRefusal(t, send.error)}
      onLeave={onDone}
      onSend={() => send.mutate(what)}
    >
      {children}
    </Small>
  )
}

function Words(props: { label: string; value: string; onChange: (words: string) => void }) {
  return (
    <Field label={props.label}>
      {(id) => (
        <Input.TextArea
          id={id}
          autoFocus
          rows={2}
          maxLength={2000}
          value={props.value}
          onChange={(e) => props.onChange(e.target.value)}
        />
      )}
    </Field>
  )
}

/** A step is begun or done, with words and pictures. */
export function MoveForm(props: {
  plan: PlanView
  step: StepView
  to: StepView['state']
  onDone: () => void
}) {
  const { t } = useTranslation('plans')
  const { plan, step, to, onDone } = props
  const [words, setWords] = useState('')
  const [photos, setPhotos] = useState(none)
  return (
    <PlanForm
      verb={t(step.state === 'done' ? 'again' : `move.${to}`)}
      ready={photos.pending === 0}
      onDone={onDone}
      what={() =>
        call(moveStep, {
          ...atPlan(plan),
          body: {
            ...onVersion(plan),
            stepId: step.id,
            to,
            words: words.trim(),
            photos: photos.ids,
          },
        })
      }
    >
      <Words label={t('say.step')} value={words} onChange={setWords} />
      <Pictures label={t('say.photos')} onChange={setPhotos} />
    </PlanForm>
  )
}

/** What a party said, with the signed paper. */
export function ConsentForm(props: { plan: PlanView; consent: ConsentView; onDone: () => void }) {
  const { t } = useTranslation('plans')
  const { plan, consent, onDone } = props
  const [answer, setAnswer] = useState<ConsentView['state']>(
    consent.state === 'waiting' ? 'agreed' : consent.state,
  )
  const [words, setWords] = useState('')
  const [photos, setPhotos] = useState(none)
  const answers = consentStates.filter((s) => s !== 'waived' || plan.allowed.includes('change'))
  return (
    <PlanForm
      verb={t('consent.ask')}
      ready={photos.pending === 0}
      onDone={onDone}
      what={() =>
        call(answerConsent, {
          ...atPlan(plan),
          body: {
            ...onVersion(plan),
            consentId: consent.id,
            answer,
            words: words.trim(),
            photos: photos.ids,
          },
        })
      }
    >
      <Radio.Group
        aria-label={consent.party}
        value={answer}
        onChange={(e) => setAnswer(answers.find((a) => a === e.target.value) ?? 'agreed')}
        options={answers.map((value) => ({ value, label: t(`consent.${value}`) }))}
      />
      <Words label={t('say.consent')} value={words} onChange={setWords} />
      <Pictures label={t('say.paper')} onChange={setPhotos} />
    </PlanForm>
  )
}

/** A round of visits from door to door. */
export function VisitForm({ plan, onDone }: { plan: PlanView; onDone: () => void }) {
  const { t } = useTranslation('plans')
  const [id] = useState(newId)
  const [words, setWords] = useState('')
  const [round, setRound] = useState(() => Math.max(0, ...plan.visits.map((v) => v.round)) + 1)
  return (
    <PlanForm
      verb={t('visit')}
      ready={words.trim() !== ''}
      onDone={onDone}
      what={() =>
        call(noteVisit, {
          ...atPlan(plan),
          body: {
            ...onVersion(plan),
            visitId: id,
            round,
            visitedAt: new Date(Date.now() - 1000).toISOString(),
            words: words.trim(),
          },
        })
      }
    >
      <Field label={t('visit.round')}>
        {(fieldId) => (
          <InputNumber
            id={fieldId}
            min={1}
            max={50}
            precision={0}
            value={round}
            onChange={(n) => setRound(n ?? 1)}
          />
        )}
      </Field>
      <Words label={t('say.visit')} value={words} onChange={setWords} />
    </PlanForm>
  )
}

/** Done, or dropped, with what came of it. */
export function EndForm(props: { plan: PlanView; verb: 'done' | 'drop'; onDone: () => void }) {
  const { t } = useTranslation('plans')
  const { plan, verb, onDone } = props
  const [words, setWords] = useState('')
  return (
    <PlanForm
      verb={t(verb)}
      ready={words.trim() !== ''}
      onDone={onDone}
      what={() =>
        call(endPlan, {
          ...atPlan(plan),
          body: {
            ...onVersion(plan),
            how: verb === 'done' ? 'done' : 'dropped',
            words: words.trim(),
          },
        })
      }
    >
      <Words label={t('say.end')} value={words} onChange={setWords} />
    </PlanForm>
  )
}
