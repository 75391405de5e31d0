import { Field, TextArea } from '#platform/web/kit/index.ts'
import type { PublicService } from '../../contract/services.ts'
import type { Answers } from '../../domain/service.ts'
import { useServiceSpeech } from '../speech.ts'

type Question = PublicService['questions'][number]

interface QuestionsProps {
  questions: readonly Question[]
  answers: Answers
  /** After a press: the first that is missing or wrong. */
  wrong: string | null
  onChange: (answers: Answers) => void
}

export function Questions({ questions, answers, wrong, onChange }: QuestionsProps) {
  const { t, either } = useServiceSpeech()
  return questions.map((question) => (
    <QuestionField
      key={question.key}
      question={question}
      label={either(question.label, question.labelEn)}
      value={answers[question.key]}
      error={wrong === question.key ? t('error.services.answer_needed') : undefined}
      onChange={(value) => {
        const { [question.key]: _, ...others } = answers
        onChange(value === undefined ? others : { ...others, [question.key]: value })
      }}
    />
  ))
}

interface QuestionFieldProps {
  question: Question
  label: string
  value: Answers[string] | undefined
  error: string | undefined
  onChange: (value: Answers[string] | undefined) => void
}

function QuestionField({ question, label, value, error, onChange }: QuestionFieldProps) {
  const { t, either } = useServiceSpeech()
  const { kind, required, options } = question
  if (kind === 'choice' || kind === 'yes_no') {
    const offers =
      kind === 'choice'
        ? options.map((o) => ({ value: o.value, label: either(o.label, o.labelEn) }))
        : [
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]
    return (
      <fieldset className="service-choice" data-wrong={error !== undefined}>
        <legend>
          {label}
          {!required && <small> {t('optional')}</small>}
        </legend>
        <div className="chips">
          {offers.map((offer) => (
            <button
              key={String(offer.value)}
              type="button"
              aria-pressed={value === offer.value}
              onClick={() => onChange(value === offer.value ? undefined : offer.value)}
            >
              {offer.label}
            </button>
          ))}
        </div>
        {error !== undefined && <p className="field-error">{error}</p>}
      </fieldset>
    )
  }
  const shared = { label, optional: !required, error }
  if (kind === 'number')
    return (
      <Field
        {...shared}
        inputMode="numeric"
        value={value === undefined ? '' : String(value)}
        maxLength={9}
        onChange={(event) => onChange(numberIn(event.target.value))}
      />
    )
  return (
    <TextArea
      {...shared}
      rows={2}
      maxLength={500}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Digits count; what is no number yet stays as it was typed, and is refused on sending. */
function numberIn(typed: string): Answers[string] | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text
}
