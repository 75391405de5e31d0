import { eachLetter, type Letter } from './letters.ts'

/** What a person wrote: a heading where there is one, and the rest. */
export interface Message {
  subject: string
  detail: string
}

/**
 * The heading counts twice: among all words, and in a block of its own, since a few words there say
 * more than many below. Each block is normalised by itself.
 */
export const blocks = ['all', 'subject'] as const
export type Block = (typeof blocks)[number]

/**
 * One thing that a text says: a character, two side by side, or a Latin word. One and two characters of
 * the common plane are a number, since a message has thousands of them and strings are slow to compare.
 */
export type Term = number | string

const FIRST = 0x3400
/** From 㐀 to the end of the common plane's characters, so that two of them fit into 31 bits. */
const MANY = 0x6c00
const ONE = MANY * MANY

const isCommon = (letter: Letter): letter is number =>
  typeof letter === 'number' && letter >= FIRST && letter < FIRST + MANY
const written = (letter: Letter) =>
  typeof letter === 'string' ? letter : String.fromCodePoint(letter)

const ofOne = (letter: Letter): Term => (isCommon(letter) ? ONE + letter - FIRST : written(letter))
const ofTwo = (first: Letter, second: Letter): Term =>
  isCommon(first) && isCommon(second)
    ? (first - FIRST) * MANY + second - FIRST
    : written(first) + written(second)

/** A term as it is written. */
export function wordsOf(term: Term): string {
  if (typeof term === 'string') return term
  if (term >= ONE) return String.fromCharCode(term - ONE + FIRST)
  return String.fromCharCode(Math.floor(term / MANY) + FIRST, (term % MANY) + FIRST)
}

/** The term that is written so: `wordsOf` the other way. */
export function termOf(words: string): Term {
  const letters = Array.from(words, (letter) => letter.codePointAt(0) ?? 0)
  const [first, second] = letters
  if (first === undefined || letters.length > 2 || !letters.every(isCommon)) return words
  return second === undefined ? ofOne(first) : ofTwo(first, second)
}

/** Tells every term of a text, and where it stands, by UTF-16 units. */
export function eachTerm(text: string, each: (term: Term, from: number, to: number) => void): void {
  let last: Letter = 0
  let begun = 0
  eachLetter(text, (letter, from, to, joined) => {
    if (joined) each(ofTwo(last, letter), begun, to)
    each(ofOne(letter), from, to)
    last = letter
    begun = from
  })
}
