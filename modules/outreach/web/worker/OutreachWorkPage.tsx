import { useState } from 'react'
import { useOutbox, useSeenAt, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Button, Failure, failureOf, Field, Strip } from '#platform/web/kit/index.ts'
import type { PlanView, PostingView } from '../../contract/index.ts'
import { useDuePostings, useFresh, useGround, usePlansSoon } from './ground.ts'
import { QuestionForm } from './QuestionForm.tsx'
import { POSTING, postingWork, RECORD, useNote } from './queue.ts'
import { RecordForm } from './RecordForm.tsx'
import './outreach.css'

/** What hangs and must come down, what was planned, and a form for what was just said somewhere. */
export function OutreachWorkPage() {
  const { t } = useSpeech()
  return (
    <WorkFrame title={t('outreach.title')}>
      {(me) => (
        <Outreach areas={me.posts.find(({ postId }) => postId === me.actingPostId)?.areas ?? []} />
      )}
    </WorkFrame>
  )
}

/** What was said somewhere, or what one was asked. */
const forms = ['note', 'ask'] as const

/** What is queued here is not asked for again. */
function useQueued() {
  const { works } = useOutbox()
  const bodies = works.flatMap(({ step }) =>
    step.kind === 'other' && (step.of === POSTING || step.of === RECORD) ? [step.body] : [],
  )
  const ids = bodies.flatMap((body) => {
    const { postingId, planId } = body as { postingId?: string; planId?: string | null } // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by this page
    return [postingId, planId]
  })
  return new Set(ids)
}

function Outreach({ areas }: { areas: readonly string[] }) {
  const { t, say } = useSpeech()
  useFresh()
  const ground = useGround()
  const due = useDuePostings()
  const plans = usePlansSoon()
  const queued = useQueued()
  const seenAt = useSeenAt('outreach postings')
  const [plan, setPlan] = useState<PlanView | null>(null)
  const [round, setRound] = useState(0)
  const [saved, setSaved] = useState(false)
  const [form, setForm] = useState<(typeof forms)[number]>('note')
  const postings = due.data?.rows.filter(({ id }) => !queued.has(id)) ?? []
  const open = plans.data?.plans.filter(({ id }) => !queued.has(id)) ?? []
  const done = () => {
    setPlan(null)
    setRound(round + 1)
    setSaved(true)
  }
  return (
    <>
      {seenAt !== null && <Strip tone="warn">{t('work.seenAt', { at: say(seenAt) })}</Strip>}
      {ground.error && <Failure kind={failureOf(ground.error)} onRetry={ground.again} />}
      {postings.length > 0 && (
        <section className="task-group">
          <h2>
            {t('outreach.due')} <span>{postings.length}</span>
          </h2>
          <ul className="outreach-due">
            {postings.map((posting) => (
              <Posting key={posting.id} posting={posting} />
            ))}
          </ul>
        </section>
      )}
      {open.length > 0 && (
        <Plans
          plans={open}
          onDo={(next) => {
            setPlan(next)
            setForm('note')
            setRound(round + 1)
            setSaved(false)
          }}
        />
      )}
      {saved && <Strip tone="done">{t('outreach.saved')}</Strip>}
      <div className="chips outreach-forms" role="group" aria-label={t('outreach.noteWhat')}>
        {forms.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={form === one}
            onClick={() => {
              setForm(one)
              setSaved(false)
            }}
          >
            {t(`outreach.${one}`)}
          </button>
        ))}
      </div>
      {form === 'note' ? (
        <RecordForm key={round} ground={ground} own={areas} plan={plan} onDone={done} />
      ) : (
        <QuestionForm key={round} ground={ground} own={areas} onDone={done} />
      )}
    </>
  )
}

function Plans({ plans, onDo }: { plans: readonly PlanView[]; onDo: (plan: PlanView) => void }) {
  const { t, date } = useSpeech()
  return (
    <section className="task-group">
      <h2>
        {t('outreach.plans')} <span>{plans.length}</span>
      </h2>
      <ul className="outreach-due">
        {plans.map((plan) => (
          <li key={plan.id}>
            <span>
              {plan.what}
              <small data-over={plan.late}>
                {[date(plan.day), plan.areaName, plan.place].filter(Boolean).join(' · ')}
              </small>
            </span>
            <Button look="quiet" onClick={() => onDo(plan)}>
              {t('outreach.do')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Down, or up for longer: one press each. */
function Posting({ posting }: { posting: PostingView }) {
  const { t, date } = useSpeech()
  const [renewing, setRenewing] = useState(false)
  const [untilOn, setUntilOn] = useState(() => inDays(14))
  const note = useNote(() => setRenewing(false))
  return (
    <li>
      <span>
        {posting.place}
        <small>
          {[posting.leaflet?.title, t('outreach.until', { at: date(posting.untilOn) })]
            .filter(Boolean)
            .join(' · ')}
        </small>
        {posting.stale && <small data-over="true">{t('outreach.stale')}</small>}
      </span>
      <div className="pair">
        <Button
          busy={note.isPending}
          onClick={() => note.mutate(postingWork(posting, { act: 'taken_down' }))}
        >
          {t('outreach.down')}
        </Button>
        <Button look="quiet" onClick={() => setRenewing(!renewing)}>
          {t('outreach.renew')}
        </Button>
      </div>
      {renewing && (
        <div className="outreach-renew">
          <Field
            label={t('outreach.untilDay')}
            type="date"
            value={untilOn}
            onChange={(event) => setUntilOn(event.target.value)}
          />
          <Button
            wide
            busy={note.isPending}
            disabled={untilOn <= posting.untilOn}
            onClick={() => note.mutate(postingWork(posting, { act: 'renewed', untilOn }))}
          >
            {t('outreach.renewTo')}
          </Button>
        </div>
      )}
    </li>
  )
}
