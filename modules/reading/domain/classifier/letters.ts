/** A letter as it is compared, and where in the text it stands. */
export interface Letter {
  letter: string
  from: number
  to: number
}

const isHan = /\p{Script=Han}/u
const isLatin = /[a-z]/
/** More than anyone reads before filing; the rest of a pasted book tells nothing new. */
const MOST_LETTERS = 6000
const LONGEST_WORD = 20
/** Places that a corpus has made nameless, as `A7县`: they say where, never what. */
const nameless = /[A-Z]\d*(?:市|区|县|镇|街道)/gu

/**
 * The runs of a text that can tell what it is about: Chinese characters one by one, Latin words whole.
 * Full and half width and case are the same; digits, signs and pictures part the runs and are left out.
 */
export function runsOf(text: string): Letter[][] {
  const masked = text.slice(0, MOST_LETTERS).replace(nameless, (place) => ' '.repeat(place.length))
  const runs: Letter[][] = []
  let run: Letter[] = []
  let kind = ''
  const end = () => {
    if (run.length > 0) runs.push(kind === 'word' ? [joined(run)] : run)
    run = []
  }
  let from = 0
  for (const character of masked) {
    const to = from + character.length
    for (const letter of character.normalize('NFKC').toLowerCase()) {
      const is = isHan.test(letter) ? 'han' : isLatin.test(letter) ? 'word' : ''
      if (is !== kind) end()
      kind = is
      if (is !== '') run.push({ letter, from, to })
    }
    from = to
  }
  end()
  return runs
}

const joined = (run: readonly Letter[]): Letter => ({
  letter: run
    .map(({ letter }) => letter)
    .join('')
    .slice(0, LONGEST_WORD),
  from: run[0]?.from ?? 0,
  to: run.at(-1)?.to ?? 0,
})
