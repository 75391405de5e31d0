import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { groupStream, hotIssues, type Group, type Message } from '#modules/reading/server/index.ts'
import { calibrate, dataFile, machine, option, print, readRows } from './ground.ts'

type Member = Group['members'][number]

interface Measured {
  messages: number
  seconds: number
  perThousand: number
  issues: number
  /** The most that the process held so far. */
  megabytes: number
}

/**
 * How the messages that there are were grouped when ten of their issues were read by a person: a faster
 * way must group them the same. Digests, since the messages stay outside the repository.
 */
const READ = { messages: 4326, groups: 'd146691dab883611', ten: '3609a151140f04d3' }

/**
 * What grouping costs, from the messages that there are to a hundred times as many, made by putting
 * halves of different messages together: `--sizes 4326,20000`, `--plot FILE.svg`. Seconds are of the
 * processor, so that what else the machine does counts little.
 */
export async function hotIssuesBench(args: readonly string[]): Promise<void> {
  const file = dataFile(args, 'messages-stream.csv.gz')
  if (file === undefined) return
  const rows = (await readRows(file)).toSorted((a, b) =>
    (a['time'] ?? '').localeCompare(b['time'] ?? ''),
  )
  const asked = (option(args, 'sizes') ?? '4326,20000,100000,400000').split(',').map(Number)
  const sizes = asked.map((size) => (size === 4326 ? rows.length : size))
  const measured = measureAll(rows, sizes)
  const plot = option(args, 'plot')
  if (plot !== undefined) await writeFile(plot, svgOf(measured))
  const [first, last] = [measured[0], measured.at(-1)]
  const exponent = first && last && last !== first ? exponentOf(first, last) : 1
  const same = sameGroups(rows)
  const where = { machine: machine(), calibration: calibrate() }
  print(JSON.stringify({ measured, exponent: rounded(exponent), ...same, ...where }))
  const slow = first?.messages === rows.length && first.seconds > 5
  if (slow || exponent > 1.2 || same.groups === 'changed') process.exitCode = 1
}

/** Says each as soon as it is known, with the exponent since the one before. */
function measureAll(rows: readonly Record<string, string>[], sizes: readonly number[]): Measured[] {
  const measured: Measured[] = []
  print('messages   seconds   ms per 1,000   issues   MB   exponent')
  for (const size of sizes) {
    const one = measure(rows, size)
    const before = measured.at(-1)
    measured.push(one)
    print(
      [
        String(one.messages).padStart(8),
        one.seconds.toFixed(2).padStart(9),
        one.perThousand.toFixed(0).padStart(13),
        String(one.issues).padStart(8),
        String(one.megabytes).padStart(5),
        before ? exponentOf(before, one).toFixed(2) : '',
      ].join(' '),
    )
  }
  return measured
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** The exponent by which cost follows the number: 1 is linear. */
const exponentOf = (a: Measured, b: Measured) =>
  Math.log(b.seconds / a.seconds) / Math.log(b.messages / a.messages)

const digestOf = (members: readonly (readonly Member[])[]) =>
  createHash('sha256')
    .update(JSON.stringify(members.map((list) => list.map(({ id }) => id))))
    .digest('hex')
    .slice(0, 16)

/** Whether all groups, and the ten hottest, hold the same messages as when they were read. */
function sameGroups(rows: readonly Record<string, string>[]) {
  const stream = groupStream()
  for (let n = 0; n < rows.length; n++) stream.add(messageAt(rows, n))
  const ten = hotIssues(stream.groups(), messageAt(rows, rows.length - 1).at).slice(0, 10)
  const groups = digestOf(stream.groups().map(({ members }) => members))
  const hottest = digestOf(ten.map(({ members }) => members))
  if (rows.length !== READ.messages) return { groups, hottest }
  return {
    groups: groups === READ.groups ? 'the same' : 'changed',
    hottest: hottest === READ.ten ? 'the same' : 'changed',
    digests: [groups, hottest],
  }
}

function measure(rows: readonly Record<string, string>[], size: number): Measured {
  const stream = groupStream()
  const started = process.cpuUsage()
  let last = 0
  for (let n = 0; n < size; n++) {
    const message = messageAt(rows, n)
    last = message.at
    stream.add(message)
  }
  const issues = hotIssues(stream.groups(), last).length
  const used = process.cpuUsage(started)
  const seconds = (used.user + used.system) / 1e6
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
  return { messages: size, seconds, perThousand: (seconds / size) * 1e6, issues, megabytes }
}

/** The n-th message: as it was in the first round, in later ones half of it with half of another. */
function messageAt(rows: readonly Record<string, string>[], n: number): Message {
  const round = Math.floor(n / rows.length)
  const row = rows[n % rows.length] ?? {}
  const other = rows[(n * 7919 + round * 104_729) % rows.length] ?? {}
  const [own, strange] = [row['detail'] ?? '', other['detail'] ?? '']
  const detail =
    round === 0 ? own : own.slice(0, own.length >> 1) + strange.slice(strange.length >> 1)
  const at = Date.parse(`${(row['time'] ?? '').replace(' ', 'T')}Z`) + round * 950 * 86_400_000
  const support = Number(row['likes'] ?? 0) - Number(row['dislikes'] ?? 0)
  return {
    id: `${n}`,
    user: `${row['user']} ${round}`,
    at,
    subject: row['subject'] ?? '',
    detail,
    support,
  }
}

const WIDE = 640
const HIGH = 400
const EDGE = 60

/** Seconds over messages, both by powers of ten, beside the line along which twice as many cost twice as much. */
function svgOf(measured: readonly Measured[]): string {
  const logs = measured.map(
    ({ messages, seconds }) => [Math.log10(messages), Math.log10(seconds)] as const,
  )
  const xs = logs.map(([x]) => x)
  const ys = logs.map(([, y]) => y)
  const [left, right] = [Math.floor(Math.min(...xs)), Math.ceil(Math.max(...xs))]
  const [low, high] = [Math.floor(Math.min(...ys)), Math.ceil(Math.max(...ys))]
  const x = (value: number) =>
    EDGE + ((value - left) / Math.max(1, right - left)) * (WIDE - 2 * EDGE)
  const y = (value: number) =>
    HIGH - EDGE - ((value - low) / Math.max(1, high - low)) * (HIGH - 2 * EDGE)
  const path = logs.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(' ')
  const [ax = 0, ay = 0] = logs[0] ?? []
  const bx = xs.at(-1) ?? ax
  const grid = [
    ...range(left, right).map(
      (v) =>
        `<path d="M${x(v)} ${EDGE}V${HIGH - EDGE}"/><text x="${x(v)}" y="${HIGH - EDGE + 18}" text-anchor="middle">${(10 ** v).toLocaleString('en')}</text>`,
    ),
    ...range(low, high).map(
      (v) =>
        `<path d="M${EDGE} ${y(v)}H${WIDE - EDGE}"/><text x="${EDGE - 8}" y="${y(v) + 4}" text-anchor="end">${10 ** v} s</text>`,
    ),
  ].join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDE} ${HIGH}" font-family="sans-serif" font-size="12">
<rect width="${WIDE}" height="${HIGH}" fill="#fff"/>
<g stroke="#ddd" fill="none">${grid.replaceAll('<text', '<text stroke="none" fill="#555"')}</g>
<path d="M${x(ax)} ${y(ay)}L${x(bx)} ${y(ay + bx - ax)}" stroke="#999" stroke-dasharray="4 4"/>
<polyline points="${path}" fill="none" stroke="#0b7a75" stroke-width="2"/>
${logs.map(([a, b], i) => `<circle cx="${x(a)}" cy="${y(b)}" r="4" fill="#0b7a75"/>${figure(x(a), y(b), measured[i])}`).join('')}
<text x="${WIDE / 2}" y="24" text-anchor="middle" font-size="15">Grouping messages: processor seconds by number of messages (dashed: linear)</text>
<text x="${WIDE / 2}" y="42" text-anchor="middle" fill="#555">${machine()}</text>
</svg>
`
}

const figure = (x: number, y: number, one: Measured | undefined) =>
  one === undefined
    ? ''
    : `<text x="${x - 8}" y="${y - 10}" text-anchor="end">${one.messages.toLocaleString('en')}: ${one.seconds.toFixed(1)} s, ${one.megabytes} MB</text>`

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)
