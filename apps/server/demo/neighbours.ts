import { issueDoorplate, saveAddress, saveArea } from '#modules/places/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { HIGH, WIDE, type Spot2 } from './ground.ts'
import { box, type Spot } from './places.ts'
import { everyday, type CasePlan } from './plans.ts'
import { namedId, seeded } from './random.ts'
import type { World } from './worlds.ts'

type Neighbour = World['neighbours'][number]

/** Of the everyday cases of a district, how many lie in each community beside the one of the station. */
const CASES_EACH = 16
/** Half as wide as the community between them, from one end of the street's outline to the other. */
const HALF = 0.7
const BUILDINGS = 3

const middleOf = ({ side }: Neighbour): Spot2 => [side === 'east' ? 1.7 : -1.7, 0]

/** The communities on both sides, each with a road and a few houses, so that a district has several. */
export async function saveNeighbours(db: Db, world: World, now: Date): Promise<Spot[][]> {
  const all: Spot[][] = []
  for (const neighbour of world.neighbours)
    // oxlint-disable-next-line no-await-in-loop -- a community after the other
    all.push(await transact(db, (tx) => saveNeighbour(tx, { world, neighbour, now })))
  return all
}

interface Place {
  world: World
  neighbour: Neighbour
  now: Date
}

async function saveNeighbour(tx: Tx, { world, neighbour, now }: Place): Promise<Spot[]> {
  const { districtId } = world
  const [x, y] = middleOf(neighbour)
  const boundary = box(world.lon + x * WIDE, world.lat + y * HIGH, {
    wide: WIDE * HALF,
    high: HIGH,
  })
  const { code, name, road, estate } = neighbour
  await saveArea(tx, { districtId, schematic: true, code, level: 'community', name, boundary })
  const base = `${world.name}${world.street.name}${name}`
  const wanted = [
    { kind: 'road' as const, name: road, at: [x, 0.15] as Spot2 },
    ...Array.from({ length: BUILDINGS }, (_, i) => ({
      kind: 'building' as const,
      name: `${estate}${i + 1}栋`,
      at: [x - 0.3 + i * 0.3, -0.4] as Spot2,
    })),
  ]
  const spots: Spot[] = []
  for (const { kind, name: called, at } of wanted) {
    const id = namedId(`${districtId}/address/${called}`)
    const [lon, lat] = [world.lon + at[0] * WIDE, world.lat + at[1] * HIGH]
    const fullText = `${base}${called}`
    const address = { districtId, id, kind, name: called, fullText, lon, lat, communityCode: code }
    const token = namedId(`${districtId}/door/${called}`).replaceAll('-', '').slice(0, 22)
    /* oxlint-disable no-await-in-loop -- one connection */
    await saveAddress(tx, address)
    if (kind === 'building') await issueDoorplate(tx, { districtId, addressId: id, now, token })
    /* oxlint-enable no-await-in-loop */
    const doorplate = kind === 'building' ? token : null
    spots.push({ addressId: id, kind, name: called, fullText, lon, lat, doorplate })
  }
  return spots
}

/** Everyday cases there, closed by now as most are. */
export function casesBeside(world: World, spots: readonly Spot[][], now: Date): CasePlan[] {
  const random = seeded(Number(world.districtId) * 13)
  return spots.flatMap((own, n) =>
    Array.from({ length: CASES_EACH }, (_, i) =>
      everyday(`beside${n}-${i}`, { random, spots: own, now }),
    ),
  )
}
