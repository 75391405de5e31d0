import { Button, Input, Radio } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** Some words and a verb. */
export function WordsForm(props: {
  label: string
  verb: string
  needed: boolean
  busy: boolean
  onSend: (words: string) => void
  onLeave: () => void
}) {
  const { t } = useTranslation('whistles')
  const id = useId()
  const [words, setWords] = useState('')
  return (
    <Small
      verb={props.verb}
      ready={!props.needed || words.trim() !== ''}
      busy={props.busy}
      onLeave={props.onLeave}
      onSend={() => props.onSend(words.trim())}
      leave={t('leave')}
    >
      <div className="act-field">
        <label htmlFor={id}>{props.label}</label>
        <Input.TextArea
          id={id}
          autoFocus
          rows={2}
          maxLength={2000}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </div>
    </Small>
  )
}

export function JudgeForm(props: {
  busy: boolean
  onSend: (grade: number, words: string) => void
  onLeave: () => void
}) {
  const { t } = useTranslation('whistles')
  const id = useId()
  const [grade, setGrade] = useState(3)
  const [words, setWords] = useState('')
  return (
    <Small
      verb={t('verb.judge')}
      ready
      busy={props.busy}
      onLeave={props.onLeave}
      onSend={() => props.onSend(grade, words.trim())}
      leave={t('leave')}
    >
      <Radio.Group
        aria-label={t('verb.judge')}
        value={grade}
        onChange={(e) => setGrade(Number(e.target.value))}
        options={[3, 2, 1].map((value) => ({ value, label: t(`grade.${value}`) }))}
      />
      <div className="act-field">
        <label htmlFor={id}>{t('say.judge')}</label>
        <Input id={id} maxLength={2000} value={words} onChange={(e) => setWords(e.target.value)} />
      </div>
    </Small>
  )
}

function Small(props: {
  verb: string
  leave: string
  ready: boolean
  busy: boolean
  onSend: () => void
  onLeave: () => void
  children: ReactNode
}) {
  return (
    <form
      className="act whistle-form"
      aria-label={props.verb}
      onSubmit={(event) => {
        event.preventDefault()
        if (props.ready && !props.busy) props.onSend()
      }}
    >
      {props.children}
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!props.ready} loading={props.busy}>
          {props.verb}
        </Button>
        <Button onClick={props.onLeave}>{props.leave}</Button>
      </p>
    </form>
  )
}
