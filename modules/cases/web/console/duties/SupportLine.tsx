import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import {
  finishSupport,
  moveSupport,
  type DutiesView,
  type SupportView,
} from '../../../contract/duties.ts'
import { Pictures } from '../actions/Pictures.tsx'
import { DutyForm, WordsField } from './DutyForm.tsx'
import { useDutyChange } from './queries.ts'
import { sayRefusal } from './words.ts'

interface LineProps {
  view: DutiesView
  line: SupportView
}

/** One support unit: what it is to do, by when, how it stands, and what may be done about it. */
export function SupportLine({ view, line }: LineProps) {
  const { t } = useTranslation('duties')
  const changing = useDutyChange(view)
  const [open, setOpen] = useState<'return' | 'release' | 'finish' | null>(null)
  const accept = () =>
    changing.mutate(({ params, base }) =>
      call(moveSupport, {
        params: { ...params, taskId: line.taskId },
        body: { ...base, to: 'accept' },
      }),
    )
  return (
    <li data-state={line.state}>
      <SupportHead line={line} />
      {open === null && line.allowed.length > 0 && (
        <p className="duty-verbs">
          {line.allowed.map((act) => (
            <Button
              key={act}
              size="small"
              type={act === 'accept' || act === 'finish' ? 'primary' : 'default'}
              loading={act === 'accept' && changing.isPending}
              onClick={() => (act === 'accept' ? accept() : setOpen(act))}
            >
              {t(`verb.${act}`)}
            </Button>
          ))}
        </p>
      )}
      {open === null && changing.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, changing.error)}
        </p>
      )}
      {(open === 'return' || open === 'release') && (
        <GiveUp view={view} line={line} to={open} onDone={() => setOpen(null)} />
      )}
      {open === 'finish' && <Finish view={view} line={line} onDone={() => setOpen(null)} />}
    </li>
  )
}

function SupportHead({ line }: { line: SupportView }) {
  const { t } = useTranslation('duties')
  const time = useTime()
  const running = line.state === 'offered' || line.state === 'accepted'
  return (
    <>
      <div className="duty-line">
        <b>{line.unitName}</b>
        <span className="duty-state">{t(`state.${line.state}`)}</span>
        {line.bound && <small>{t('bound')}</small>}
        {line.partner && <small>{t('partner')}</small>}
        {running && line.dueAt !== null && (
          <span className="duty-time" data-late={line.overdue}>
            {t('due', { at: time.at(line.dueAt), left: time.left(line.dueAt) })}
          </span>
        )}
      </div>
      <p>{line.brief}</p>
      <p className="quiet">
        {[
          t('calledAt', { at: time.at(line.calledAt) }),
          line.assignee,
          line.endedAt === null ? null : t('doneAt', { at: time.at(line.endedAt) }),
          line.did,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  )
}

function GiveUp({
  view,
  line,
  to,
  onDone,
}: LineProps & { to: 'return' | 'release'; onDone: () => void }) {
  const { t } = useTranslation('duties')
  const [words, setWords] = useState('')
  const changing = useDutyChange(view)
  const send = () =>
    changing.mutate(
      ({ params, base }) =>
        call(moveSupport, {
          params: { ...params, taskId: line.taskId },
          body: { ...base, to, words: words.trim() },
        }),
      { onSuccess: onDone },
    )
  return (
    <DutyForm
      name={t(`verb.${to}`)}
      verb={t(`verb.${to}`)}
      ready={words.trim() !== ''}
      changing={changing}
      onSend={send}
      onLeave={onDone}
    >
      <WordsField label={t(`say.${to}`)} value={words} onChange={setWords} />
    </DutyForm>
  )
}

const nothing = { ids: [] as string[], pending: 0, failed: 0 }

function Finish({ view, line, onDone }: LineProps & { onDone: () => void }) {
  const { t } = useTranslation('duties')
  const [words, setWords] = useState('')
  const [before, setBefore] = useState(nothing)
  const [after, setAfter] = useState(nothing)
  const changing = useDutyChange(view)
  const send = () =>
    changing.mutate(
      ({ params, base }) =>
        call(finishSupport, {
          params: { ...params, taskId: line.taskId },
          body: { ...base, words: words.trim(), before: before.ids, after: after.ids },
        }),
      { onSuccess: onDone },
    )
  return (
    <DutyForm
      name={t('verb.finish')}
      verb={t('verb.finish')}
      ready={words.trim() !== '' && before.pending + after.pending === 0}
      changing={changing}
      onSend={send}
      onLeave={onDone}
    >
      <WordsField label={t('say.finish')} value={words} onChange={setWords} />
      <Pictures label={t('pictures.before')} onChange={setBefore} />
      <Pictures label={t('pictures.after')} onChange={setAfter} />
    </DutyForm>
  )
}
