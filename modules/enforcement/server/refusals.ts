import type { Decision } from '#kernel/decision.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import { articles, sayArticle, type ArticleName } from '../domain/law.ts'

/** An article in both languages, with how sure its number is. */
export const lawOf = (article: ArticleName) => ({
  'zh-CN': sayArticle(article, 'zh-CN'),
  en: sayArticle(article, 'en'),
  certainty: articles[article].certainty,
})

interface Refusal {
  word: string
  article: ArticleName | null
}

/** The fact, or the refusal as a Problem that carries the article it rests on. */
export function orRefuse<Fact>(decision: Decision<Fact, Refusal>): Fact {
  if (decision.ok) return decision.fact
  const { word, article, ...details } = decision.refusal
  if (word === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`enforcement.${word}`, {
    ...details,
    ...(article ? { law: lawOf(article) } : {}),
  })
}
