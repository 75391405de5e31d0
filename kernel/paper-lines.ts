import type { Run } from './paper.ts'

/** A part of one line that has one shape, and where it begins, counted from the left of the line. */
export interface Piece {
  text: string
  run: Run
  x: number
  width: number
}

export interface SetLine {
  pieces: readonly Piece[]
  width: number
  /** The largest letters on it, for its height; null where it is empty. */
  largest: number | null
  /** The text goes on: such a line may be drawn out to both edges. */
  goesOn: boolean
}

/** The width of one character of a run, in the measure of the line. */
export type Measure = (character: string, run: Run) => number

interface Unit {
  text: string
  run: Run
  width: number
}

// What a line must not begin with, and what it must not end with (GB/T 15834).
const NEVER_FIRST = /^[，。、；：？！）》〉】〗」』”’％‰℃…—·,.;:?!)\]}%]/
const NEVER_LAST = /^[（《〈【〖「『“‘([{￥$№#]/
/** How many units may go down with a mark that must not stand alone. */
const MOST_DOWN = 4

/**
 * Text set in lines no wider than `width`: Chinese breaks between any two characters but before
 * closing and after opening marks, other scripts between words; a word longer than a line breaks
 * anywhere. `first` is how far in the first line of each paragraph begins. Nothing but spaces at the
 * ends of lines is lost.
 */
export function setLines(
  runs: readonly Run[],
  at: { width: number; first?: number; measure: Measure },
): SetLine[] {
  const lines: SetLine[] = []
  for (const units of paragraphsOf(runs, at)) {
    let rest = units
    let first = true
    do {
      const start = first ? (at.first ?? 0) : 0
      const end = endOfLine(rest, at.width - start)
      lines.push(lineOf(rest.slice(0, end), start, end < rest.length))
      rest = rest.slice(end)
      first = false
    } while (rest.length > 0)
  }
  return lines
}

const isSpace = (unit: Unit | undefined) => unit !== undefined && /^[ \u3000]+$/.test(unit.text)

/** Where the line ends: at least one unit stands on it. */
function endOfLine(units: readonly Unit[], width: number): number {
  let used = 0
  let end = 0
  for (const unit of units) {
    if (used + unit.width > width + 0.01 && !isSpace(unit)) break
    used += unit.width
    end++
  }
  if (end >= units.length) return units.length
  for (let down = 0; down <= MOST_DOWN && end - down > 0; down++)
    if (mayEnd(units, end - down)) return end - down
  return Math.max(1, end)
}

function mayEnd(units: readonly Unit[], end: number): boolean {
  const [last, next] = [units[end - 1], units[end]]
  return !(next && NEVER_FIRST.test(next.text)) && !(last && NEVER_LAST.test(last.text))
}

function lineOf(units: readonly Unit[], start: number, goesOn: boolean): SetLine {
  const shown = [...units]
  if (goesOn) while (isSpace(shown.at(-1))) shown.pop()
  const pieces: Piece[] = []
  let x = start
  for (const { text, run, width } of shown) {
    const last = pieces.at(-1)
    if (last?.run === run) {
      last.text += text
      last.width += width
    } else pieces.push({ text, run, x, width })
    x += width
  }
  const sizes = pieces.flatMap(({ run }) => run.size ?? [])
  return { pieces, width: x, largest: sizes.length > 0 ? Math.max(...sizes) : null, goesOn }
}

/** The units of each paragraph: a character of Chinese, a word, a stretch of spaces. */
function paragraphsOf(runs: readonly Run[], at: { width: number; measure: Measure }): Unit[][] {
  const paragraphs: Unit[][] = [[]]
  for (const run of runs)
    for (const [index, line] of run.text.split(/\r?\n/).entries()) {
      if (index > 0) paragraphs.push([])
      paragraphs.at(-1)?.push(...unitsOf(line, run, at))
    }
  return paragraphs
}

const UNIT = /[\p{L}\p{M}\p{N}@#&+\-/_=~.:,'?!;%)\]}([{$]+|\s+|./gsu
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef]/u

function unitsOf(line: string, run: Run, at: { width: number; measure: Measure }): Unit[] {
  const widthOf = (text: string) =>
    Array.from(text).reduce((sum, character) => sum + at.measure(character, run), 0)
  const apart = (text: string): Unit[] =>
    Array.from(text, (character) => ({ text: character, run, width: at.measure(character, run) }))
  return [...line.matchAll(UNIT)].flatMap(([text]) =>
    narrowAndWide(text).flatMap((part) => {
      if (WIDE.test(part)) return apart(part)
      const width = widthOf(part)
      return width > at.width ? apart(part) : [{ text: part, run, width }]
    }),
  )
}

/** Letters of our script stand alone, those of others stay together. */
const narrowAndWide = (text: string): string[] =>
  text.split(
    /(?<=[\p{sc=Han}\u3000-\u303f\uff00-\uffef])|(?=[\p{sc=Han}\u3000-\u303f\uff00-\uffef])/u,
  )
