import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { reviewAppeal, type AppealView } from '../../../contract/appeals.ts'
import { Field, sayRefusal, Shots, Small, useSend } from '../beside/Small.tsx'

const tones: Record<AppealView['state'], string> = {
  asked: 'wait',
  reviewed: 'wait',
  granted: 'good',
  denied: 'late',
}

/** An appeal: which stage was late, what the unit says, what two reviewers said. */
export function AppealCard({ appeal, ofCase }: { appeal: AppealView; ofCase: boolean }) {
  const { t } = useTranslation('appeals')
  const time = useTime()
  const [step] = appeal.allowed
  return (
    <article className="beside-card">
      <header>
        <h3>
          {appeal.unitName} <small>{t(`stage.${appeal.stage}`)}</small>
        </h3>
        <span className="beside-state" data-tone={tones[appeal.state]}>
          {t(`state.${appeal.state}`)}
        </span>
      </header>
      {!ofCase && (
        <p>
          <Link to="/console/cases/$caseId" params={{ caseId: appeal.caseId }}>
            {appeal.caseTitle || appeal.caseShortCode}
          </Link>{' '}
          <span className="code">{appeal.caseShortCode}</span>
        </p>
      )}
      {appeal.dueAt && appeal.stoppedAt && (
        <p className="quiet">
          {t('lateBy', { due: time.at(appeal.dueAt), stopped: time.at(appeal.stoppedAt) })}
        </p>
      )}
      <p className="beside-words">{appeal.words}</p>
      <Shots fileIds={appeal.photos} label={t('say.photos')} />
      <p className="quiet">{t('asked', { by: appeal.askedBy, at: time.at(appeal.askedAt) })}</p>
      {appeal.reviews.map((review, index) => (
        <p key={review.at} className="beside-said">
          <b>
            {t(index === 0 ? 'step.first' : 'step.second')} ·{' '}
            {t(review.grants ? 'grants.yes' : 'grants.no')}
          </b>{' '}
          {review.words}{' '}
          <small>
            {review.by} · {time.at(review.at)}
          </small>
        </p>
      ))}
      {step && <ReviewForm appeal={appeal} step={step} />}
    </article>
  )
}

function ReviewForm({ appeal, step }: { appeal: AppealView; step: 'first' | 'second' }) {
  const { t } = useTranslation('appeals')
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const send = useSend(() => setOpen(false))
  const review = (grant: boolean) =>
    send.mutate(() =>
      call(reviewAppeal, {
        params: { caseId: appeal.caseId, appealId: appeal.id },
        body: { baseVersion: appeal.caseVersion, grant, words: words.trim() },
      }),
    )
  if (!open)
    return (
      <p className="act-verbs">
        <Button type="primary" onClick={() => setOpen(true)}>
          {t(`step.${step}`)}
        </Button>
      </p>
    )
  return (
    <Small
      verb={t('verb.grant')}
      leave={t('leave')}
      ready={words.trim() !== ''}
      busy={send.isPending}
      refused={send.error && sayRefusal(t, send.error)}
      onSend={() => review(true)}
      onLeave={() => setOpen(false)}
      also={
        <Button disabled={words.trim() === ''} onClick={() => review(false)}>
          {t('verb.deny')}
        </Button>
      }
    >
      <Field label={t('say.review')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoFocus
            rows={2}
            maxLength={2000}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
        )}
      </Field>
    </Small>
  )
}
