import type { IncomingReport } from '#modules/cases/server/index.ts'
import { templateOf, templates, type Template } from './matters.ts'
import type { Spot } from './places.ts'
import { seeded, type Random } from './random.ts'
import { after, daysBefore } from './time.ts'
import type { World } from './worlds.ts'

type Channel = IncomingReport['channel']

/** How far a case comes by now; time may end it sooner. */
export const stops = [
  'reported',
  'received',
  'verifying',
  'filed',
  'dispatched',
  'handling',
  'handled',
  'closed',
] as const
export type Stop = (typeof stops)[number]
export type Twist =
  | 'none'
  | 'verify'
  | 'rework'
  | 'return'
  | 'returned'
  | 'extension'
  | 'suspend'
  | 'asking'
  | 'asking-suspension'
  | 'asking-return'
  | 'refuse'
  | 'settle'
  | 'reopen'

export interface CasePlan {
  key: string
  seed: number
  reportedAt: Date
  channel: Channel
  template: Template
  spot: Spot
  words: string
  stop: Stop
  twist: Twist
  verdict: 'satisfied' | 'dissatisfied' | 'silent'
  confidential: boolean
  danger: string | null
  /** How much longer than usual the work takes. */
  slow: number
}

const DAYS = 42
const channels: readonly { channel: Channel; weight: number }[] = [
  { channel: 'web', weight: 34 },
  { channel: 'qr', weight: 18 },
  { channel: 'phone', weight: 14 },
  { channel: 'chat', weight: 14 },
  { channel: 'patrol', weight: 13 },
  { channel: 'slip', weight: 4 },
  { channel: 'visit', weight: 3 },
]
const twists: readonly { twist: Twist; weight: number }[] = [
  { twist: 'none', weight: 76 },
  { twist: 'verify', weight: 6 },
  { twist: 'rework', weight: 4 },
  { twist: 'extension', weight: 3 },
  { twist: 'reopen', weight: 3 },
  { twist: 'return', weight: 2 },
]

/** All cases of a district in the order in which they came. */
export function plansOf(
  world: World,
  spots: readonly Spot[],
  now: Date,
  open: readonly CasePlan[],
): CasePlan[] {
  const random = seeded(Number(world.districtId) * 7)
  const told = [...stories(world, spots, now), ...open, ...ringing(world, spots, now)]
  const rest = Array.from({ length: world.share - told.length }, (_, i) =>
    everyday(`${i}`, { random, spots, now }),
  )
  return [...told, ...rest].toSorted((a, b) => a.reportedAt.getTime() - b.reportedAt.getTime())
}

export interface Everyday {
  random: Random
  spots: readonly Spot[]
  now: Date
}

/** A case as most are, closed by now. */
export function everyday(key: string, { random, spots, now }: Everyday): CasePlan {
  const { channel } = random.weighted(channels)
  const template = random.weighted(templates)
  const spot = random.pick(channel === 'qr' ? spots.filter((s) => s.doorplate !== null) : spots)
  const { twist } = random.weighted(twists)
  const patrol = channel === 'patrol'
  return {
    key,
    seed: Math.floor(random.next() * 1e9),
    reportedAt: someTime(random, now, random.between(3, DAYS)),
    channel,
    template,
    spot,
    words: random.pick(template.words).replace('{}', spot.name),
    stop: 'closed',
    twist: patrol && random.chance(0.3) ? 'settle' : twist,
    verdict: random.chance(0.68) ? 'satisfied' : random.chance(0.25) ? 'dissatisfied' : 'silent',
    confidential: !patrol && random.chance(0.05),
    danger: null,
    slow: random.chance(0.07) ? random.between(4, 9) : random.between(0.4, 1),
  }
}

/** Between seven in the morning and ten at night of that day, and never after now. */
function someTime(random: Random, now: Date, days: number): Date {
  const at = after(daysBefore(now, Math.floor(days)), random.between(7 * 60, 22 * 60))
  return at < now ? at : after(now, -random.between(1, 25))
}

/** In the first district somebody has just smelled gas. */
function ringing(world: World, spots: readonly Spot[], now: Date): CasePlan[] {
  if (world.districtId !== '420704') return []
  const gas: Told = {
    key: 'gas',
    code: '06013',
    place: '丰润园小区6栋',
    words: '丰润园6栋二单元楼道里有很重的煤气味',
    days: 0.004,
    channel: 'phone',
    stop: 'reported',
    danger: 'gas',
  }
  return [tell(gas, world, spots, now)]
}

interface Told {
  key: string
  code: string
  place: string
  words: string
  days: number
  channel?: Channel
  stop?: Stop
  twist?: Twist
  verdict?: CasePlan['verdict']
  danger?: string
  slow?: number
  confidential?: boolean
}

function tell(told: Told, world: World, spots: readonly Spot[], now: Date): CasePlan {
  const spot = spots.find((s) => s.name === told.place) ?? spots[0]
  if (!spot) throw new Error('a district without a place')
  const seed = Array.from(`${world.districtId}${told.key}`).reduce(
    (sum, c) => (sum * 31 + c.charCodeAt(0)) % 1e9,
    7,
  )
  const whole = Math.floor(told.days)
  const at =
    told.days < 1
      ? after(now, -told.days * 1440)
      : after(daysBefore(now, whole), 9 * 60 + (told.days - whole) * 600)
  return {
    key: told.key,
    seed,
    reportedAt: at,
    channel: told.channel ?? 'web',
    template: templateOf(told.code),
    spot,
    words: told.words,
    stop: told.stop ?? 'closed',
    twist: told.twist ?? 'none',
    verdict: told.verdict ?? 'satisfied',
    confidential: told.confidential ?? false,
    danger: told.danger ?? null,
    slow: told.slow ?? 1,
  }
}

/** What really happened there (the people are invented). */
const happened: Record<string, readonly Told[]> = {
  '421202': [
    {
      key: 'four-lamps',
      code: '01037',
      place: '麻纺厂小区西八栋',
      words: '麻纺厂西八栋四盏路灯都坏了，晚上下班摸黑回家，老人不敢出门',
      days: 24.2,
      channel: 'qr',
    },
    {
      key: 'rider-manhole',
      code: '01002',
      place: '永安大道',
      words: '送餐路过，永安大道慢车道的井盖不见了，旁边没有围挡',
      days: 6.4,
      channel: 'web',
    },
    {
      key: 'lane-water',
      code: '06013',
      place: '永福巷',
      words: '永福巷雨天就积水和泥，老人出门要垫砖头',
      days: 33,
      channel: 'visit',
      slow: 3,
    },
    {
      key: 'corners',
      code: '06011',
      place: '东润华府2栋',
      words: '东润华府卫生死角有十几处，能不能一起清一次',
      days: 19,
      channel: 'chat',
    },
  ],
  '420902': [
    {
      key: 'overgrown-green',
      code: '04013',
      place: '幸福社区街心绿地',
      words: '幸福社区街心绿地荒了，草比人高，小孩进去怕有蛇',
      days: 16.3,
      channel: 'slip',
      slow: 1.4,
    },
  ],
  '420704': [
    {
      key: 'smoke',
      code: '06027',
      place: '丰润园小区3栋',
      words: '丰润园3栋楼下没有烟道，二十多家餐馆的油烟都往楼上来',
      days: 30.5,
      stop: 'handling',
      twist: 'suspend',
    },
  ],
}

function stories(world: World, spots: readonly Spot[], now: Date): CasePlan[] {
  return (happened[world.districtId] ?? []).map((one) => tell(one, world, spots, now))
}
