import type { Answers, Question } from '#modules/cases/contract/index.ts'
import { Field } from '#platform/web/kit/index.ts'
import { useSpeech } from './speech.ts'

/** The extra questions of a matter on a phone, each answered by a finger. */
export function AskedParts(props: {
  questions: readonly Question[]
  answers: Answers
  onChange: (answers: Answers) => void
}) {
  const { questions, answers, onChange } = props
  return questions.map((question) => (
    <Asked
      key={question.key}
      question={question}
      value={answers[question.key]}
      onChange={(value) => onChange({ ...answers, [question.key]: value })}
    />
  ))
}

interface AskedProps {
  question: Question
  value: Answers[string] | undefined
  onChange: (value: Answers[string]) => void
}

function Asked({ question, value, onChange }: AskedProps) {
  const { t } = useSpeech()
  const { kind, label, options, required } = question
  if (kind === 'text' || kind === 'number')
    return (
      <Field
        label={label}
        optional={!required}
        maxLength={1000}
        {...(kind === 'number' ? { inputMode: 'decimal' as const } : {})}
        value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
        onChange={(event) => onChange(readAs(kind, event.target.value))}
      />
    )
  const choices =
    kind === 'yes_no'
      ? [
          { value: true, label: t('answer.yes') },
          { value: false, label: t('answer.no') },
        ]
      : options.map((option) => ({ value: option, label: option }))
  const chosen = Array.isArray(value) ? value : []
  return (
    <fieldset className="asked">
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.label} className="tick">
          <input
            type={kind === 'several' ? 'checkbox' : 'radio'}
            name={question.key}
            checked={
              kind === 'several' ? chosen.includes(String(choice.value)) : value === choice.value
            }
            onChange={() =>
              onChange(kind === 'several' ? toggled(chosen, String(choice.value)) : choice.value)
            }
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** A number that is not one yet stays as it was typed: the server says what is wrong with it. */
const readAs = (kind: 'text' | 'number', text: string): string | number =>
  kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text

const toggled = (chosen: readonly string[], option: string): string[] =>
  chosen.includes(option) ? chosen.filter((c) => c !== option) : [...chosen, option]
