/** What was predicted of a case that the model had not seen, and what was right. */
export interface Judged {
  label: number
  confidence: number
  truth: readonly number[]
}

/** How good a model is, as counted on cases that it had not seen. */
export interface Scores {
  cases: number
  /** The share whose first proposal is right. */
  accuracy: number
  /** The mean over labels of precision and recall taken together. */
  macroF1: number
  /** The share that is right among the four fifths of which it is most sure. */
  sureAccuracy: number
  /** How far the confidence lies from the share that is right, over ten steps of confidence. */
  calibrationError: number
}

const isRight = ({ label, truth }: Judged) => truth.includes(label)
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)

export function scoresOf(judged: readonly Judged[]): Scores {
  const right = judged.filter(isRight).length
  const sure = [...judged]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, Math.floor(judged.length * 0.8))
  return {
    cases: judged.length,
    accuracy: share(right, judged.length),
    macroF1: macroF1(judged),
    sureAccuracy: share(sure.filter(isRight).length, sure.length),
    calibrationError: calibrationError(judged),
  }
}

/** Mean of the F1 of every label that occurs; of several right ones, the predicted or else the first counts. */
export function macroF1(judged: readonly Judged[]): number {
  const counts = new Map<number, { hit: number; said: number; was: number }>()
  const of = (label: number) => {
    const found = counts.get(label) ?? { hit: 0, said: 0, was: 0 }
    counts.set(label, found)
    return found
  }
  for (const one of judged) {
    const was = isRight(one) ? one.label : one.truth[0]
    if (was === undefined) continue
    of(was).was++
    of(one.label).said++
    if (isRight(one)) of(one.label).hit++
  }
  const each = [...counts.values()].map(({ hit, said, was }) => share(2 * hit, said + was))
  return share(
    each.reduce((a, b) => a + b, 0),
    each.length,
  )
}

/** Expected calibration error over ten equal steps (Naeini et al., 2015). */
export function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, right: 0, confidence: 0 }))
  for (const one of judged) {
    const bin = bins[Math.min(9, Math.floor(one.confidence * 10))]
    if (!bin) continue
    bin.n++
    bin.confidence += one.confidence
    if (isRight(one)) bin.right++
  }
  return share(
    bins.reduce((sum, { right, confidence }) => sum + Math.abs(right - confidence), 0),
    judged.length,
  )
}
