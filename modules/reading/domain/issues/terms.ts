import { namesIn } from './names.ts'
import { plain } from './plain.ts'
import { troublesIn } from './troubles.ts'

/** Terms are kept as numbers below this: a table of counts then has an end, and no words of anybody. */
export const TERM_ROOM = 1 << 22
/** What is read of one message; a pasted book says no more about its trouble than its first pages. */
const MOST_READ = 2000
const LONGEST_WORD = 24

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

/** FNV-1a over a stretch of a text, mixed once more so that its upper bits tell too. */
function hashed(text: string, from = 0, to = text.length): number {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 10
}

/** What a message names, is troubled by, and says: neighbouring twos and threes outside of names. */
export function termsOf(subject: string, detail: string): Term[] {
  const found = new Map<number, Term>()
  read(found, plain(subject).slice(0, MOST_READ), true)
  read(found, plain(detail).slice(0, MOST_READ), false)
  return [...found.values()]
}

/** Of what is only said the words are not kept: there are thousands. */
function read(found: Map<number, Term>, text: string, inSubject: boolean): void {
  const take = (term: number, kind: TermKind, words: string, times: number) => {
    const known = found.get(term)
    if (known) known.times += times
    else found.set(term, { term, kind, words, times, inSubject })
  }
  for (const [trouble, times] of troublesIn(text))
    take(hashed(`trouble ${trouble}`), 'trouble', trouble, times)
  const named = new Uint8Array(text.length)
  for (const { words, from, to } of namesIn(text)) {
    named.fill(1, from, to)
    take(hashed(`name ${words}`), 'name', text.slice(from, to), 1)
  }
  sayings(text, named, (term) => take(term, 'saying', '', 1))
}

function sayings(text: string, named: Uint8Array, take: (term: number) => void): void {
  // Where the last unit and the one before it begin; -1: there is none right before.
  let [first, second, end] = [-1, -1, -1]
  for (let at = 0; at < text.length;) {
    const to = unitEnd(text, at)
    if (to === at) {
      at += 1
      continue
    }
    if (at !== end || named[at] === 1) [first, second] = [-1, -1]
    end = to
    if (named[at] !== 1) {
      if (second >= 0) take(saidIn(text, [second, at, to]))
      if (first >= 0) take(saidIn(text, [first, second, at, to]))
      ;[first, second] = [second, at]
    }
    at = to
  }
}

const OTHER_UNIT = /\p{Script=Han}|[\p{L}\p{M}]+/uy

const isHan = (code: number) =>
  (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)
const isWord = (code: number) => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)

/** Where the unit that begins here ends: a Chinese character, or a word; here, where none begins. */
function unitEnd(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (isHan(code)) return at + 1
  if (isWord(code)) {
    let to = at + 1
    while (to < text.length && isWord(text.charCodeAt(to))) to += 1
    return to
  }
  if (code < 0x80) return at
  OTHER_UNIT.lastIndex = at
  return OTHER_UNIT.test(text) ? OTHER_UNIT.lastIndex : at
}

/** The term of some neighbouring units, of each at most its first letters. */
function saidIn(text: string, bounds: readonly number[]): number {
  const [from = 0, to = 0] = [bounds[0], bounds.at(-1)]
  if (to - from <= LONGEST_WORD) return hashed(text, from, to)
  const units = bounds
    .slice(1)
    .map((end, i) => text.slice(bounds[i], Math.min(end, (bounds[i] ?? 0) + LONGEST_WORD)))
  return hashed(units.join(''))
}
