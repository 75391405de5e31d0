import type { Vector } from './vectors.ts'

/**
 * A linear support vector machine by dual coordinate descent: Hsieh, Chang, Lin, Keerthi, Sundararajan,
 * "A dual coordinate descent method for large-scale linear SVM", ICML 2008, algorithm 1 with random
 * permutations. Where a label has many examples the loss is the hinge, by which no example pulls harder
 * than its cost, however wrongly somebody labelled it; where it has few, the squared hinge, since each
 * of them may be the only one of its sort. No package of the registry trains one on sparse vectors.
 */
export interface Lesson {
  /** How much each example counts. */
  weights: readonly number[]
  columns: number
}

/** From so many examples on a label has many. */
const MANY = 200
/** How much an error costs beside the simplicity of the answer, and how often all examples are gone through. */
const ofMany = { cost: 1.5, squared: false, turns: 12 }
const ofFew = { cost: 0.8, squared: true, turns: 8 }

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

/** What holds an example's pull: how it softens as it grows, and its most. */
const rein = ({ cost, squared }: typeof ofMany, weight: number): [number, number] =>
  squared ? [1 / (2 * cost * weight), Infinity] : [0, cost * weight]

/** A row of weights, one for each column and the last for none, that parts these examples from the rest. */
export function part(lesson: Lesson, examples: Laid, isOne: readonly boolean[]): Float32Array {
  const { columns } = lesson
  const loss = isOne.filter(Boolean).length < MANY ? ofFew : ofMany
  const { starts, at, values, squares } = examples
  const row = new Float64Array(columns + 1)
  const alphas = new Float64Array(isOne.length)
  const order = Int32Array.from(isOne.keys())
  const random = randomFrom(1)
  for (let turn = 0; turn < loss.turns; turn++) {
    shuffle(order, random)
    let steepest = 0
    for (const i of order) {
      const sign = isOne[i] === true ? 1 : -1
      const [soft, most] = rein(loss, lesson.weights[i] ?? 1)
      const [begin, end] = [starts[i]!, starts[i + 1]!]
      let sum = row[columns]!
      for (let k = begin; k < end; k++) sum += row[at[k]!]! * values[k]!
      const alpha = alphas[i]!
      const slope = sign * sum - 1 + soft * alpha
      const next = Math.min(Math.max(alpha - slope / (squares[i]! + soft), 0), most)
      if (next === alpha) continue
      steepest = Math.max(steepest, Math.abs(slope))
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
