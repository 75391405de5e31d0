import {
  examplesIn,
  learn,
  rank,
  readTable,
  reasonsFor,
  scoresOf,
  type Example,
  type Judged,
  type Model,
} from '#modules/reading/server/index.ts'
import { calibrate, dataFile, machine, option, print } from './ground.ts'

/** Unless `--parts` says otherwise. */
const FOLDS = 5

/**
 * How well messages are understood, on data that lies outside the repository: labels by grouped
 * five-fold, agencies of the official answer by months, each beside what is simpler; and what it costs.
 * `--in` names the labelled messages; those with their answers lie in the folder of data.
 * `--parts 10` parts the labels into tenths, so that each is read by what learned from nine.
 */
export async function text(args: readonly string[]): Promise<void> {
  const labelled = dataFile(args, 'messages-labelled.csv.gz')
  if (labelled === undefined) return
  const examples = examplesIn(await readTable(labelled), 'classify')
  const read = labels(examples, Number(option(args, 'parts') ?? FOLDS))
  const { model, ...spent } = cost(examples)
  const replied = dataFile(
    args.slice(args.indexOf('--in') < 0 ? 0 : args.length),
    'messages-replied.csv.gz',
  )
  const ways = replied === undefined ? {} : await routes(replied, model)
  print(
    JSON.stringify({ ...read, ...spent, ...ways, machine: machine(), calibration: calibrate() }),
  )
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000
const seconds = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since)
  return rounded((user + system) / 1e6)
}

/** A number from a name, always the same. */
const hashOf = (name: string) => {
  let hash = 7
  for (const letter of name) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
}

/** The same parts for the same groups: the groups in the order of a hash of their names. */
function foldsOf(groups: readonly string[], parts: number): Map<string, number> {
  const sorted = [...new Set(groups)].sort((a, b) => hashOf(a) - hashOf(b))
  return new Map(sorted.map((group, i) => [group, i % parts]))
}

/** Every example is read once, by a model that has seen neither it nor anything of its group. */
function labels(examples: readonly Example[], parts: number) {
  const names = [...new Set(examples.flatMap((one) => one.labels))].sort()
  const folds = foldsOf(
    examples.map(({ group }) => group),
    parts,
  )
  const judged: Judged[] = []
  const whole: Judged[] = []
  for (let fold = 0; fold < parts; fold++) {
    const { model } = learn(examples.filter(({ group }) => folds.get(group) !== fold))
    for (const example of examples.filter(({ group }) => folds.get(group) === fold)) {
      const [first] = rank(model, example.message, 1)
      const one = {
        label: names.indexOf(first?.label ?? ''),
        confidence: first?.confidence ?? 0,
        truth: example.labels.map((label) => names.indexOf(label)),
      }
      judged.push(one)
      if (example.message.detail !== '') whole.push(one)
    }
    print(`fold ${fold + 1} of ${parts}: macro-F1 so far ${scoresOf(judged).macroF1.toFixed(4)}`)
  }
  confusion(names, judged)
  const { macroF1, accuracy, sureAccuracy, calibrationError } = scoresOf(judged)
  return {
    messages: examples.length,
    macroF1: rounded(macroF1),
    // Without those that have a heading and nothing else.
    whole: whole.length,
    macroF1Whole: rounded(scoresOf(whole).macroF1),
    accuracy: rounded(accuracy),
    accuracyAt80: rounded(sureAccuracy),
    calibrationError: rounded(calibrationError),
  }
}

/** Rows: what it is; columns: what it was taken for. */
function confusion(names: readonly string[], judged: readonly Judged[]): void {
  const short = names.map((name) => name.slice(0, 2))
  print(`        ${short.map((name) => name.padStart(4)).join(' ')}`)
  for (const [truth, name] of short.entries()) {
    const row = names.map(
      (_, label) => judged.filter((one) => one.truth[0] === truth && one.label === label).length,
    )
    print(`${name.padEnd(6)}${row.map((n) => String(n).padStart(6)).join('')}`)
  }
}

/** Seconds of the processor for one training of everything, memory at its most, milliseconds a proposal. */
function cost(examples: readonly Example[]) {
  const began = process.cpuUsage()
  const { model } = learn(examples)
  const trained = seconds(began)
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  return { model, trainingSeconds: trained, megabytes, ...proposing(model, examples) }
}

/**
 * Milliseconds for a whole proposal: the three likeliest, each with the words that spoke for it. By the
 * clock on the wall, and by the processor's, which does not count what else the machine did meanwhile.
 */
function proposing(model: Model, examples: readonly Example[]) {
  const walls: number[] = []
  const processors: number[] = []
  for (const { message } of examples) {
    const [began, used] = [performance.now(), process.cpuUsage()]
    const ranked = rank(model, message, 3)
    reasonsFor(
      model,
      message,
      ranked.map(({ label }) => label),
    )
    walls.push(performance.now() - began)
    const { user, system } = process.cpuUsage(used)
    processors.push((user + system) / 1000)
  }
  return { proposedWall: spreadOf(walls), proposedProcessor: spreadOf(processors) }
}

function spreadOf(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b)
  const of = (share: number) => rounded(sorted[Math.floor(sorted.length * share)] ?? 0)
  return { p50: of(0.5), p95: of(0.95), p99: of(0.99) }
}

/** Who answered: the model beside the commonest agency, and beside the agencies of the nearest class. */
async function routes(file: string, classes: Model) {
  const table = await readTable(file)
  const told = table.rows.filter((row) => row('reply_orgs').trim() !== '')
  const months = told.map((row) => row('time').replace(/^(\d+)\D(\d+).*$/s, '$1-$2'))
  const examples = examplesIn({ ...table, rows: told }, 'route')
  const folds = foldsOf(months, FOLDS)
  const classOf = examples.map(({ message }) => rank(classes, message, 1)[0]?.label ?? '')
  const hits = { model: [0, 0], commonest: [0, 0], nearest: [0, 0] }
  const count = (name: keyof typeof hits, ranked: readonly string[], truth: readonly string[]) => {
    if (truth.includes(ranked[0] ?? '')) hits[name][0]!++
    if (ranked.slice(0, 3).some((one) => truth.includes(one))) hits[name][1]!++
  }
  for (let fold = 0; fold < FOLDS; fold++) {
    const seen = examples.map((_, i) => folds.get(months[i] ?? '') !== fold)
    const known = examples.filter((_, i) => seen[i])
    const { model } = learn(known)
    const commonest = byNumber(known)
    for (const [i, { message, labels: truth }] of examples.entries()) {
      if (seen[i] === true) continue
      count(
        'model',
        rank(model, message, 3).map(({ label }) => label),
        truth,
      )
      count('commonest', commonest, truth)
      const alike = examples.filter((_, k) => seen[k] && classOf[k] === classOf[i])
      count('nearest', byNumber(alike), truth)
    }
  }
  const share = ([first = 0, third = 0]: readonly number[]) => ({
    hit1: rounded(first / examples.length),
    hit3: rounded(third / examples.length),
  })
  return {
    replied: examples.length,
    route: share(hits.model),
    routeCommonest: share(hits.commonest),
    routeNearest: share(hits.nearest),
  }
}

function byNumber(examples: readonly Example[]): string[] {
  const counts = new Map<string, number>()
  for (const label of examples.flatMap((one) => one.labels))
    counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).map(([label]) => label)
}
