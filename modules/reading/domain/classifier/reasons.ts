import { featuresOf, type Message } from './features.ts'
import { vectorOf } from './vectors.ts'
import type { Model } from './model.ts'

/** A part of the text that spoke for a label, and how much. */
export interface Reason {
  part: keyof Message
  from: number
  to: number
  weight: number
}

const MOST = 4
/** What says less than this share of the loudest word is not worth a mark. */
const LOUD = 0.25

/**
 * The parts of a message that spoke loudest for a label: what each term adds to its score, beyond what
 * it adds to the labels on average, laid upon the letters it covers, neighbours joined.
 */
export function reasonsFor(model: Model, message: Message, label: string): Reason[] {
  const number = model.labels.indexOf(label)
  const own = model.rows[number]
  if (!own) return []
  const spoken = spokenIn(model, message, own)
  const parts = (['subject', 'detail'] as const).flatMap((part) => spans(part, spoken[part]))
  const loudest = parts.reduce((most, { weight }) => Math.max(most, weight), 0)
  return parts
    .filter(({ weight }) => weight >= loudest * LOUD)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST)
}

/** What each letter of subject and detail adds. */
function spokenIn(model: Model, message: Message, own: Float32Array) {
  const { columns } = model.vocabulary
  const vector = vectorOf(message, model.vocabulary)
  const valueOf = new Map(Array.from(vector.at, (column, i) => [column, vector.values[i] ?? 0]))
  const said = new Map<number, number>()
  const spoken = {
    subject: new Float64Array(message.subject.length),
    detail: new Float64Array(message.detail.length),
  }
  const features = featuresOf(message).flatMap((feature) => {
    const column = columns[feature.block].get(feature.term)
    if (column === undefined) return []
    said.set(column, (said.get(column) ?? 0) + 1)
    return [{ ...feature, column }]
  })
  for (const { column, part, from, to } of features) {
    const mean = model.rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / model.rows.length
    const adds = ((own[column] ?? 0) - mean) * (valueOf.get(column) ?? 0)
    const each = adds / (said.get(column) ?? 1) / (to - from)
    for (let i = from; i < to; i++) spoken[part][i] = (spoken[part][i] ?? 0) + each
  }
  return spoken
}

/** Neighbouring letters that all speak for it, as one part. */
function spans(part: keyof Message, letters: Float64Array): Reason[] {
  const found: Reason[] = []
  const loud = letters.reduce((most, one) => Math.max(most, one), 0) * LOUD
  for (const [i, weight] of letters.entries()) {
    if (weight <= loud) continue
    const last = found.at(-1)
    if (last?.to === i) {
      last.to = i + 1
      last.weight += weight
    } else found.push({ part, from: i, to: i + 1, weight })
  }
  return found
}
