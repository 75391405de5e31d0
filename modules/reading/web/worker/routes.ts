import { lazy } from 'react'
import { letShowBesideWords } from '#modules/cases/web/index.ts'

const WordsAdvice = lazy(async () => ({ default: (await import('./WordsAdvice.tsx')).WordsAdvice }))

/** What the worker's face shows of reading. */
export const letReadingAdvise = (): void =>
  letShowBesideWords({ name: 'reply-check', Part: WordsAdvice })
