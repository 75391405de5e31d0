import { Input } from 'antd'
import { use, useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answers, Question } from '../../../contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { Finder } from '#platform/web/console/Finder.tsx'
import { foundBy } from '#platform/web/console/found.ts'
import type { PickedPhotos } from '#platform/web/kit/PhotoPicker.tsx'
import { fileCase, reclassifyCase, settleOnSpot, type CasePage } from '../../../contract/index.ts'
import { urgencies } from '../../../domain/case.ts'
import { ReplySlot } from '../../reply-slot.ts'
import type { Make } from '../change.ts'
import { useCandidates } from '../desk/candidates.ts'
import { useGuideItems, useMatters, type Matter } from '../others.ts'
import { StandardOf } from '../StandardOf.tsx'
import { AnswerFields, allAnswered } from './AnswerFields.tsx'
import type { ActionFormProps } from './form.ts'
import { FormFrame, Labelled } from './FormFrame.tsx'
import { Pictures } from './Pictures.tsx'

const keyOf = (m: { kind: string; code: string }) => `${m.kind}:${m.code}`
const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

/** Settled on the spot needs words and a picture of how it is now, both here already. */
const settled = (words: string, before: PickedPhotos, after: PickedPhotos): boolean =>
  words.trim() !== '' && after.ids.length > 0 && before.pending + after.pending === 0

/** Filing answers what is asked at filing, settling what is asked at finishing too. */
const askedAt = (action: string, questions: readonly Question[] = []) =>
  questions.filter(
    (q) => q.at !== 'report' && (action === 'settle' || (action === 'file' && q.at === 'filing')),
  )

function useNaming({ page, action, pick }: ActionFormProps) {
  const [matter, setMatter] = useState<Matter | null>(pick ?? null)
  const [urgency, setUrgency] = useState(pick?.urgency ?? page.urgency)
  const [title, setTitle] = useState(page.title)
  const [words, setWords] = useState('')
  const [before, setBefore] = useState(noPhotos)
  const [after, setAfter] = useState(noPhotos)
  const [answers, setAnswers] = useState<Answers>({})
  const chosen = matter ?? page.matter
  const send: Make = ({ params, base }) => {
    const named = { kind: chosen?.kind ?? 'matter', code: chosen?.code ?? '' }
    const said = { ...base, matter: named, words: words.trim() }
    const pictures = { before: before.ids, after: after.ids }
    if (action === 'settle')
      return call(settleOnSpot, { params, body: { ...said, answers, ...pictures } })
    return action === 'file'
      ? call(fileCase, {
          params,
          body: { ...said, answers, urgency, ...(title.trim() ? { title } : {}) },
        })
      : call(reclassifyCase, { params, body: { ...said, urgency } })
  }
  const values = { matter, urgency, title, words, before, after, answers, chosen }
  const sets = { setMatter, setUrgency, setTitle, setWords, setBefore, setAfter, setAnswers }
  return { ...values, ...sets, send }
}

/** File, reclassify and settle: all name a matter; its standards stand beside the choice. */
export function MatterForm(props: ActionFormProps) {
  const { page, action, changing, onClose } = props
  const pick = props.pick ?? null
  const { t } = useTranslation('console')
  const ids = { title: useId(), words: useId() }
  const naming = useNaming(props)
  const { matter, urgency, title, words, before, after, answers, chosen } = naming
  const { setMatter, setUrgency, setTitle, setWords, setBefore, setAfter, setAnswers } = naming
  const [looking, setLooking] = useState(false)
  const settling = action === 'settle'
  const [held, setHeld] = useState(false)
  const questions = askedAt(action, (matter ?? page).questions)
  const enough = (!settling || settled(words, before, after)) && allAnswered(questions, answers)
  return (
    <FormFrame
      action={action}
      consequence={t(`then.${action}`)}
      ready={chosen !== null && enough && ![looking, held].includes(true)}
      busy={changing.busy}
      onSend={() => void changing.send(naming.send)}
      onClose={onClose}
    >
      <MatterChoice
        page={page}
        pick={pick}
        chosen={chosen}
        onLooking={setLooking}
        onChoose={(m) => {
          setMatter(m)
          setUrgency(m.urgency)
        }}
      />
      {matter && <Standards matter={matter} />}
      {!settling && (
        <Choices
          look="button"
          label={t('field.urgency')}
          value={urgency}
          values={urgencies}
          say={(u) => t(`urgency.${u}`)}
          onChange={setUrgency}
        />
      )}
      {action === 'file' && (
        <Labelled id={ids.title} label={t('field.title')}>
          <Input
            id={ids.title}
            value={title}
            maxLength={200}
            onChange={(e) => setTitle(e.target.value)}
          />
        </Labelled>
      )}
      <AnswerFields questions={questions} answers={answers} onChange={setAnswers} />
      {settling && (
        <>
          <Pictures label={t('field.before')} onChange={setBefore} />
          <Pictures label={t('field.after')} onChange={setAfter} />
        </>
      )}
      <Labelled id={ids.words} label={t(settling ? 'field.did' : 'field.words')}>
        <Input.TextArea
          id={ids.words}
          rows={2}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </Labelled>
      <Advice {...{ action, words }} onHeld={setHeld} />
    </FormFrame>
  )
}

/** What was settled on the spot is read by residents as it is written here. */
function Advice(props: { action: string; words: string; onHeld: (held: boolean) => void }) {
  const { action, ...watch } = props
  const advice = use(ReplySlot)
  return action === 'settle' ? advice?.(watch) : null
}

/** One field finds a matter by words, code or old code; arrows choose, Enter takes. */
function MatterChoice(props: {
  page: CasePage
  pick: Matter | null
  chosen: { kind: string; code: string } | null
  onChoose: (m: Matter) => void
  /** Words were written and nothing was chosen for them yet. */
  onLooking: (looking: boolean) => void
}) {
  const { t } = useTranslation('console')
  const [text, setText] = useState(props.pick?.code ?? props.page.matter?.code ?? '')
  const asked = useDeferredValue(text)
  const query = useMatters(asked)
  const found = foundBy(query, text, asked)
  const likely = useCandidates(props.page, asked === '').matters.map(({ matter }) => matter)
  return (
    <Finder
      label={t('field.matter')}
      hint={t('field.matter.hint')}
      placeholder={t('field.matter.placeholder')}
      none={t(query.isFetching ? 'matter.searching' : 'matter.none')}
      autoFocus
      text={text}
      onText={(now) => {
        setText(now)
        props.onLooking(now.trim() !== '')
      }}
      rows={asked === '' ? likely : found.rows}
      waiting={found.waiting}
      failed={found.failed}
      keyOf={keyOf}
      chosen={props.chosen ? keyOf(props.chosen) : undefined}
      onChoose={(m) => {
        props.onLooking(false)
        props.onChoose(m)
      }}
      line={matterLine}
    />
  )
}

const matterLine = (matter: Matter) => <MatterLine matter={matter} />

function MatterLine({ matter }: { matter: Matter }) {
  const { t } = useTranslation('console')
  return (
    <span className="matter-line">
      <b>{matter.name}</b>
      <small>
        {t(`kind.${matter.kind}`)} {matter.code} · {matter.majorName}
      </small>
    </span>
  )
}

/** When to file, when to close and how to handle, as the catalogue says. */
function Standards({ matter }: { matter: Matter }) {
  const guides = useGuideItems(matter.guideItemCode !== null)
  const guide = guides.data?.find((item) => item.code === matter.guideItemCode) ?? null
  const { filingStandard, closingStandard, hint, origin } = matter
  return (
    <div aria-live="polite">
      <StandardOf
        standard={{ filing: filingStandard, closing: closingStandard, hint, origin }}
        guide={guide}
      />
    </div>
  )
}
