import { writtenTokensOf } from '#kernel/written-tokens.ts'

/** What the catalogue says of a matter, as far as likeness goes. */
export interface Described {
  name: string
  filingStandard: string
  hint: string
  active: boolean
}

const few = 3

/** A name says more than a standard, which mentions many things. */
const weights = { name: 3, standard: 1 }

/** The tokens of every matter, and how many matters share each: what all have tells nothing. */
export interface Index<T> {
  matters: readonly { matter: T; name: ReadonlySet<string>; standard: ReadonlySet<string> }[]
  shared: ReadonlyMap<string, number>
}

export function indexOf<T extends Described>(rows: readonly T[]): Index<T> {
  const shared = new Map<string, number>()
  const matters = rows
    .filter((matter) => matter.active)
    .map((matter) => {
      const name = new Set(writtenTokensOf(matter.name))
      const standard = new Set(writtenTokensOf(`${matter.filingStandard} ${matter.hint}`))
      for (const token of new Set([...name, ...standard]))
        shared.set(token, (shared.get(token) ?? 0) + 1)
      return { matter, name, standard }
    })
  return { matters, shared }
}

/** Which matters the words of a message are most like, best first; none where nothing is. */
export function likelyMatters<T>(index: Index<T>, words: string): T[] {
  const said = new Set(writtenTokensOf(words.slice(0, 500)))
  const rarity = (token: string) =>
    Math.log(1 + index.matters.length / (index.shared.get(token) ?? 1))
  const scored = index.matters.flatMap(({ matter, name, standard }) => {
    let score = 0
    for (const token of said) {
      if (token.length < 2) continue
      if (name.has(token)) score += weights.name * rarity(token)
      else if (standard.has(token)) score += weights.standard * rarity(token)
    }
    // Longer names have more chances; what counts is how much of the name was said.
    return score > 0 ? [{ matter, score: score / Math.sqrt(name.size + 1) }] : []
  })
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, few)
    .map(({ matter }) => matter)
}
