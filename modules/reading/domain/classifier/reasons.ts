import { blocks, eachTerm, type Message } from './features.ts'
import { vectorOf, type Vocabulary } from './vectors.ts'
import type { Model } from './model.ts'

/** A part of the text that spoke for a label, and how much. */
export interface Reason {
  part: keyof Message
  from: number
  to: number
  weight: number
}

const parts = ['subject', 'detail'] as const
const onlyAll = ['all'] as const
const MOST = 4
/** What says less than this share of the loudest word is not worth a mark. */
const LOUD = 0.25

/**
 * For each of some labels the parts of a message that spoke loudest for it: what each term adds to its
 * score, beyond what it adds to the labels on average, laid upon the letters it covers, neighbours joined.
 */
export function reasonsFor(model: Model, message: Message, labels: readonly string[]): Reason[][] {
  const said = saidIn(model.vocabulary, message)
  const mean = meanOf(model)
  return labels.map((label) => {
    const own = model.rows[model.labels.indexOf(label)]
    if (!own) return []
    const spoken = spokenIn(message, said, (column) => (own[column] ?? 0) - (mean[column] ?? 0))
    const found = parts.flatMap((part) => spans(part, spoken[part]))
    const loudest = found.reduce((most, { weight }) => Math.max(most, weight), 0)
    return found
      .filter(({ weight }) => weight >= loudest * LOUD)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, MOST)
  })
}

/** A term at one of its places: its column, and its share of what the column is worth in this message. */
interface Said {
  part: keyof Message
  from: number
  to: number
  column: number
  worth: number
}

function saidIn(vocabulary: Vocabulary, message: Message): Said[] {
  const { columns } = vocabulary
  const vector = vectorOf(message, vocabulary)
  const worth = new Map<number, number>()
  for (let i = 0; i < vector.at.length; i++) worth.set(vector.at[i] ?? 0, vector.values[i] ?? 0)
  const times = new Map<number, number>()
  const said: Said[] = []
  for (const part of parts)
    eachTerm(message[part], (term, from, to) => {
      for (const block of part === 'subject' ? blocks : onlyAll) {
        const column = columns[block].get(term)
        if (column === undefined) continue
        times.set(column, (times.get(column) ?? 0) + 1)
        said.push({ part, from, to, column, worth: worth.get(column) ?? 0 })
      }
    })
  for (const one of said) one.worth /= times.get(one.column) ?? 1
  return said
}

/** What each letter of subject and detail adds. */
function spokenIn(message: Message, said: readonly Said[], weightOf: (column: number) => number) {
  const spoken = {
    subject: new Float64Array(message.subject.length),
    detail: new Float64Array(message.detail.length),
  }
  for (const { part, from, to, column, worth } of said) {
    const letters = spoken[part]
    const each = (weightOf(column) * worth) / (to - from)
    for (let i = from; i < to; i++) letters[i] = (letters[i] ?? 0) + each
  }
  return spoken
}

const means = new WeakMap<Model, Float32Array>()

/** What a column says for the labels on average; counted once for a model. */
function meanOf(model: Model): Float32Array {
  const known = means.get(model)
  if (known) return known
  const mean = new Float32Array(model.rows[0]?.length ?? 0)
  for (const row of model.rows)
    for (let i = 0; i < row.length; i++)
      mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / model.rows.length
  means.set(model, mean)
  return mean
}

/** Neighbouring letters that all speak for it, as one part. */
function spans(part: keyof Message, letters: Float64Array): Reason[] {
  const found: Reason[] = []
  let loudest = 0
  for (const weight of letters) if (weight > loudest) loudest = weight
  for (let i = 0; i < letters.length; i++) {
    const weight = letters[i] ?? 0
    if (weight <= loudest * LOUD) continue
    const last = found.at(-1)
    if (last?.to === i) {
      last.to = i + 1
      last.weight += weight
    } else found.push({ part, from: i, to: i + 1, weight })
  }
  return found
}
