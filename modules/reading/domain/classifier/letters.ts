import { simplifiedCode } from '#kernel/simplified.ts'

/** A letter as it is compared: the code point of a Chinese character, or a Latin word. */
export type Letter = number | string

const isHan = /\p{Script=Han}/u
/** More than anyone reads before filing; the rest of a pasted book tells nothing new. */
const MOST_LETTERS = 6000
const LONGEST_WORD = 20
/** Places that a corpus has made nameless, as `A7县`: they say where, never what. */
const nameless = /[A-Z]\d*(?:市|区|县|镇|街道)/gu

/** What a reader is told of: a letter, where in the text it stands, and whether it is in a run with the one before. */
type Each = (letter: Letter, from: number, to: number, joined: boolean) => void

/**
 * The letters of a text that can tell what it is about: Chinese characters one by one, Latin words
 * whole. Full and half width, case, traditional and simplified are the same; digits, signs and pictures part the runs and are
 * left out.
 */
export function eachLetter(text: string, each: Each): void {
  const masked = text.slice(0, MOST_LETTERS).replace(nameless, (place) => ' '.repeat(place.length))
  let word = ''
  let [begun, ended] = [0, 0]
  let joined = false
  const endWord = () => {
    if (word !== '') each(word.slice(0, LONGEST_WORD), begun, ended, false)
    word = ''
  }
  const take = (code: number, from: number, to: number) => {
    if (isLatin(code)) {
      if (word === '') begun = from
      word += String.fromCharCode(code)
      ended = to
      joined = false
      return
    }
    endWord()
    if (code !== NONE) each(code, from, to, joined)
    joined = code !== NONE
  }
  for (let from = 0; from < masked.length;) {
    const code = simplifiedCode(masked.charCodeAt(from))
    if (isPlain(code)) take(code, from, ++from)
    else {
      const character = String.fromCodePoint(masked.codePointAt(from) ?? 0)
      const to = from + character.length
      for (const one of compared(character)) take(one, from, to)
      from = to
    }
  }
  endWord()
}

/** What parts a run. */
const NONE = 0
const isLatin = (code: number) => code >= 0x61 && code <= 0x7a
/** These are compared as they are; most of what is written is. */
const isPlain = (code: number) => (code >= 0x4e00 && code <= 0x9fff) || isLatin(code)

/** Looking a character up is costly, and the same few come all the time. */
const known = new Map<string, readonly number[]>()
const MOST_KNOWN = 20_000

function compared(character: string): readonly number[] {
  const found = known.get(character)
  if (found) return found
  const codes = Array.from(character.normalize('NFKC').toLowerCase(), (letter) => {
    const code = simplifiedCode(letter.codePointAt(0) ?? NONE)
    return isHan.test(letter) || isLatin(code) ? code : NONE
  })
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(character, codes)
  return codes
}
