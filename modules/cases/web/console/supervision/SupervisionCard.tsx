import { Button, Input, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import {
  answerSupervision,
  replySupervision,
  withdrawSupervision,
  type SupervisionView,
} from '../../../contract/supervision.ts'
import { Pictures } from '../actions/Pictures.tsx'
import { Field, sayRefusal, Shots, Small, useSend } from '../beside/Small.tsx'

type Verb = SupervisionView['allowed'][number]

/** An order: to whom, by when, what was replied. What is late says so first. */
export function SupervisionCard(props: { order: SupervisionView; ofCase: string | null }) {
  const { t } = useTranslation('supervision')
  const time = useTime()
  const { order, ofCase } = props
  const [open, setOpen] = useState<Verb | null>(null)
  const others = order.cases.filter((c) => c.id !== ofCase)
  const last = order.rung.at(-1)
  return (
    <article className="beside-card" data-state={order.state}>
      <header>
        <h3>
          {order.unitName}{' '}
          <small>
            {t(`grade.${order.grade}`)} · {t(`level.${order.level}`)}
            {order.round > 1 && ` · ${t('round', { round: order.round })}`}
          </small>
        </h3>
        <Due order={order} />
      </header>
      <p className="beside-words">{order.words}</p>
      <p className="quiet">{t('issued', { by: order.issuedBy, at: time.at(order.issuedAt) })}</p>
      {others.length > 0 && (
        <p className="beside-links" aria-label={t('cases')}>
          {others.map((c) => (
            <Link key={c.id} to="/console/cases/$caseId" params={{ caseId: c.id }}>
              {c.title || c.shortCode}
            </Link>
          ))}
        </p>
      )}
      {order.replies.map((reply) => (
        <div key={reply.round} className="beside-said">
          <p>
            {reply.words}{' '}
            <small>
              {reply.by} · {time.at(reply.at)}
              {reply.late && ` · ${t('lateReply')}`}
            </small>
          </p>
          <Shots fileIds={reply.photos} label={t('say.photos')} />
          {reply.answer !== null && (
            <p>
              <b>{t(`answer.${reply.answer}`)}</b> {reply.answerWords}
            </p>
          )}
        </div>
      ))}
      {order.endedWords && order.state === 'withdrawn' && <p>{order.endedWords}</p>}
      {last && order.state !== 'accepted' && order.state !== 'withdrawn' && (
        <p className="quiet">
          {t(`rung.${last.level}`)} · {time.at(last.at)}
        </p>
      )}
      {open === null ? (
        <p className="act-verbs">
          {order.allowed.map((verb) => (
            <Button
              key={verb}
              type={verb === 'withdraw' ? 'default' : 'primary'}
              onClick={() => setOpen(verb)}
            >
              {t(`verb.${verb}`)}
            </Button>
          ))}
        </p>
      ) : (
        <OrderForm order={order} verb={open} onDone={() => setOpen(null)} />
      )}
    </article>
  )
}

/** By when, how long is left, or how it ended. */
function Due({ order }: { order: SupervisionView }) {
  const { t } = useTranslation('supervision')
  const time = useTime()
  const [tone, words] = order.endedAt
    ? ['over', `${t(`state.${order.state}`)} · ${t('endedAt', { at: time.at(order.endedAt) })}`]
    : order.state === 'replied'
      ? ['soon', t('repliedWaits')]
      : [
          order.overdue ? 'late' : 'wait',
          t(order.overdue ? 'overdueBy' : 'due', {
            at: time.at(order.dueAt),
            left: time.left(order.dueAt),
          }),
        ]
  return (
    <p className="beside-time" data-tone={tone}>
      {words}
    </p>
  )
}

interface FormProps {
  order: SupervisionView
  verb: Verb
  onDone: () => void
}

/** What a verb of an order needs: words, pictures of a reply, a new deadline where it is sent back. */
function OrderForm({ order, verb, onDone }: FormProps) {
  const { t } = useTranslation('supervision')
  const send = useSend(onDone)
  const [id] = useState(newId)
  const [words, setWords] = useState('')
  const [minutes, setMinutes] = useState(1440)
  const [photos, setPhotos] = useState<{ ids: string[]; pending: number }>({ ids: [], pending: 0 })
  const at = { params: { supervisionId: order.id } }
  const said = { baseVersion: order.version, words: words.trim() }
  const answer = (accept: boolean) =>
    send.mutate(() =>
      call(answerSupervision, {
        ...at,
        body: {
          ...said,
          accept,
          dueAt: accept ? null : new Date(Date.now() + minutes * 60_000).toISOString(),
        },
      }),
    )
  const sends: Record<Verb, () => void> = {
    reply: () =>
      send.mutate(() =>
        call(replySupervision, { ...at, body: { ...said, id, photos: photos.ids } }),
      ),
    answer: () => answer(true),
    withdraw: () => send.mutate(() => call(withdrawSupervision, { ...at, body: said })),
  }
  const needed = verb !== 'answer'
  return (
    <Small
      verb={t(verb === 'answer' ? 'verb.accept' : `verb.${verb}`)}
      leave={t('leave')}
      ready={(!needed || words.trim() !== '') && photos.pending === 0}
      busy={send.isPending}
      refused={send.error && sayRefusal(t, send.error)}
      onSend={sends[verb]}
      onLeave={onDone}
      also={
        verb === 'answer' && (
          <Button disabled={words.trim() === ''} onClick={() => answer(false)}>
            {t('verb.send_back')}
          </Button>
        )
      }
    >
      <Field label={t(`say.${verb}`)}>
        {(fieldId) => (
          <Input.TextArea
            id={fieldId}
            autoFocus
            rows={3}
            maxLength={2000}
            value={words}
            onChange={(e) => setWords(e.target.value)}
          />
        )}
      </Field>
      {verb === 'reply' && <Pictures label={t('say.photos')} onChange={setPhotos} />}
      {verb === 'answer' && (
        <Field label={t('field.due')}>
          {(fieldId) => (
            <Select
              id={fieldId}
              value={minutes}
              onChange={setMinutes}
              options={[240, 1440, 4320].map((value) => ({ value, label: t(`within.${value}`) }))}
            />
          )}
        </Field>
      )}
    </Small>
  )
}
