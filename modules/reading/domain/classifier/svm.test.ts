import { describe, expect, it } from 'vitest'
import { laid, part } from './svm.ts'

/**
 * So many examples of a label have column 0, as many of the rest column 1; one has both, and a word of
 * its own, and stands in the rest where somebody labelled it wrongly.
 */
function partedFrom(count: number) {
  const ones = Array.from({ length: count }, () => ({ at: [0], values: [1], isOne: true }))
  const rest = ones.map(() => ({ at: [1], values: [1], isOne: false }))
  const wrong = { at: [0, 1, 2], values: [1, 0.2, 0.05], isOne: false }
  const all = [...ones, ...rest, wrong]
  const vectors = all.map(({ at, values }) => ({
    at: Int32Array.from(at),
    values: Float32Array.from(values),
  }))
  const lesson = { weights: all.map(() => 1), columns: 3 }
  const row = part(
    lesson,
    laid(vectors),
    all.map(({ isOne }) => isOne),
  )
  return { row, pull: Math.abs(row[2] ?? 0) / 0.05 }
}

describe('what parts a label from the rest', () => {
  it.each([20, 400])('learns from %i examples which column speaks for it', (count) => {
    const { row } = partedFrom(count)
    expect(row[0]).toBeGreaterThan(0)
    expect(row[1]).toBeLessThan(0)
  })

  it('lets no example of a label of many pull harder than its cost, as a wrong one would', () => {
    expect(partedFrom(400).pull).toBeCloseTo(1.5, 1)
    expect(partedFrom(20).pull).toBeGreaterThan(1.6)
  })

  it('lets an example that counts half pull half as hard', () => {
    const vectors = [0, 0].map((at) => ({ at: Int32Array.of(at), values: Float32Array.of(0.1) }))
    const few = { weights: [1, 0.5], columns: 1 }
    const [whole, half] = [
      part(few, laid(vectors), [true, false]),
      part({ ...few, weights: [0.5, 1] }, laid(vectors), [true, false]),
    ]
    expect(whole[1]).toBeGreaterThan(half[1] ?? 0)
  })
})
