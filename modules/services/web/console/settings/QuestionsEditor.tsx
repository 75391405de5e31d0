import { Button, Checkbox, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { questionKinds } from '../../../domain/service.ts'
import type { ServiceInput } from '../../../contract/index.ts'

type Question = NonNullable<ServiceInput['questions']>[number]
type Option = NonNullable<Question['options']>[number]

interface QuestionsEditorProps {
  questions: readonly Question[]
  units: readonly { id: string; name: string }[]
  onChange: (questions: Question[]) => void
}

/** What is asked when somebody books; an option may name another unit that serves it. */
export function QuestionsEditor({ questions, units, onChange }: QuestionsEditorProps) {
  const { t } = useTranslation('services')
  const set = (at: number, change: Partial<Question>) =>
    onChange(questions.map((q, n) => (n === at ? Object.assign({}, q, change) : q)))
  return (
    <>
      {questions.map((question, at) => (
        <div key={question.key} className="question-line">
          <Input
            aria-label={t('settings.label')}
            placeholder={t('settings.label')}
            maxLength={80}
            value={question.label}
            onChange={(e) => set(at, { label: e.target.value })}
          />
          <Input
            aria-label={t('settings.labelEn')}
            placeholder={t('settings.labelEn')}
            maxLength={160}
            value={question.labelEn}
            onChange={(e) => set(at, { labelEn: e.target.value })}
          />
          <Select
            aria-label={t('settings.questionKind')}
            value={question.kind}
            onChange={(kind: Question['kind']) => set(at, { kind })}
            options={questionKinds.map((value) => ({ value, label: t(`question.${value}`) }))}
          />
          <Checkbox
            checked={question.required ?? false}
            onChange={(e) => set(at, { required: e.target.checked })}
          >
            {t('settings.required')}
          </Checkbox>
          <Button
            size="small"
            aria-label={`${t('remove')} ${question.label}`}
            onClick={() => onChange(questions.filter((_, n) => n !== at))}
          >
            {t('remove')}
          </Button>
          {question.kind === 'choice' && (
            <Options
              options={question.options ?? []}
              units={units}
              onChange={(options) => set(at, { options })}
            />
          )}
        </div>
      ))}
      <Button
        size="small"
        disabled={questions.length >= 12}
        onClick={() => onChange([...questions, nextQuestion(questions)])}
      >
        {t('settings.addQuestion')}
      </Button>
    </>
  )
}

interface OptionsProps {
  options: readonly Option[]
  units: QuestionsEditorProps['units']
  onChange: (options: Option[]) => void
}

function Options({ options, units, onChange }: OptionsProps) {
  const { t } = useTranslation('services')
  const set = (which: number, change: Partial<Option>) =>
    onChange(options.map((o, n) => (n === which ? Object.assign({}, o, change) : o)))
  return (
    <div className="question-options">
      {options.map((option, which) => (
        <span key={option.value}>
          <Input
            aria-label={t('settings.option')}
            maxLength={60}
            value={option.label}
            onChange={(e) => set(which, { label: e.target.value })}
          />
          <Input
            aria-label={t('settings.labelEn')}
            maxLength={120}
            value={option.labelEn}
            onChange={(e) => set(which, { labelEn: e.target.value })}
          />
          <Select
            aria-label={`${t('settings.optionUnit')} ${option.label}`}
            allowClear
            placeholder={t('settings.sameUnit')}
            value={option.unitId ?? undefined}
            onChange={(unitId: string | undefined) => set(which, { unitId: unitId ?? null })}
            options={units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </span>
      ))}
      <Button size="small" onClick={() => onChange([...options, nextOption(options)])}>
        {t('settings.addOption')}
      </Button>
    </div>
  )
}

const free = (taken: readonly string[], stem: string) => {
  for (let n = 1; ; n++) if (!taken.includes(`${stem}${n}`)) return `${stem}${n}`
}

const nextQuestion = (questions: readonly Question[]): Question => ({
  key: free(
    questions.map((q) => q.key),
    'q',
  ),
  label: '',
  labelEn: '',
  kind: 'text',
  required: false,
  options: [],
})

const nextOption = (options: readonly Option[]): Option => ({
  value: free(
    options.map((o) => o.value),
    'o',
  ),
  label: '',
  labelEn: '',
  unitId: null,
})
