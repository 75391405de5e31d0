/** Letters and digits that a person could not take for one another. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/**
 * The same words, with an ending of this call's own: a second try never finds what the first one
 * left behind, since it looks for its own words.
 */
export function ofThisTry(words: string): string {
  const ending = Array.from({ length: 4 }, () =>
    letters.charAt(Math.floor(Math.random() * letters.length)),
  )
  return `${words} ${ending.join('')}`
}
