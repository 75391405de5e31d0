import { namesIn } from './names.ts'
import { plain } from './plain.ts'
import { troublesIn } from './troubles.ts'

/** Terms are kept as numbers below this: a table of counts then has an end, and no words of anybody. */
export const TERM_ROOM = 1 << 22
/** What is read of one message; a pasted book says no more about its trouble than its first pages. */
const MOST_READ = 2000
const LONGEST_WORD = 24
const UNIT = /\p{Script=Han}|[a-z0-9]+|[\p{L}\p{M}]+/gu

/** Where it is, what the trouble is in our words, and how the writer says it. */
export type TermKind = 'name' | 'trouble' | 'saying'

/** A term of a message: how often it comes, whether its heading has it, and how a name is written. */
export interface Term {
  term: number
  kind: TermKind
  words: string
  times: number
  inSubject: boolean
}

/** FNV-1a, mixed once more so that its upper bits tell too. */
function hashed(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 10
}

/** What a message names, is troubled by, and says: neighbouring twos and threes outside of names. */
export function termsOf(subject: string, detail: string): Term[] {
  const found = new Map<number, Term>()
  const take = (
    kind: TermKind,
    key: string,
    of: { inSubject: boolean; words?: string; times?: number },
  ) => {
    const { inSubject, words = key, times = 1 } = of
    const term = hashed(kind === 'saying' ? key : `${kind} ${key}`)
    const known = found.get(term)
    if (known) known.times += times
    else found.set(term, { term, kind, words, times, inSubject })
  }
  const read = (text: string, inSubject: boolean) => {
    for (const [trouble, times] of troublesIn(text)) take('trouble', trouble, { inSubject, times })
    const named = new Uint8Array(text.length)
    for (const { words, from, to } of namesIn(text)) {
      named.fill(1, from, to)
      take('name', words, { inSubject, words: text.slice(from, to) })
    }
    sayings(text, named, (words) => take('saying', words, { inSubject }))
  }
  read(plain(subject).slice(0, MOST_READ), true)
  read(plain(detail).slice(0, MOST_READ), false)
  return [...found.values()]
}

function sayings(text: string, named: Uint8Array, take: (words: string) => void): void {
  let [first, second] = ['', '']
  let end = -1
  for (const { 0: unit, index } of text.matchAll(UNIT)) {
    if (index !== end || named[index] === 1) [first, second] = ['', '']
    end = index + unit.length
    if (named[index] === 1) continue
    const word = unit.slice(0, LONGEST_WORD)
    if (second !== '') take(second + word)
    if (first !== '') take(first + second + word)
    ;[first, second] = [second, word]
  }
}
