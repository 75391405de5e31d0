import type { Answers, Question } from '#modules/cases/contract/index.ts'

/** What must be answered and is not. */
export const unanswered = (questions: readonly Question[], answers: Answers): boolean =>
  questions.some((q) => {
    const value = answers[q.key]
    return (
      q.required &&
      (value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    )
  })
