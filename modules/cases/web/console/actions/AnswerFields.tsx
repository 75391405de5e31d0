import { Checkbox, Input, InputNumber, Radio } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answers, Question } from '../../../contract/index.ts'

type Value = Answers[string]

/** Whether everything that must be answered now has been. */
export const allAnswered = (questions: readonly Question[], answers: Answers): boolean =>
  questions.every((q) => {
    const value = answers[q.key]
    if (!q.required) return true
    if (typeof value === 'string') return value.trim() !== ''
    return Array.isArray(value) ? value.length > 0 : value !== undefined
  })

/** The extra questions of a matter, each in the way that it is answered. */
export function AnswerFields(props: {
  questions: readonly Question[]
  answers: Answers
  onChange: (answers: Answers) => void
}) {
  const { questions, answers, onChange } = props
  const set = (key: string, value: Value | null) => {
    const { [key]: _, ...others } = answers
    onChange(value === null ? others : { ...others, [key]: value })
  }
  return questions.map((question) => (
    <Field
      key={question.key}
      question={question}
      value={answers[question.key]}
      onChange={(value) => set(question.key, value)}
    />
  ))
}

interface FieldProps {
  question: Question
  value: Value | undefined
  onChange: (value: Value | null) => void
}

function Field(props: FieldProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const { label, required } = props.question
  return (
    <div className="act-field" role="group" aria-labelledby={id}>
      <span id={id}>
        {label}
        {!required && ` ${t('answer.optional')}`}
      </span>
      <Control {...props} labelledBy={id} />
    </div>
  )
}

const isChosen = (value: Value | undefined): value is string => typeof value === 'string'

function Control({ question, value, onChange, labelledBy }: FieldProps & { labelledBy: string }) {
  const { t } = useTranslation('console')
  const named = { 'aria-labelledby': labelledBy }
  switch (question.kind) {
    case 'text':
      return (
        <Input
          {...named}
          maxLength={1000}
          value={isChosen(value) ? value : ''}
          onChange={(e) => onChange(e.target.value)}
        />
      )
    case 'number':
      return (
        <InputNumber
          {...named}
          value={typeof value === 'number' ? value : null}
          onChange={(n) => onChange(typeof n === 'number' ? n : null)}
        />
      )
    case 'yes_no':
      return (
        <Radio.Group {...named} value={value} onChange={(e) => onChange(e.target.value === true)}>
          <Radio value={true}>{t('answer.yes')}</Radio>
          <Radio value={false}>{t('answer.no')}</Radio>
        </Radio.Group>
      )
    case 'one':
      return (
        <Radio.Group
          {...named}
          value={value}
          onChange={(e) => onChange(String(e.target.value))}
          options={question.options}
        />
      )
    case 'several':
      return (
        <Checkbox.Group
          value={Array.isArray(value) ? value : []}
          onChange={(chosen) => onChange(chosen.map(String))}
          options={question.options}
        />
      )
    default:
      return question.kind satisfies never
  }
}
