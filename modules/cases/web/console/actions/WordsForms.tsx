import { Input, Radio } from 'antd'
import { use, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../../contract/index.ts'
import { call } from '#platform/web/call.ts'
import type { PickedPhotos } from '#platform/web/kit/PhotoPicker.tsx'
import {
  acceptTask,
  answerVerification,
  arriveAtTask,
  askVerification,
  callBack,
  finishTask,
  inspectCase,
  receiveCase,
  reopenCase,
  resumeCase,
  voidCase,
  withdrawCase,
} from '../../../contract/index.ts'
import { takeApart } from '../../../contract/merging.ts'
import type { Make } from '../change.ts'
import { AnswerFields, allAnswered } from './AnswerFields.tsx'
import type { ActionFormProps } from './form.ts'
import { ReplySlot } from '../../reply-slot.ts'
import { FormFrame, Labelled } from './FormFrame.tsx'
import { Pictures } from './Pictures.tsx'

type WordsAction =
  | 'receive'
  | 'accept'
  | 'arrive'
  | 'ask_verification'
  | 'resume'
  | 'withdraw'
  | 'void'
  | 'reopen'
  | 'take_apart'

interface Plain {
  needed: boolean
  none?: boolean
  make: (words: string) => Make
}

/** Actions that need words or nothing at all. `needed`: without words it cannot be sent. */
const plain: Readonly<Record<WordsAction, Plain>> = {
  receive: {
    needed: false,
    none: true,
    make: () => (at) => call(receiveCase, { params: at.params, body: at.base }),
  },
  accept: {
    needed: false,
    none: true,
    make: () => (at) => call(acceptTask, { params: at.params, body: at.base }),
  },
  arrive: {
    needed: false,
    none: true,
    make: () => (at) => call(arriveAtTask, { params: at.params, body: at.base }),
  },
  ask_verification: {
    needed: false,
    make: (words) => (at) =>
      call(askVerification, { params: at.params, body: { ...at.base, words } }),
  },
  resume: {
    needed: false,
    make: (words) => (at) => call(resumeCase, { params: at.params, body: { ...at.base, words } }),
  },
  withdraw: {
    needed: false,
    make: (words) => (at) => call(withdrawCase, { params: at.params, body: { ...at.base, words } }),
  },
  void: {
    needed: true,
    make: (words) => (at) => call(voidCase, { params: at.params, body: { ...at.base, words } }),
  },
  reopen: {
    needed: true,
    make: (words) => (at) => call(reopenCase, { params: at.params, body: { ...at.base, words } }),
  },
  take_apart: {
    needed: true,
    make: (words) => (at) => call(takeApart, { params: at.params, body: { ...at.base, words } }),
  },
}

const kindOf = (action: string): Plain | undefined =>
  Object.entries(plain).find(([name]) => name === action)?.[1]

/** Actions that need no form: the button itself does them. */
export const atOnce = (action: string): Make | undefined => {
  const kind = kindOf(action)
  return kind?.none === true ? kind.make('') : undefined
}

export function WordsForm({ action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const [words, setWords] = useState('')
  const kind = kindOf(action)
  if (!kind) return null
  return (
    <FormFrame
      action={action}
      consequence={t(`then.${action}`)}
      ready={!kind.needed || words.trim() !== ''}
      busy={changing.busy}
      onSend={() => void changing.send(kind.make(words.trim()))}
      onClose={onClose}
    >
      <Labelled id={id} label={t(kind.needed ? 'field.why' : 'field.words')}>
        <Input.TextArea
          id={id}
          autoFocus
          rows={3}
          maxLength={2000}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </Labelled>
    </FormFrame>
  )
}

const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

/** Found or not, passed or not: a second person's answer, with words and pictures. */
export function FindingForm({ action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const [yes, setYes] = useState<boolean | null>(null)
  const [words, setWords] = useState('')
  const [picked, setPicked] = useState(noPhotos)
  const inspecting = action === 'inspect'
  const name = inspecting ? 'inspect' : 'verify'
  const send: Make = ({ params, base }) => {
    const said = { words: words.trim(), photos: picked.ids }
    return inspecting
      ? call(inspectCase, { params, body: { ...base, ...said, passed: yes === true } })
      : call(answerVerification, { params, body: { ...base, ...said, found: yes === true } })
  }
  return (
    <FormFrame
      action={action}
      {...(yes === null ? {} : { consequence: t(`then.${name}.${yes ? 'yes' : 'no'}`) })}
      ready={yes !== null && picked.pending === 0 && (yes || words.trim() !== '')}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <Radio.Group
        aria-label={t(`action.${action}`)}
        value={yes}
        onChange={(e) => setYes(e.target.value === true)}
      >
        <Radio autoFocus value={true}>
          {t(`finding.${name}.yes`)}
        </Radio>
        <Radio value={false}>{t(`finding.${name}.no`)}</Radio>
      </Radio.Group>
      <Labelled id={id} label={t(yes === false ? 'field.why' : 'field.words')}>
        <Input.TextArea id={id} rows={3} value={words} onChange={(e) => setWords(e.target.value)} />
      </Labelled>
      <Pictures label={t('field.photos')} onChange={setPicked} />
    </FormFrame>
  )
}

/** The answer of somebody without a smartphone, asked by call or visit. */
export function CallBackForm({ action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const [way, setWay] = useState<'call' | 'visit'>('call')
  const [solved, setSolved] = useState<boolean | null>(null)
  const [satisfied, setSatisfied] = useState<number | null>(null)
  const [words, setWords] = useState('')
  const send: Make = ({ params, base }) =>
    call(callBack, {
      params,
      body: { ...base, way, solved: solved === true, satisfied: satisfied ?? 2, words },
    })
  return (
    <FormFrame
      action={action}
      consequence={t('then.call_back')}
      ready={solved !== null && satisfied !== null}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <Radio.Group
        aria-label={t('callback.way')}
        value={way}
        onChange={(e) => setWay(e.target.value === 'visit' ? 'visit' : 'call')}
      >
        <Radio value="call">{t('callback.call')}</Radio>
        <Radio value="visit">{t('callback.visit')}</Radio>
      </Radio.Group>
      <p>{t('callback.solved')}</p>
      <Radio.Group
        aria-label={t('callback.solved')}
        value={solved}
        onChange={(e) => setSolved(e.target.value === true)}
      >
        <Radio value={true}>{t('callback.yes')}</Radio>
        <Radio value={false}>{t('callback.no')}</Radio>
      </Radio.Group>
      <p>{t('callback.satisfied')}</p>
      <Radio.Group
        aria-label={t('callback.satisfied')}
        value={satisfied}
        onChange={(e) => setSatisfied(Number(e.target.value))}
      >
        {[3, 2, 1].map((n) => (
          <Radio key={n} value={n}>
            {t(`satisfied.${n}`)}
          </Radio>
        ))}
      </Radio.Group>
      <Labelled id={id} label={t('field.ownWords')}>
        <Input.TextArea id={id} rows={2} value={words} onChange={(e) => setWords(e.target.value)} />
      </Labelled>
    </FormFrame>
  )
}

export function FinishForm({ page, action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const [words, setWords] = useState('')
  const advice = use(ReplySlot)
  const [held, setHeld] = useState(false)
  const [before, setBefore] = useState(noPhotos)
  const [after, setAfter] = useState(noPhotos)
  const [answers, setAnswers] = useState<Answers>({})
  const questions = (page.questions ?? []).filter((q) => q.at === 'finish')
  const send: Make = ({ params, base }) =>
    call(finishTask, {
      params,
      body: { ...base, answers, words: words.trim(), before: before.ids, after: after.ids },
    })
  return (
    <FormFrame
      action={action}
      consequence={t('then.finish')}
      ready={
        words.trim() !== '' &&
        !held &&
        before.pending + after.pending === 0 &&
        allAnswered(questions, answers)
      }
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <Pictures label={t('field.before')} onChange={setBefore} />
      <Pictures label={t('field.after')} onChange={setAfter} />
      <AnswerFields questions={questions} answers={answers} onChange={setAnswers} />
      <Labelled id={id} label={t('field.did')}>
        <Input.TextArea id={id} rows={3} value={words} onChange={(e) => setWords(e.target.value)} />
      </Labelled>
      {advice?.({ words, onHeld: setHeld })}
    </FormFrame>
  )
}
