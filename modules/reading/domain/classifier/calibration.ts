/** How scores become probabilities: by one steepness for all, so that the order of scores stays. */
export interface Calibration {
  steepness: number
}

/** The probability of each label; they sum to one. */
export function probabilities(scores: ArrayLike<number>, { steepness }: Calibration): number[] {
  const raised = Array.from(scores, (score) => steepness * score)
  const highest = raised.reduce((a, b) => Math.max(a, b), -Infinity)
  const powers = raised.map((one) => Math.exp(one - highest))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((one) => one / sum)
}

/** The scores of a held-out case, and which labels would have been right. */
export interface Held {
  scores: ArrayLike<number>
  truth: readonly number[]
}

/** Where nobody was examined. */
const UNKNOWN: Calibration = { steepness: 2 }
const TURNS = 40
/** More cases than these tell the same. */
const MOST_CASES = 4000

/** Fits in one go: see `calibrating`. */
export function calibrate(held: readonly Held[]): Calibration {
  const steps = calibrating(held)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/**
 * Fits the steepness on what was predicted of cases that the scores had not seen, as Guo et al., "On
 * calibration of modern neural networks" (2017), fit their temperature, by halving an interval: the
 * likelihood has one summit. Shifts of single labels were tried, and cost more right answers than they
 * bettered confidence. Where several labels are right, each is right in part.
 */
export function* calibrating(held: readonly Held[]): Generator<void, Calibration> {
  const told = held.filter(({ truth }) => truth.length > 0)
  if (told.length === 0) return UNKNOWN
  const step = Math.ceil(told.length / MOST_CASES)
  const asked = told.filter((_, i) => i % step === 0)
  let [low, high] = [Math.log(0.01), Math.log(100)]
  for (let turn = 0; turn < TURNS; turn++) {
    yield
    const middle = (low + high) / 2
    if (slopeAt(asked, Math.exp(middle)) > 0) high = middle
    else low = middle
  }
  return { steepness: Math.exp((low + high) / 2) }
}

/** Whether steeper would be worse: what is given to each label beyond its share, by its score. */
function slopeAt(asked: readonly Held[], steepness: number): number {
  // After Platt (1999): as if one more case had gone otherwise, so that few cases never make certain.
  const doubt = 1 / (asked.length + 2)
  let slope = 0
  for (const { scores, truth } of asked) {
    const got = probabilities(scores, { steepness })
    for (const [label, share] of got.entries()) {
      const right = truth.includes(label) ? 1 / truth.length : 0
      slope += (share - right * (1 - doubt) - doubt / got.length) * (scores[label] ?? 0)
    }
  }
  return slope
}
