import { caseCounts, casePoints, listCases, taskCases } from '#modules/cases/server/lists.ts'
import { measure } from '#modules/insight/server/measures.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { member } from '#apps/server/demo/staff.ts'
import { dice, quantile } from '../town.ts'
import {
  communityCode,
  crew,
  districtId,
  HIGH,
  now,
  ROW,
  SOUTH,
  timeZone,
  unitKey,
  WEST,
  WIDE,
} from './place.ts'
import { complaints, vocabulary } from './words.ts'

export interface Timed {
  name: string
  /** Of twenty answers the quickest: near what it takes where nothing else is going on. */
  p5: number
  p50: number
  p95: number
}

/** Each question is asked with other values every time; the first ten answers warm up and do not count. */
export async function timed(
  name: string,
  work: (n: number) => Promise<unknown>,
  times = 100,
): Promise<Timed> {
  const took: number[] = []
  for (let n = -10; n < times; n++) {
    const began = performance.now()
    await work(n + 10) // oxlint-disable-line no-await-in-loop -- one question at a time is what is measured
    if (n >= 0) took.push(performance.now() - began)
  }
  const round = (share: number) => Math.round(quantile(took, share) * 10) / 10
  return { name, p5: round(0.05), p50: round(0.5), p95: round(0.95) }
}

/** How often each kind of search is asked: what clerks type, mostly a word or two that many cases have. */
export const searchMix = {
  commonWord: 30,
  twoWords: 25,
  roadAndDoor: 15,
  estate: 15,
  shop: 8,
  shortCode: 5,
  nowhere: 2,
}

const chance = dice(7)
const one = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!
/** Common at the front: the second half as likely as the first. */
const skewed = <T>(list: readonly T[]): T => list[Math.floor(chance() ** 2 * list.length)]!

const searches: Record<keyof typeof searchMix, () => string> = {
  commonWord: () =>
    one(['路灯', '垃圾', '油烟', '井盖', '污水', '电动车', '噪声', '占道', '地锁', '树枝']),
  twoWords: () => `${skewed(complaints)[0].slice(0, 4)} ${skewed(vocabulary.roads).text}`,
  roadAndDoor: () => `${skewed(vocabulary.roads).text}${1 + Math.floor(chance() * 300)}号`,
  estate: () => one(vocabulary.estates).text,
  shop: () => one(vocabulary.shops).text,
  shortCode: () => `${one(['AB', 'XK'])}2C${one(['D', 'E'])}F`,
  nowhere: () => one(['龙卷风', '外星人', '铁塔倒了']),
}

const kinds: readonly (keyof typeof searchMix)[] = [
  'commonWord',
  'twoWords',
  'roadAndDoor',
  'estate',
  'shop',
  'shortCode',
  'nowhere',
]

function mixed(): string {
  let left = chance() * Object.values(searchMix).reduce((sum, share) => sum + share, 0)
  for (const kind of kinds) {
    left -= searchMix[kind]
    if (left < 0) return searches[kind]()
  }
  return searches.nowhere()
}

/** A window of the map about a kilometre wide, over a community near the middle of the town. */
function windowAt(n: number) {
  const community = (n * 37) % 250
  const west = WEST + (community % ROW) * WIDE + chance() * WIDE * 0.5
  const south = SOUTH + Math.floor(community / ROW) * HIGH + chance() * HIGH * 0.5
  return `${west.toFixed(5)},${south.toFixed(5)},${(west + 0.012).toFixed(5)},${(south + 0.008).toFixed(5)}`
}

const who = (key: string) => member(crew(), key)
const inWindow = (n: number) => ({ view: 'open' as const, window: windowAt(n) })
/** The questions of a working day, of the whole district and of those who see a part of it. */
export async function asks(
  db: Db,
  { only, say }: { only: RegExp; say: (one: Timed) => void },
): Promise<Timed[]> {
  const list = (caller: Caller, ask: Omit<Parameters<typeof listCases>[2], 'limit'>) =>
    listCases(db, caller, { limit: 50, ...ask }, now)
  const centre = who('centre')
  const found: Timed[] = []
  const ask = async (name: string, work: (n: number) => Promise<unknown>, times?: number) => {
    if (!only.test(name)) return
    const answer = await timed(name, work, times)
    say(answer)
    found.push(answer)
  }
  const limited = { clerk: who('clerk'), officer: who('officer'), grid: who('grid') }
  const units = [0, 20, 59].map((n) => [unitKey(n), who(unitKey(n))] as const)
  for (const view of ['open', 'all'] as const) {
    await ask(`list ${view}, centre`, () => list(centre, { view }))
    for (const [name, caller] of [...Object.entries(limited), ...units])
      await ask(`list ${view}, ${name}`, () => list(caller, { view }))
  }
  for (const [name, caller] of units) {
    await ask(`mine, ${name}`, () => list(caller, { view: 'mine' }))
    await ask(`tasks, ${name}`, () => taskCases(db, caller, 'open'))
  }
  for (const view of ['desk', 'inspect', 'overdue', 'decide'] as const) {
    await ask(`${view}, centre`, () => list(centre, { view }))
    await ask(`${view}, clerk`, () => list(limited.clerk, { view }))
  }
  const classes = ['management', 'enforcement', 'outreach']
  await ask('desk filtered, centre', (n) =>
    list(centre, { view: 'desk', community: communityCode((n * 7) % 60) }),
  )
  await ask('desk filtered, clerk', (n) =>
    list(limited.clerk, { view: 'desk', community: communityCode(20 + (n % 3)) }),
  )
  await ask('open by class and status, centre', (n) =>
    list(centre, { view: 'open', class: classes[n % 3], status: 'handling,handled' }),
  )
  await ask('open by unit, centre', (n) =>
    list(centre, {
      view: 'open',
      unit: who(unitKey([0, 20, 59][n % 3] ?? 0)).organisationId ?? '',
    }),
  )
  await ask('map window, centre', (n) => casePoints(db, centre, inWindow(n), now))
  await ask('map window, all, centre', (n) =>
    casePoints(db, centre, { ...inWindow(n), view: 'all' }, now),
  )
  await ask('map window, clerk', (n) => casePoints(db, limited.clerk, inWindow(n), now))
  await ask('map, centre', () => casePoints(db, centre, { view: 'open' }, now))
  await ask('counts, centre', () => caseCounts(db, centre, now), 30)
  await ask('counts, clerk', () => caseCounts(db, limited.clerk, now), 30)
  await ask('search mix, centre', () => list(centre, { view: 'all', q: mixed() }), 300)
  for (const kind of kinds)
    await ask(
      `search ${kind}, centre`,
      () => list(centre, { view: 'all', q: searches[kind]() }),
      60,
    )
  for (const [name, caller] of [...Object.entries(limited), ...units])
    await ask(`search mix, ${name}`, () => list(caller, { view: 'all', q: mixed() }), 200)
  const month = (n: number) => ({
    districtId,
    timeZone,
    scope: centre.scope,
    now,
    filters: monthOf(1 + (n % 10)),
  })
  await ask('month by community', (n) => measure(db, month(n), 'community'), 20)
  await ask('month by unit', (n) => measure(db, month(n), 'unit'), 20)
  return found
}

function monthOf(n: number) {
  const last = new Date(Date.UTC(2026, n, 0)).getUTCDate()
  const of = `2026-${String(n).padStart(2, '0')}`
  return { from: `${of}-01`, until: `${of}-${last}` }
}
