import { Button, Checkbox, Input, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { questionKinds, questionMoments, type Question } from '../../../contract/index.ts'

const MOST = 20

/** What is asked besides: when, how it is answered, and whether it must be. */
export function QuestionsEditor(props: {
  questions: readonly Question[]
  onChange: (questions: Question[]) => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const { questions, onChange } = props
  const change = (key: string, to: Partial<Question>) =>
    onChange(questions.map((q) => (q.key === key ? { ...q, ...to } : q)))
  const add = () =>
    onChange([
      ...questions,
      { key: newId(), at: 'filing', kind: 'text', label: '', options: [], required: false },
    ])
  return (
    <fieldset className="edit-field questions">
      <legend>{t('field.questions')}</legend>
      {questions.map((question) => (
        <One
          key={question.key}
          question={question}
          onChange={(to) => change(question.key, to)}
          onRemove={() => onChange(questions.filter((q) => q.key !== question.key))}
        />
      ))}
      {questions.length < MOST && (
        <Button size="small" onClick={add}>
          {t('questions.add')}
        </Button>
      )}
    </fieldset>
  )
}

interface OneProps {
  question: Question
  onChange: (to: Partial<Question>) => void
  onRemove: () => void
}

function One({ question, onChange, onRemove }: OneProps) {
  const { t } = useTranslation('catalogueConsole')
  const id = useId()
  const chooses = question.kind === 'one' || question.kind === 'several'
  return (
    <div className="question">
      <label htmlFor={id}>{t('questions.label')}</label>
      <Input
        id={id}
        value={question.label}
        maxLength={100}
        onChange={(e) => onChange({ label: e.target.value })}
      />
      <p className="question-how">
        <Select
          aria-label={t('questions.at')}
          value={question.at}
          onChange={(at: Question['at']) => onChange({ at })}
          options={questionMoments.map((at) => ({ value: at, label: t(`questions.at.${at}`) }))}
        />
        <Select
          aria-label={t('questions.kind')}
          value={question.kind}
          onChange={(kind: Question['kind']) => onChange({ kind })}
          options={questionKinds.map((k) => ({ value: k, label: t(`questions.kind.${k}`) }))}
        />
        <Checkbox
          checked={question.required}
          onChange={(e) => onChange({ required: e.target.checked })}
        >
          {t('questions.required')}
        </Checkbox>
        <Button size="small" onClick={onRemove}>
          {t('questions.remove')}
        </Button>
      </p>
      {chooses && (
        <Input.TextArea
          aria-label={t('questions.options')}
          placeholder={t('questions.options')}
          autoSize={{ minRows: 2, maxRows: 8 }}
          defaultValue={question.options.join('\n')}
          onChange={(e) => onChange({ options: optionsIn(e.target.value) })}
        />
      )}
    </div>
  )
}

const optionsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 20)

/** The questions of a matter as its page tells them. */
export function QuestionList({ questions }: { questions: readonly Question[] }) {
  const { t } = useTranslation('catalogueConsole')
  if (questions.length === 0) return <p data-none="true">{t('questions.none')}</p>
  return (
    <ul>
      {questions.map((q) => (
        <li key={q.key}>
          {t('questions.says', {
            at: t(`questions.at.${q.at}`),
            label: q.label,
            kind: t(`questions.kind.${q.kind}`),
            required: q.required ? t('questions.must') : '',
            interpolation: { escapeValue: false },
          })}
          {q.options.length > 0 && <small> {q.options.join(' / ')}</small>}
        </li>
      ))}
    </ul>
  )
}
