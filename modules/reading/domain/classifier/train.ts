import type { Message } from './features.ts'
import {
  choose,
  loudness,
  textsOf,
  vectorOfText,
  vocabularyOf,
  weighByLabels,
  type Answers,
  type Texts,
  type Vector,
} from './vectors.ts'
import { calibrating, probabilities, type Held } from './calibration.ts'
import { scoresIn, type Model } from './model.ts'
import { scoresOf, type Judged, type Scores } from './scores.ts'
import { laid, part, randomFrom } from './svm.ts'

/** A message with what is right about it; `group` is the same for those that are nearly the same. */
export interface Example {
  message: Message
  labels: readonly string[]
  group: string
  /** How much it counts; 1 unless said. A hint is learned from, and never examined. */
  weight?: number
  hint?: boolean
}

export interface Learned {
  model: Model
  scores: Scores
  /** What was predicted of each example by a model that had not seen it; null for hints. */
  held: readonly (Judged | null)[]
}

const FOLDS = 5
/** Weights in memory: 16 MB. */
const MOST_WEIGHTS = 4_000_000
const MOST_TERMS = 200_000

/** Learns in one go: see `learning`. */
export function learn(examples: readonly Example[]): Learned {
  const steps = learning(examples)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/**
 * Learns from examples, and examines itself: each fifth of them, near-duplicates together, is predicted
 * by a model of the rest. Confidence is calibrated on these predictions, and the scores count them.
 * It pauses every few milliseconds, so that a server may answer others meanwhile.
 */
export function* learning(examples: readonly Example[]): Generator<void, Learned> {
  const labels = [...new Set(examples.flatMap((example) => example.labels))].sort()
  const texts = yield* textsOf(examples.map(({ message }) => message))
  const truths = examples.map((example) => example.labels.map((label) => labels.indexOf(label)))
  const school = { examples, labels, texts, answers: { labels: labels.length, of: truths } }
  const folds = foldsOf(examples)
  const scores = examples.map((): Float64Array | undefined => undefined)
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = numbers(examples, (i) => folds[i] === fold)
    if (held.length === 0) continue
    const { rows, chosen } = yield* teach(
      school,
      numbers(examples, (i) => folds[i] !== fold),
    )
    for (const [n, i] of held.entries()) {
      scores[i] = scoresIn(rows, vectorOfText(texts, i, chosen))
      if (n % 200 === 0) yield
    }
  }
  const calibration = yield* calibrating(
    scores.flatMap((one, i): Held[] => (one ? [{ scores: one, truth: truths[i] ?? [] }] : [])),
  )
  const { rows, chosen } = yield* teach(
    school,
    numbers(examples, () => true),
  )
  const held = scores.map((one, i): Judged | null =>
    one === undefined ? null : judge(probabilities(one, calibration), truths[i] ?? []),
  )
  return {
    model: { labels, vocabulary: vocabularyOf(texts, chosen), rows, calibration },
    scores: scoresOf(held.filter((one) => one !== null)),
    held,
  }
}

const numbers = (examples: readonly Example[], wanted: (i: number) => boolean): number[] =>
  [...examples.keys()].filter(wanted)

function judge(sure: readonly number[], truth: readonly number[]): Judged {
  const confidence = sure.reduce((a, b) => Math.max(a, b), 0)
  return { label: sure.indexOf(confidence), confidence, truth }
}

interface School {
  examples: readonly Example[]
  labels: readonly string[]
  texts: Texts
  answers: Answers
}

/** One row of weights for every label, from some of the examples. */
function* teach({ examples, labels, texts, answers }: School, among: readonly number[]) {
  const most = Math.min(MOST_TERMS, Math.floor(MOST_WEIGHTS / labels.length))
  const common = choose(texts, among, most)
  yield
  const chosen = weighByLabels(texts, among, { chosen: common, answers })
  const loud = loudness(texts, chosen)
  const vectors: Vector[] = []
  for (const i of among) {
    const { at, values } = vectorOfText(texts, i, chosen)
    vectors.push({ at, values: values.map((value, k) => value * (loud[at[k] ?? 0] ?? 1)) })
    if (vectors.length % 200 === 0) yield
  }
  const lesson = {
    weights: among.map((i) => examples[i]?.weight ?? 1),
    columns: chosen.rarity.length,
  }
  const examined = laid(vectors)
  const rows: Float32Array[] = []
  for (const label of labels) {
    yield
    const row = part(
      lesson,
      examined,
      among.map((i) => examples[i]?.labels.includes(label) === true),
    )
    // As loud to whoever reads as while it was learned.
    for (const [column, by] of loud.entries()) row[column] = (row[column] ?? 0) * by
    rows.push(row)
  }
  return { rows, chosen }
}

/** Groups into fifths by chance that is always the same; hints are in none and so always learned from. */
function foldsOf(examples: readonly Example[]): (number | null)[] {
  const groups = [
    ...new Set(examples.filter(({ hint }) => hint !== true).map(({ group }) => group)),
  ]
  const random = randomFrom(7)
  for (let i = groups.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[groups[i], groups[j]] = [groups[j] ?? '', groups[i] ?? '']
  }
  const foldOf = new Map(groups.map((group, i) => [group, i % FOLDS]))
  return examples.map(({ group, hint }) => (hint === true ? null : (foldOf.get(group) ?? 0)))
}
