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

const TURNS = 200
/** More cases than these tell the same. */
const MOST_CASES = 4000
/** Few cases of a label say little about it: its shift is held near nought. */
const HOLD = 20

/** Fits in one go: see `calibrating`. */
export function calibrate(held: readonly Held[], labels: number): Calibration {
  const steps = calibrating(held, labels)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/**
 * Fits by gradient on what was predicted of cases that the scores had not seen, after Platt (1999) and
 * Guo et al., "On calibration of modern neural networks" (2017). Where several labels are right, each
 * is right in part. Steepness stays positive, so the order of equal shifts never turns.
 */
export function* calibrating(held: readonly Held[], labels: number): Generator<void, Calibration> {
  const told = held.filter(({ truth }) => truth.length > 0)
  const step = Math.ceil(told.length / MOST_CASES)
  const asked = told.filter((_, i) => i % step === 0)
  // The last of them is the logarithm of the steepness.
  const values = Array.from({ length: labels + 1 }, (_, i) => (i === labels ? Math.log(2) : 0))
  const speeds = values.map(() => 1e-8)
  for (let turn = 0; turn < TURNS && asked.length > 0; turn++) {
    yield
    for (const [i, slope] of slopesAt(asked, values).entries()) {
      speeds[i] = (speeds[i] ?? 0) * 0.9 + slope * slope * 0.1
      const pace = 0.1 / Math.sqrt(speeds[i] ?? 1) / (1 + turn / 20)
      values[i] = (values[i] ?? 0) - pace * slope
    }
  }
  return { steepness: Math.exp(values[labels] ?? 0), shifts: values.slice(0, labels) }
}

/** How the error would grow with each value. */
function slopesAt(asked: readonly Held[], values: readonly number[]): number[] {
  const labels = values.length - 1
  const shifts = values.slice(0, labels)
  const steepness = Math.exp(values[labels] ?? 0)
  const slopes = [...shifts.map((shift) => shift * HOLD), 0]
  // After Platt: as if one more case had gone otherwise, so that few cases never make certain.
  const doubt = 1 / (asked.length + 2)
  for (const { scores, truth } of asked) {
    const got = probabilities(scores, { steepness, shifts })
    for (let label = 0; label < labels; label++) {
      const right = truth.includes(label) ? 1 / truth.length : 0
      const wanted = right * (1 - doubt) + doubt / labels
      const miss = (got[label] ?? 0) - wanted
      slopes[label] = (slopes[label] ?? 0) + miss
      slopes[labels] = (slopes[labels] ?? 0) + miss * (scores[label] ?? 0) * steepness
    }
  }
  return slopes
}
