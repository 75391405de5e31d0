import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { answerHandover, type DutiesView, type HandoverView } from '../../../contract/duties.ts'
import { DutyForm, WordsField } from './DutyForm.tsx'
import { useDutyChange } from './queries.ts'

const states = { accept: 'accepted', refuse: 'refused', withdraw: 'withdrawn' } as const
const verbs = { accept: 'takeOver', refuse: 'verb.refuse', withdraw: 'verb.withdraw' } as const
const asks = { accept: 'say.takeOver', refuse: 'say.refuse', withdraw: 'say.withdraw' } as const
type Act = keyof typeof states

/** One question whether another unit takes over, and its answer. */
export function HandoverLine({ view, line }: { view: DutiesView; line: HandoverView }) {
  const { t } = useTranslation('duties')
  const time = useTime()
  const [open, setOpen] = useState<Act | null>(null)
  return (
    <li data-state={line.state}>
      <div className="duty-line">
        <b>{t('handover.line', { from: line.fromUnit, to: line.toUnit })}</b>
        <span className="duty-state">
          {t(`handover.state.${line.state}`, { from: line.fromUnit })}
        </span>
        {line.dueAt !== null && (
          <span className="duty-time" data-late={line.overdue}>
            {t('answerDue', { at: time.at(line.dueAt), left: time.left(line.dueAt) })}
          </span>
        )}
      </div>
      <p>{line.words}</p>
      <p className="quiet">
        {[
          `${line.askedBy} ${time.at(line.askedAt)}`,
          line.answeredAt === null ? null : `${time.at(line.answeredAt)} ${line.answer}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {open === null && line.allowed.length > 0 && (
        <p className="duty-verbs">
          {line.allowed.map((act) => (
            <Button
              key={act}
              size="small"
              type={act === 'accept' ? 'primary' : 'default'}
              onClick={() => setOpen(act)}
            >
              {t(verbs[act])}
            </Button>
          ))}
        </p>
      )}
      {open !== null && (
        <AnswerForm view={view} line={line} act={open} onDone={() => setOpen(null)} />
      )}
    </li>
  )
}

function AnswerForm(props: { view: DutiesView; line: HandoverView; act: Act; onDone: () => void }) {
  const { view, line, act, onDone } = props
  const { t } = useTranslation('duties')
  const [words, setWords] = useState('')
  const changing = useDutyChange(view)
  const send = () =>
    changing.mutate(
      ({ params, base }) =>
        call(answerHandover, {
          params: { ...params, handoverId: line.id },
          body: { ...base, to: states[act], words: words.trim() },
        }),
      { onSuccess: onDone },
    )
  return (
    <DutyForm
      name={t(verbs[act])}
      verb={t(verbs[act])}
      ready={act !== 'refuse' || words.trim() !== ''}
      changing={changing}
      onSend={send}
      onLeave={onDone}
    >
      <WordsField label={t(asks[act])} value={words} onChange={setWords} />
    </DutyForm>
  )
}
