import { useState } from 'react'
import { ActTrouble, useSpeech } from '#modules/cases/web/index.ts'
import { Button, Field, Strip, TextArea } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import { ownAreas, type Ground } from './ground.ts'
import { Channels, Select } from './parts.tsx'
import { questionWork, useNote, type QuestionBody } from './queue.ts'

export interface Asked {
  channel: string
  areaCode: string
  place: string
  words: string
  answer: string
  matter: { key: string; name: string } | null
}

const nothing: Asked = {
  channel: '',
  areaCode: '',
  place: '',
  words: '',
  answer: '',
  matter: null,
}

/** What still has to be given, as the key of the words that say so. */
export function missingInQuestion({ channel, areaCode, words }: Asked): string | null {
  if (words.trim() === '') return 'outreach.needQuestion'
  if (channel === '') return 'outreach.needAskedHow'
  return areaCode === '' ? 'outreach.needArea' : null
}

export const questionOf = (id: string, asked: Asked): QuestionBody => ({
  id,
  channel: asked.channel,
  areaCode: asked.areaCode,
  place: asked.place.trim(),
  words: asked.words.trim(),
  answer: asked.answer.trim(),
  matter: asked.matter?.key ?? null,
})

interface QuestionFormProps {
  ground: Ground
  /** Place codes of the own post: where one is asked. */
  own: readonly string[]
  onDone: () => void
}

/** What one was asked in the street and what one said to it; nothing of who asked. */
export function QuestionForm({ ground, own, onDone }: QuestionFormProps) {
  const { t } = useSpeech()
  const areas = ownAreas(ground, own)
  const [id] = useState(newId)
  const [given, setAsked] = useState(nothing)
  const [pressed, setPressed] = useState(false)
  const sending = useNote(onDone)
  // Where there is but one place, nobody chooses it; it may come to be known after the first look.
  const asked = { ...given, areaCode: given.areaCode || (areas[0]?.code ?? '') }
  const change = (to: Partial<Asked>) => setAsked((was) => ({ ...was, ...to }))
  const missing = missingInQuestion(asked)
  const press = () => {
    setPressed(true)
    if (missing === null && !sending.isPending) sending.mutate(questionWork(questionOf(id, asked)))
  }
  return (
    <section className="step" aria-label={t('outreach.ask')}>
      <TextArea
        label={t('outreach.question')}
        hint={t('outreach.questionHint')}
        maxLength={1000}
        value={asked.words}
        onChange={(event) => change({ words: event.target.value })}
      />
      <TextArea
        label={t('outreach.answer')}
        optional
        maxLength={2000}
        value={asked.answer}
        onChange={(event) => change({ answer: event.target.value })}
      />
      <MatterFind ground={ground} matter={asked.matter} onPick={(matter) => change({ matter })} />
      <Channels
        label={t('outreach.askedHow')}
        ground={ground}
        chosen={asked.channel}
        onChoose={({ code }) => change({ channel: code })}
      />
      <Select
        label={t('outreach.area')}
        value={asked.areaCode}
        options={areas.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(areaCode) => change({ areaCode })}
      />
      <Field
        label={t('outreach.askedAt')}
        optional
        maxLength={120}
        value={asked.place}
        onChange={(event) => change({ place: event.target.value })}
      />
      {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
      {sending.error && <ActTrouble error={sending.error} />}
      <Button wide busy={sending.isPending} onClick={press}>
        {t('outreach.save')}
      </Button>
    </section>
  )
}

interface MatterFindProps {
  ground: Ground
  matter: Asked['matter']
  onPick: (matter: Asked['matter']) => void
}

/** Found by its words among what the phone has taken along, so also without signal. */
function MatterFind({ ground, matter, onPick }: MatterFindProps) {
  const { t } = useSpeech()
  const [typed, setTyped] = useState('')
  const text = typed.trim().toLowerCase()
  const found =
    matter === null && text !== ''
      ? ground.matters.filter(({ name }) => name.toLowerCase().includes(text))
      : []
  return (
    <section>
      <Field
        label={t('outreach.matter')}
        hint={t('outreach.matterHint')}
        optional
        autoComplete="off"
        value={matter?.name ?? typed}
        onChange={(event) => {
          setTyped(event.target.value)
          onPick(null)
        }}
      />
      {matter === null && text !== '' && found.length === 0 && (
        <p className="quiet">{t('outreach.matterNone')}</p>
      )}
      {found.length > 0 && (
        <ul className="offers">
          {found.slice(0, 8).map((one) => (
            <li key={one.key}>
              <button type="button" onClick={() => onPick(one)}>
                {one.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
