export const serviceKinds = [
  'waste_sorting',
  'decoration_waste',
  'sign_filing',
  'utilities',
  'mediation',
  'other',
] as const
export type ServiceKind = (typeof serviceKinds)[number]

export const questionKinds = ['text', 'number', 'choice', 'yes_no'] as const

export interface Option {
  value: string
  label: string
  labelEn: string
  /** Whoever chooses it is served by this unit in place of the service's own. */
  unitId: string | null
}

export interface Question {
  key: string
  label: string
  labelEn: string
  kind: (typeof questionKinds)[number]
  required: boolean
  options: readonly Option[]
}

export type Answer = string | number | boolean
export type Answers = Readonly<Record<string, Answer>>

/** The first question whose answer is missing or does not fit, or null. */
export function wrongAnswer(questions: readonly Question[], answers: Answers): string | null {
  const wrong = questions.find((question) => {
    const answer = Object.hasOwn(answers, question.key) ? answers[question.key] : undefined
    return isGiven(answer) ? !fits(question, answer) : question.required
  })
  return wrong?.key ?? null
}

const isGiven = (answer: Answer | undefined): answer is Answer =>
  answer !== undefined && (typeof answer !== 'string' || answer.trim() !== '')

function fits({ kind, options }: Question, answer: Answer): boolean {
  if (kind === 'number') return typeof answer === 'number' && Number.isFinite(answer)
  if (kind === 'yes_no') return typeof answer === 'boolean'
  if (typeof answer !== 'string' || answer.length > 500) return false
  return kind === 'text' || options.some((option) => option.value === answer)
}

/** Only what was asked is kept: of a body that says more, the rest is dropped. */
export function askedOnly(questions: readonly Question[], answers: Answers): Answers {
  const asked = questions.flatMap(({ key }) => {
    const answer = Object.hasOwn(answers, key) ? answers[key] : undefined
    return isGiven(answer) ? [[key, answer] as const] : []
  })
  return Object.fromEntries(asked)
}

/** Who does it: the unit of the option that was chosen, else the service's own. */
export function servedBy(
  service: { unitId: string | null; questions: readonly Question[] },
  answers: Answers,
): string | null {
  for (const { key, kind, options } of service.questions) {
    const chosen = kind === 'choice' && options.find((option) => option.value === answers[key])
    if (chosen && chosen.unitId !== null) return chosen.unitId
  }
  return service.unitId
}
