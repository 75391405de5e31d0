import { accept, refuse, type Decision } from '#kernel/decision.ts'

/** When the extra questions of a matter are asked: of whoever reports, of whoever files, of whoever finishes the work. */
export const questionMoments = ['report', 'filing', 'finish'] as const
export type QuestionMoment = (typeof questionMoments)[number]

export const questionKinds = ['text', 'number', 'yes_no', 'one', 'several'] as const
export type QuestionKind = (typeof questionKinds)[number]

export interface Question {
  /** Stays when the wording changes, so that answers keep their question. */
  key: string
  at: QuestionMoment
  kind: QuestionKind
  label: string
  /** What may be chosen, for `one` and `several`. */
  options: readonly string[]
  required: boolean
}

export type AnswerValue = string | number | boolean | readonly string[]

/** An answer with its question as it was asked: later wording changes nothing that was said. */
export interface Answer {
  key: string
  label: string
  kind: QuestionKind
  value: AnswerValue
}

export const questionFaults = ['question_options', 'question_twice'] as const
export type QuestionFault = (typeof questionFaults)[number]

/** Whether a list of questions can be asked at all: choices have something to choose from, keys are one each. */
export function mayAsk(questions: readonly Question[]): Decision<null, QuestionFault> {
  const keys = new Set(questions.map((q) => q.key))
  if (keys.size < questions.length) return refuse('question_twice')
  const choices = questions.filter((q) => q.kind === 'one' || q.kind === 'several')
  return choices.every((q) => new Set(q.options).size > 1)
    ? accept(null)
    : refuse('question_options')
}

export const answerFaults = ['answer_missing', 'answer_wrong'] as const
export type AnswerFault = (typeof answerFaults)[number]

/** The answers to what is asked at this moment, or the first that is missing or no answer to its question. */
export function answersTo(
  questions: readonly Question[],
  at: QuestionMoment,
  given: Readonly<Record<string, AnswerValue>>,
): Decision<Answer[], AnswerFault> & { label?: string } {
  const answers: Answer[] = []
  for (const question of questions.filter((q) => q.at === at)) {
    const { key, label, kind, required } = question
    const value = Object.hasOwn(given, key) ? given[key] : undefined
    if (value === undefined || isEmpty(value)) {
      if (required) return { ...refuse('answer_missing'), label }
      continue
    }
    if (!fitsQuestion(question, value)) return { ...refuse('answer_wrong'), label }
    answers.push({ key, label, kind, value })
  }
  return accept(answers)
}

/** Those that answer what is asked at this moment; whatever does not is left out. */
export const fittingAnswers = (
  questions: readonly Question[],
  at: QuestionMoment,
  given: Readonly<Record<string, AnswerValue>>,
): Answer[] =>
  questions.flatMap((question) => {
    const decision = answersTo([question], at, given)
    return decision.ok ? decision.fact : []
  })

const isEmpty = (value: AnswerValue): boolean =>
  typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0

const isText = (value: unknown): value is string => typeof value === 'string'

/** Whether a value is an answer of the kind that the question asks for. */
function fitsQuestion({ kind, options }: Question, value: AnswerValue): boolean {
  switch (kind) {
    case 'text':
      return isText(value) && value.length <= 1000
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'yes_no':
      return typeof value === 'boolean'
    case 'one':
      return isText(value) && options.includes(value)
    case 'several':
      return Array.isArray(value) && value.every((v) => isText(v) && options.includes(v))
    default:
      return kind satisfies never
  }
}
