import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { Trouble } from '#platform/web/console/Dialog.tsx'
import { questionsContract as contract, type QuestionView } from '../../../contract/index.ts'
import { useChannelName } from '../parts.tsx'
import { useOutreachChange } from '../queries.ts'
import { Naming } from './Naming.tsx'

/** One question: where it was asked, what was answered, and the case that it became part of. */
export function QuestionItem({ question }: { question: QuestionView }) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const channel = useChannelName()
  const { verbs } = useConsoleSetting()
  const facts = [
    time.at(question.askedAt),
    channel(question.channel),
    question.areaName,
    question.place,
    question.matter?.name,
    question.who,
  ]
  return (
    <li className="outreach-record">
      <p>
        <b>{question.words}</b>
      </p>
      <p className="quiet">{facts.filter(Boolean).join(' · ')}</p>
      {question.event && (
        <p>
          <a href={`/console/outreach/events/${question.event.id}`}>{question.event.title}</a>
        </p>
      )}
      {question.answer === '' && question.answers.length === 0 && (
        <p data-tone="cinnabar">{t('questions.unanswered')}</p>
      )}
      {question.answer !== '' && <p className="outreach-correction">{question.answer}</p>}
      {question.answers.map((one) => (
        <p key={one.seq} className="outreach-correction">
          {one.words} <small className="quiet">{[one.who, time.at(one.at)].join(' · ')}</small>
        </p>
      ))}
      {question.caseId !== null && (
        <p>
          <Link to="/console/cases/$caseId" params={{ caseId: question.caseId }}>
            {t('questions.became')}
          </Link>{' '}
          {question.follow && (
            <>
              ·{' '}
              <a href={question.follow.path} target="_blank" rel="noreferrer">
                {t('questions.follow', { code: question.follow.code })}
              </a>
            </>
          )}
        </p>
      )}
      {question.mayName && <Naming question={question} />}
      {verbs.has('outreach.record') && <Answering question={question} />}
    </li>
  )
}

function Answering({ question }: { question: QuestionView }) {
  const { t } = useTranslation('outreach')
  const [id, setId] = useState(newId)
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const answer = useOutreachChange(() =>
    call(contract.answerQuestion, {
      params: { questionId: question.id },
      body: { id, words: words.trim() },
    }),
  )
  const done = () => {
    setId(newId())
    setWords('')
    setOpen(false)
  }
  if (!open)
    return (
      <p>
        <Button size="small" onClick={() => setOpen(true)}>
          {t('questions.answer')}
        </Button>
      </p>
    )
  return (
    <div className="outreach-verbs">
      <Trouble error={answer.error} />
      <Input.TextArea
        autoFocus
        aria-label={t('questions.answer')}
        rows={2}
        maxLength={2000}
        value={words}
        onChange={(e) => setWords(e.target.value)}
      />
      <Button
        type="primary"
        disabled={words.trim() === ''}
        loading={answer.isPending}
        onClick={() => answer.mutate(undefined, { onSuccess: done })}
      >
        {t('save')}
      </Button>
      <Button onClick={() => setOpen(false)}>{t('leave')}</Button>
    </div>
  )
}
