/**
 * Search tokens for text that is mostly Chinese, kept as `text[]` under a GIN index: trigrams follow
 * the server's locale and find nothing in Chinese under C, tokens are found everywhere alike.
 */

/** More than a long report has; keeps a pasted book out of the index. */
export const MOST_TOKENS = 2000
/** Longer words (addresses of pages, encoded pictures) are cut, in texts and in questions alike. */
const LONGEST_WORD = 40
const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`
const RUNS = new RegExp(`(?<chinese>[${CJK}]+)|(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')

/** Full width and half width, upper and lower case are the same to a searcher. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** Runs of Chinese characters as lists of characters, and words and numbers whole. */
function runsOf(text: string): (string | string[])[] {
  return Array.from(folded(text).matchAll(RUNS), ({ 0: run, groups }) =>
    groups?.['chinese'] === undefined ? run.slice(0, LONGEST_WORD) : Array.from(run),
  )
}

function pairsOf(characters: readonly string[]): string[] {
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

/**
 * What is stored: each Chinese character and each neighbouring two, and words and numbers whole, in
 * order of appearance, each once, at most `MOST_TOKENS`.
 */
export function tokensOf(text: string): string[] {
  const tokens = new Set<string>()
  for (const run of runsOf(text)) {
    const found = typeof run === 'string' ? [run] : [...run, ...pairsOf(run)]
    for (const token of found) {
      if (tokens.size >= MOST_TOKENS) return [...tokens]
      tokens.add(token)
    }
  }
  return [...tokens]
}

/**
 * What must all be stored for a text to be a hit: the twos of a run, or its only character. Fewer and
 * rarer than `tokensOf`, and always among them; the order of the twos is left to the reader of hits.
 */
export function questionTokensOf(question: string): string[] {
  const tokens = new Set<string>()
  for (const run of runsOf(question)) {
    const found = typeof run === 'string' || run.length === 1 ? [run].flat() : pairsOf(run)
    for (const token of found) tokens.add(token)
  }
  return [...tokens].slice(0, MOST_TOKENS)
}
