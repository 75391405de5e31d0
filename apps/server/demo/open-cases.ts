import { rareTemplates, templateOf, type Template } from './matters.ts'
import { everyday, type CasePlan, type Everyday, type Stop, type Twist } from './plans.ts'
import { seeded } from './random.ts'
import { dutyAgo } from './time.ts'
import type { World } from './worlds.ts'

/** Where a case stands now, and how many minutes of duty ago it came: enough for its way so far. */
interface Standing {
  stop: Stop
  twist?: Twist
  ago: readonly [number, number]
  count?: number
}

/** What every unit with many cases has in hand: to accept, at work, late, sent back, asked, parked. */
const inHand: readonly Standing[] = [
  { stop: 'dispatched', ago: [60, 110], count: 2 },
  { stop: 'handling', ago: [95, 230], count: 2 },
  { stop: 'handling', ago: [3200, 5200] },
  { stop: 'handling', twist: 'rework', ago: [1100, 1700] },
  { stop: 'handling', twist: 'suspend', ago: [2600, 5000] },
]

/** What a unit with few cases has in hand. */
const littleInHand: readonly Standing[] = [
  { stop: 'dispatched', ago: [60, 110] },
  { stop: 'handling', ago: [110, 400] },
]

/** The codes by which the rules find a unit, and how much it has. */
const units: readonly { codes: readonly string[]; has: readonly Standing[] }[] = [
  { codes: ['01037', '06013', '01004'], has: inHand },
  { codes: ['04013', '04002'], has: inHand },
  { codes: ['06010', '06042', '07001', '06011'], has: inHand },
  { codes: ['09005', '09010', '06028', '09006', '09009'], has: inHand },
  { codes: ['06036', '01046'], has: [...littleInHand, { stop: 'dispatched', ago: [60, 110] }] },
  { codes: ['06035'], has: littleInHand },
  ...rareTemplates.map(({ code }) => ({ codes: [code], has: littleInHand })),
]

/** What waits for the desk, for whoever verifies or inspects, and for those who decide. */
const elsewhere: readonly Standing[] = [
  { stop: 'reported', ago: [1, 12], count: 2 },
  { stop: 'reported', ago: [16, 60] },
  { stop: 'received', ago: [15, 40] },
  { stop: 'verifying', ago: [24, 50], count: 5 },
  { stop: 'filed', ago: [26, 50], count: 2 },
  { stop: 'filed', twist: 'returned', ago: [170, 210], count: 2 },
  { stop: 'dispatched', twist: 'return', ago: [400, 700] },
  { stop: 'handling', twist: 'asking', ago: [350, 700], count: 2 },
  { stop: 'handling', twist: 'asking-suspension', ago: [350, 900] },
  { stop: 'dispatched', twist: 'asking-return', ago: [200, 400] },
  { stop: 'handling', twist: 'reopen', ago: [4200, 5200] },
  { stop: 'handled', ago: [490, 640], count: 6 },
  { stop: 'handled', twist: 'settle', ago: [30, 200], count: 3 },
  { stop: 'closed', twist: 'refuse', ago: [200, 3000], count: 2 },
]

/** What is open as of now: something in every state and for every pair of hands, some of it late. */
export function openOnes(world: World, spots: Everyday['spots'], now: Date): CasePlan[] {
  const random = seeded(Number(world.districtId) * 11)
  const make = (key: string, standing: Standing, template?: Template) =>
    Array.from({ length: standing.count ?? 1 }, (_, i): CasePlan => {
      const { stop, twist = 'none', ago } = standing
      const plain = everyday(`${key}-${stop}-${twist}-${ago[0]}-${i}`, {
        random,
        spots,
        now,
      })
      const chosen = template ?? plain.template
      const patrol = twist === 'settle' || plain.channel === 'patrol'
      return {
        ...plain,
        template: chosen,
        words: random.pick(chosen.words).replace('{}', plain.spot.name),
        stop,
        twist,
        channel: patrol ? 'patrol' : plain.channel,
        reportedAt: dutyAgo(now, random.between(...ago)),
        slow: 1,
        confidential: plain.confidential && stop !== 'handled' && !patrol,
      }
    })
  return [
    ...elsewhere.flatMap((standing, s) => make(`open${s}`, standing)),
    ...units.flatMap(({ codes, has }, u) =>
      has.flatMap((standing, s) =>
        make(`unit${u}-${s}`, standing, templateOf(codes[s % codes.length] ?? '')),
      ),
    ),
  ]
}
