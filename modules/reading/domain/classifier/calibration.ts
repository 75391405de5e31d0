/** How scores become probabilities: by one steepness for all and one shift for each label. */
export interface Calibration {
  steepness: number
  shifts: readonly number[]
}

/** The probability of each label; they sum to one. */
export function probabilities(
  scores: ArrayLike<number>,
  { steepness, shifts }: Calibration,
): number[] {
  const raised = Array.from(scores, (score, i) => steepness * score + (shifts[i] ?? 0))
  const highest = raised.reduce((a, b) => Math.max(a, b), -Infinity)
  const powers = raised.map((one) => Math.exp(one - highest))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((one) => one / sum)
}

/** A score of the held-out cases, and which labels would have been right. */
export interface Held {
  scores: ArrayLike<number>
  truth: readonly number[]
}

const TURNS = 300
/** Few cases of a label say little about it: its shift is held near nought. */
const HOLD = 2

/**
 * Fits by gradient on what was predicted of cases that the scores had not seen, after Platt (1999) and
 * Guo et al., "On calibration of modern neural networks" (2017). Where several labels are right, each
 * is right in part. Steepness stays positive, so the order of equal shifts never turns.
 */
export function calibrate(held: readonly Held[], labels: number): Calibration {
  let logSteepness = Math.log(2)
  const shifts = Array.from({ length: labels }, () => 0)
  const told = held.filter(({ truth }) => truth.length > 0)
  if (told.length === 0) return { steepness: 2, shifts }
  const speeds = Array.from({ length: labels + 1 }, () => 1e-8)
  for (let turn = 0; turn < TURNS; turn++) {
    const steepness = Math.exp(logSteepness)
    const slopes = shifts.map((shift) => shift * HOLD)
    let ofSteepness = 0
    for (const { scores, truth } of told) {
      const got = probabilities(scores, { steepness, shifts })
      for (let label = 0; label < labels; label++) {
        const wanted = truth.includes(label) ? 1 / truth.length : 0
        const miss = (got[label] ?? 0) - wanted
        slopes[label] = (slopes[label] ?? 0) + miss
        ofSteepness += miss * (scores[label] ?? 0) * steepness
      }
    }
    const step = (index: number, slope: number) => {
      speeds[index] = (speeds[index] ?? 0) * 0.9 + slope * slope * 0.1
      return (0.1 * slope) / Math.sqrt(speeds[index] ?? 1) / (1 + turn / 20)
    }
    logSteepness -= step(labels, ofSteepness)
    for (let label = 0; label < labels; label++)
      shifts[label] = (shifts[label] ?? 0) - step(label, slopes[label] ?? 0)
  }
  return { steepness: Math.exp(logSteepness), shifts }
}
