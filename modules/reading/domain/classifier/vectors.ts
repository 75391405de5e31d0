import { blocks, eachTerm, type Block, type Message, type Term } from './features.ts'

/** The terms that are known, block by block, each with its column and how much its rarity weighs. */
export interface Vocabulary {
  columns: Record<Block, Map<Term, number>>
  rarity: Float32Array
}

/** A message as numbers: columns and values. */
export interface Vector {
  at: Int32Array
  values: Float32Array
}

const blockNumbers: Record<Block, number> = { all: 0, subject: 1 }

/** Sublinear counts by rarity, each block of length one, so that long messages speak no louder. */
function weighed(counts: readonly Map<number, number>[], rarity: Float32Array): Vector {
  const size = counts.reduce((sum, { size: one }) => sum + one, 0)
  const at = new Int32Array(size)
  const values = new Float32Array(size)
  let end = 0
  for (const block of counts) {
    const begin = end
    let squares = 0
    for (const [column, n] of block) {
      const value = (1 + Math.log(n)) * (rarity[column] ?? 0)
      at[end] = column
      values[end++] = value
      squares += value * value
    }
    const length = Math.sqrt(squares) || 1
    for (let i = begin; i < end; i++) values[i] = (values[i] ?? 0) / length
  }
  return { at, values }
}

function countIn(of: Map<number, number>, column: number | undefined): void {
  if (column !== undefined) of.set(column, (of.get(column) ?? 0) + 1)
}

/** A message in the columns of a vocabulary; what it does not know is passed over. */
export function vectorOf(message: Message, { columns, rarity }: Vocabulary): Vector {
  const all = new Map<number, number>()
  const subject = new Map<number, number>()
  eachTerm(message.subject, (term) => {
    countIn(all, columns.all.get(term))
    countIn(subject, columns.subject.get(term))
  })
  eachTerm(message.detail, (term) => countIn(all, columns.all.get(term)))
  return weighed([all, subject], rarity)
}

/** Many messages, each term of which has become a number, so that they are read only once. */
export interface Texts {
  terms: { block: Block; term: Term }[]
  documents: readonly { at: Int32Array; times: Int32Array }[]
}

/** Reads the messages, and pauses now and then. */
export function* textsOf(messages: readonly Message[]): Generator<void, Texts> {
  const numbers = { all: new Map<Term, number>(), subject: new Map<Term, number>() }
  const terms: Texts['terms'] = []
  const documents: { at: Int32Array; times: Int32Array }[] = []
  for (const message of messages) {
    const counts = new Map<number, number>()
    const count = (block: Block, term: Term) => {
      let number = numbers[block].get(term)
      if (number === undefined) {
        number = terms.length
        numbers[block].set(term, number)
        terms.push({ block, term })
      }
      counts.set(number, (counts.get(number) ?? 0) + 1)
    }
    eachTerm(message.subject, (term) => {
      count('all', term)
      count('subject', term)
    })
    eachTerm(message.detail, (term) => count('all', term))
    documents.push({ at: Int32Array.from(counts.keys()), times: Int32Array.from(counts.values()) })
    if (documents.length % 50 === 0) yield
  }
  return { terms, documents }
}

/** Which terms have a column, and how rare each is, as counted in some of the texts. */
export interface Chosen {
  columnOf: Int32Array
  rarity: Float32Array
}

/** Beside all words, which have its words too. */
const HEADING = 0.6
/** A term of one message only is a slip of the pen or somebody's name. */
const FEWEST = 2

/** The terms that occur in at least two of these documents, at most so many, the commonest first. */
export function choose(
  { terms, documents }: Texts,
  among: readonly number[],
  most: number,
): Chosen {
  const seen = new Int32Array(terms.length)
  for (const i of among)
    for (const term of documents[i]?.at ?? []) seen[term] = (seen[term] ?? 0) + 1
  let fewest = Math.min(FEWEST, among.length)
  const enough = seen.filter((n) => n >= fewest)
  if (enough.length > most) fewest = (enough.sort().at(-most) ?? fewest) + 1
  const columnOf = new Int32Array(terms.length).fill(-1)
  const rarity: number[] = []
  for (const [term, n] of seen.entries()) {
    if (n < fewest) continue
    columnOf[term] = rarity.length
    rarity.push(Math.log((1 + among.length) / (1 + n)) + 1)
  }
  return { columnOf, rarity: Float32Array.from(rarity) }
}

/** The labels of the texts, as numbers below `labels`. */
export interface Answers {
  labels: number
  of: readonly (readonly number[])[]
}

/** How much more a term counts the more it tells of one label; one that tells nothing keeps some worth. */
const worthOf = (told: number) => 0.3 + told

/**
 * Rarity is told without the labels; here each term counts by the label that it speaks for loudest:
 * the logarithm of how many times as often it is among these as among all. A label of few texts says
 * little, as if one more text of it were like all the others.
 */
export function weighByLabels(
  { documents }: Texts,
  among: readonly number[],
  { chosen, answers }: { chosen: Chosen; answers: Answers },
): Chosen {
  const { columnOf, rarity } = chosen
  const columnsOf = (i: number) =>
    (documents[i]?.at ?? new Int32Array(0))
      .map((term) => columnOf[term] ?? -1)
      .filter((c) => c >= 0)
  const texts = new Float64Array(answers.labels)
  const all = new Float64Array(rarity.length)
  const having = new Int32Array(rarity.length * answers.labels)
  for (const i of among) {
    const labels = answers.of[i] ?? []
    for (const label of labels) texts[label]! += 1
    for (const column of columnsOf(i)) {
      all[column]! += 1
      for (const label of labels) having[column * answers.labels + label]! += 1
    }
  }
  const toldBy = (column: number) => {
    const share = all[column]! / among.length
    let told = 0
    for (let label = 0; label < texts.length; label++) {
      const own = (having[column * answers.labels + label]! + share) / (texts[label]! + 1)
      told = Math.max(told, Math.log(own / share))
    }
    return told
  }
  return { columnOf, rarity: rarity.map((rare, column) => rare * worthOf(toldBy(column))) }
}

/** One of the texts in the chosen columns: the same as `vectorOf` makes of its message. */
export function vectorOfText(
  { terms, documents }: Texts,
  number: number,
  { columnOf, rarity }: Chosen,
): Vector {
  const counts = blocks.map(() => new Map<number, number>())
  const document = documents[number]
  for (const [i, term] of (document?.at ?? []).entries()) {
    const column = columnOf[term] ?? -1
    const block = blockNumbers[terms[term]?.block ?? 'all']
    if (column >= 0) counts[block]?.set(column, document?.times[i] ?? 0)
  }
  return weighed(counts, rarity)
}

/** By column, how loudly it speaks while being learned: the heading by itself less than all words. */
export function loudness({ terms }: Texts, { columnOf, rarity }: Chosen): Float32Array {
  const loud = new Float32Array(rarity.length).fill(1)
  for (const [term, { block }] of terms.entries()) {
    const column = columnOf[term] ?? -1
    if (column >= 0 && block === 'subject') loud[column] = HEADING
  }
  return loud
}

/** What is kept of the chosen columns, to read messages that nobody has seen yet. */
export function vocabularyOf({ terms }: Texts, { columnOf, rarity }: Chosen): Vocabulary {
  const columns = { all: new Map<Term, number>(), subject: new Map<Term, number>() }
  for (const [number, { block, term }] of terms.entries()) {
    const column = columnOf[number] ?? -1
    if (column >= 0) columns[block].set(term, column)
  }
  return { columns, rarity }
}
