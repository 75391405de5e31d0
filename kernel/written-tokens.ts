/**
 * Search tokens for text that is mostly Chinese, of its characters as they are written. What is stored
 * and asked goes through `text-tokens.ts`, which also folds traditional characters; a phone compares a
 * few words with these and is spared the table.
 */

/** More than a long report has; keeps a pasted book out of the index. */
export const MOST_TOKENS = 2000
/** Longer words (addresses of pages, encoded pictures) are cut, in texts and in questions alike. */
const LONGEST_WORD = 40
const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`
const RUNS = new RegExp(`(?<chinese>[${CJK}]+)|(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')

/** Full width and half width, upper and lower case are the same to a searcher. */
export const evenly = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Runs of Chinese characters as lists of characters, and words and numbers whole. */
function runsOf(even: string): (string | string[])[] {
  return Array.from(even.matchAll(RUNS), ({ 0: run, groups }) =>
    groups?.['chinese'] === undefined ? run.slice(0, LONGEST_WORD) : Array.from(run),
  )
}

function pairsOf(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

/** The tokens of a text whose width and case are even: in order of appearance, each once. */
export function tokensIn(even: string): string[] {
  const tokens = new Set<string>()
  for (const run of runsOf(even)) {
    const found = typeof run === 'string' ? [run] : [...run, ...pairsOf(run)]
    for (const token of found) {
      if (tokens.size >= MOST_TOKENS) return [...tokens]
      tokens.add(token)
    }
  }
  return [...tokens]
}

/** The same of any text. */
export const writtenTokensOf = (text: string): string[] => tokensIn(evenly(text))

/** What must all be there for a text whose width and case are even to be a hit. */
export function questionIn(even: string): string[] {
  const tokens = new Set<string>()
  for (const run of runsOf(even)) {
    const found = typeof run === 'string' || run.length === 1 ? [run].flat() : pairsOf(run)
    for (const token of found) tokens.add(token)
  }
  return [...tokens].slice(0, MOST_TOKENS)
}

/** The same of any question. */
export const writtenQuestionOf = (question: string): string[] => questionIn(evenly(question))
