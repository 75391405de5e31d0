import { useState } from 'react'
import type { SupervisionView } from '#modules/cases/contract/supervision.ts'
import { Button, Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../../phone/speech.ts'
import { useDutyAct, useUnsentSteps } from '../duty/change.tsx'
import { GivenSheet } from './GivenSheet.tsx'

interface OrderProps {
  order: SupervisionView
  timeZone: string
}

/** An order of supervision to the own unit: what is asked, by when, about which cases; and the reply. */
export function Order({ order, timeZone }: OrderProps) {
  const [first] = order.cases
  return (
    <li className="card duty-card">
      <Asked order={order} timeZone={timeZone} />
      {order.cases.map((c) => (
        <a key={c.id} href={`/work/tasks/${c.id}`}>
          {c.title || c.shortCode}
        </a>
      ))}
      {first && <Reply order={order} about={first} />}
    </li>
  )
}

function Asked({ order, timeZone }: OrderProps) {
  const { t, say } = useSpeech(timeZone)
  const at = say(order.dueAt)
  const back = order.replies.at(-1)
  return (
    <>
      <h3>
        {t(`owed.grade.${order.grade}`)} <small>{order.issuedBy}</small>
      </h3>
      <p>{order.words}</p>
      <p className={order.overdue ? 'late' : 'quiet'}>
        {t(order.overdue ? 'owed.late' : 'owed.due', { at })}
      </p>
      {back?.answer === 'sent_back' && (
        <p>{t('owed.sentBack', { words: back.answerWords ?? '' })}</p>
      )}
    </>
  )
}

/** One reply serves all cases of the order; it goes out in the lane of the first. */
function Reply(props: { order: SupervisionView; about: SupervisionView['cases'][number] }) {
  const { order, about } = props
  const { t } = useSpeech()
  const [open, setOpen] = useState(false)
  const act = useDutyAct({ caseId: about.id, version: about.version, title: about.title })
  const unsent = useUnsentSteps(about.id)
  if (unsent.some((s) => s.kind === 'supervision_reply' && s.supervisionId === order.id))
    return <Strip>{t('task.unsent')}</Strip>
  const send = (given: { words: string; photos: string[] }) =>
    act.mutate({
      step: {
        kind: 'supervision_reply',
        supervisionId: order.id,
        orderVersion: order.version,
        ...given,
      },
      done: () => setOpen(false),
    })
  return (
    <>
      <Button wide onClick={() => setOpen(true)}>
        {t('owed.reply')}
      </Button>
      {open && (
        <GivenSheet
          title={t('owed.reply')}
          label={t('owed.replyWords')}
          act={act}
          onClose={() => setOpen(false)}
          onSend={send}
        />
      )}
    </>
  )
}
