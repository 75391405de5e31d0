import type { Message } from './features.ts'
import { vectorOf, type Vector, type Vocabulary } from './vectors.ts'
import { probabilities, type Calibration } from './calibration.ts'

/** What was learned: for every label a row of weights, one for each column and the last for none. */
export interface Model {
  labels: readonly string[]
  vocabulary: Vocabulary
  rows: readonly Float32Array[]
  calibration: Calibration
}

/** A label, and how probable it is. */
export interface Ranked {
  label: string
  confidence: number
}

export function scoresIn(rows: readonly Float32Array[], { at, values }: Vector): Float64Array {
  const scores = new Float64Array(rows.length)
  for (const [label, row] of rows.entries()) {
    let sum = row[row.length - 1] ?? 0
    for (let k = 0; k < at.length; k++) sum += (row[at[k] ?? 0] ?? 0) * (values[k] ?? 0)
    scores[label] = sum
  }
  return scores
}

/**
 * The labels of a message, likeliest first, at most `most`. Whatever was written there is an answer;
 * where nothing of it is known, the labels come with the confidence of knowing nothing.
 */
export function rank(model: Model, message: Message, most: number): Ranked[] {
  const vector = vectorOf(message, model.vocabulary)
  const sure = probabilities(scoresIn(model.rows, vector), model.calibration)
  return model.labels
    .map((label, i) => ({ label, confidence: sure[i] ?? 0 }))
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, most)
}
