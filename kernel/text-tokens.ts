import { simplified } from './simplified.ts'
import { evenly, questionIn, tokensIn } from './written-tokens.ts'

/**
 * Search tokens for text that is mostly Chinese, kept as `text[]` under a GIN index: trigrams follow
 * the server's locale and find nothing in Chinese under C, tokens are found everywhere alike.
 */

/** Traditional and simplified characters are the same to a searcher. */
const folded = (text: string) => simplified(evenly(text))

/**
 * What is stored: each Chinese character and each neighbouring two, and words and numbers whole, in
 * order of appearance, each once, at most `MOST_TOKENS`.
 */
export const tokensOf = (text: string): string[] => tokensIn(folded(text))

/**
 * What must all be stored for a text to be a hit: the twos of a run, or its only character. Fewer and
 * rarer than `tokensOf`, and always among them; the order of the twos is left to the reader of hits.
 */
export const questionTokensOf = (question: string): string[] => questionIn(folded(question))
