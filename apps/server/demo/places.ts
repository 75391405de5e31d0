import {
  issueDoorplate,
  saveAddress,
  saveArea,
  saveDistrict,
} from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { transact } from '#platform/server/database.ts'
import { namedId } from './random.ts'
import type { World } from './worlds.ts'

export interface Spot {
  addressId: string
  kind: 'road' | 'building' | 'landmark'
  name: string
  fullText: string
  lon: number
  lat: number
  doorplate: string | null
}

/** Half the sides of a community, in degrees: about 1.1 by 1 km. */
const WIDE = 0.006
const HIGH = 0.0046

function box(lon: number, lat: number, half: { wide: number; high: number }) {
  const [w, e] = [lon - half.wide, lon + half.wide]
  const [s, n] = [lat - half.high, lat + half.high]
  const ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ].map(([x, y]) => [x!, y!] as [number, number])
  return { type: 'Polygon' as const, coordinates: [ring] }
}

/** District, street, community and four grids, roads, estates, buildings and their door codes. */
export async function savePlaces(db: Db, world: World, now: Date): Promise<Spot[]> {
  const { districtId, lon, lat } = world
  await saveDistrict(db, {
    districtId,
    name: world.name,
    nameEn: world.nameEn,
    lon,
    lat,
    demo: true,
    now,
  })
  await transact(db, async (tx) => {
    const area = { districtId, schematic: true }
    const street = box(lon, lat, { wide: WIDE * 2.4, high: HIGH * 2.4 })
    await saveArea(tx, {
      ...area,
      code: world.street.code,
      level: 'street',
      name: world.street.name,
      boundary: street,
    })
    const community = box(lon, lat, { wide: WIDE, high: HIGH })
    await saveArea(tx, {
      ...area,
      code: world.community.code,
      level: 'community',
      name: world.community.name,
      boundary: community,
    })
    for (const [i, [x, y]] of (
      [
        [-1, 1],
        [1, 1],
        [-1, -1],
        [1, -1],
      ] as const
    ).entries())
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await saveArea(tx, {
        ...area,
        code: `${world.community.code}00${i + 1}`,
        level: 'grid',
        name: `${world.community.name}第${'一二三四'[i]}网格`,
        boundary: box(lon + (x * WIDE) / 2, lat + (y * HIGH) / 2, {
          wide: WIDE / 2,
          high: HIGH / 2,
        }),
      })
  })
  return saveSpots(db, world, now)
}

async function saveSpots(db: Db, world: World, now: Date): Promise<Spot[]> {
  const spots: Spot[] = []
  const base = `${world.name}${world.street.name}${world.community.name}`
  const add = async (spot: {
    kind: Spot['kind'] | 'estate'
    name: string
    at: [number, number]
    parentId?: string
  }) => {
    const { kind, name } = spot
    const id = namedId(`${world.districtId}/address/${name}`)
    const [lon, lat] = [world.lon + spot.at[0] * WIDE, world.lat + spot.at[1] * HIGH]
    const fullText = `${base}${name}`
    const token =
      kind === 'building'
        ? namedId(`${world.districtId}/door/${name}`).replaceAll('-', '').slice(0, 22)
        : null
    await transact(db, async (tx) => {
      await saveAddress(tx, {
        districtId: world.districtId,
        id,
        kind,
        name,
        fullText,
        lon,
        lat,
        parentId: spot.parentId ?? null,
        communityCode: world.community.code,
      })
      if (token)
        await issueDoorplate(tx, { districtId: world.districtId, addressId: id, now, token })
    })
    if (kind !== 'estate')
      spots.push({ addressId: id, kind, name, fullText, lon, lat, doorplate: token })
    return id
  }
  /* oxlint-disable no-await-in-loop -- in order: an estate before its buildings, spots as listed */
  for (const [i, name] of world.roads.entries())
    await add({ kind: 'road', name, at: i % 2 ? [0.08, -0.85 + i * 0.5] : [-0.8 + i * 0.5, 0.06] })
  for (const [i, name] of world.landmarks.entries())
    await add({ kind: 'landmark', name, at: [0.1 - i * 0.35, 0.15 + i * 0.4] })
  for (const [e, estate] of world.estates.entries()) {
    // In the north west, north east and south east, so that every grid worker has houses.
    const corner = e === world.estates.length - 1 ? 2 : e
    const middle: [number, number] = [
      [-0.5, 0.5, 0.45][corner] ?? 0,
      [0.5, 0.45, -0.5][corner] ?? 0,
    ]
    const parentId = await add({ kind: 'estate', name: estate.name, at: middle })
    for (const [b, building] of estate.buildings.entries())
      await add({
        kind: 'building',
        name: `${estate.name}${building}`,
        at: [middle[0] - 0.27 + (b % 4) * 0.18, middle[1] - 0.12 + Math.floor(b / 4) * 0.24],
        parentId,
      })
  }
  /* oxlint-enable no-await-in-loop */
  return spots
}
