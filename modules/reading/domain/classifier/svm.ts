import type { Vector } from './vectors.ts'

/**
 * A linear support vector machine with squared hinge loss by dual coordinate descent: Hsieh, Chang,
 * Lin, Keerthi, Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008,
 * algorithm 1 with random permutations. No package of the registry trains one on sparse vectors.
 */
export interface Lesson {
  /** How much each example counts. */
  weights: readonly number[]
  columns: number
  /** How much an error costs beside the simplicity of the answer. */
  cost: number
  epochs: number
}

/** The examples one after the other in two long arrays, which is several times faster to walk. */
interface Laid {
  starts: Int32Array
  at: Int32Array
  values: Float32Array
  squares: Float64Array
}

export function laid(vectors: readonly Vector[]): Laid {
  const starts = new Int32Array(vectors.length + 1)
  for (const [i, { at }] of vectors.entries()) starts[i + 1] = (starts[i] ?? 0) + at.length
  const at = new Int32Array(starts[vectors.length] ?? 0)
  const values = new Float32Array(at.length)
  const squares = new Float64Array(vectors.length)
  for (const [i, vector] of vectors.entries()) {
    at.set(vector.at, starts[i])
    values.set(vector.values, starts[i])
    squares[i] = vector.values.reduce((sum, v) => sum + v * v, 1)
  }
  return { starts, at, values, squares }
}

/** Where no example pulls harder than this, another turn would change nothing that counts. */
const ENOUGH = 0.05

/** A row of weights, one for each column and the last for none, that parts these examples from the rest. */
export function part(lesson: Lesson, examples: Laid, isOne: readonly boolean[]): Float32Array {
  const { columns, cost, epochs } = lesson
  const { starts, at, values, squares } = examples
  const row = new Float64Array(columns + 1)
  const alphas = new Float64Array(isOne.length)
  const order = Int32Array.from(isOne.keys())
  const random = randomFrom(1)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    let steepest = 0
    for (const i of order) {
      const sign = isOne[i] === true ? 1 : -1
      const soft = 1 / (2 * cost * (lesson.weights[i] ?? 1))
      const [begin, end] = [starts[i]!, starts[i + 1]!]
      let sum = row[columns]!
      for (let k = begin; k < end; k++) sum += row[at[k]!]! * values[k]!
      const alpha = alphas[i]!
      const slope = sign * sum - 1 + soft * alpha
      if (alpha === 0 && slope >= 0) continue
      steepest = Math.max(steepest, Math.abs(slope))
      const next = Math.max(alpha - slope / (squares[i]! + soft), 0)
      const step = (next - alpha) * sign
      alphas[i] = next
      for (let k = begin; k < end; k++) row[at[k]!]! += step * values[k]!
      row[columns]! += step
    }
    if (steepest < ENOUGH) break
  }
  return Float32Array.from(row)
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
}

/** Chance from a seed (Park and Miller), so that the same lesson always teaches the same. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
