import {
  baseKinds,
  issueDoorplate,
  saveAddress,
  saveArea,
  saveBaseLayer,
  saveDistrict,
} from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { transact } from '#platform/server/database.ts'
import { buildingSpot, estateSpots, HIGH, layersOf, streets, WIDE, type Spot2 } from './ground.ts'
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

export function box(lon: number, lat: number, half: { wide: number; high: number }) {
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
    settings: world.telephones,
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
    const layers = layersOf(world)
    for (const kind of baseKinds)
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await saveBaseLayer(tx, {
        districtId,
        kind,
        features: layers[kind],
        schematic: true,
        source: '',
        now,
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
    at: Spot2
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
  for (const [i, name] of world.roads.entries()) await add({ kind: 'road', name, at: roadSpot(i) })
  for (const [i, name] of world.landmarks.entries())
    await add({ kind: 'landmark', name, at: [0.1 - i * 0.35, 0.15 + i * 0.4] })
  for (const [e, estate] of world.estates.entries()) {
    const parentId = await add({ kind: 'estate', name: estate.name, at: estateSpots[e] ?? [0, 0] })
    for (const [b, building] of estate.buildings.entries())
      await add({
        kind: 'building',
        name: `${estate.name}${building}`,
        at: buildingSpot(e, b),
        parentId,
      })
  }
  /* oxlint-enable no-await-in-loop */
  return spots
}

/** On the street itself, away from its crossings. */
function roadSpot(i: number): Spot2 {
  const line = streets[i] ?? []
  const [a, b] = [line[1] ?? [0, 0], line[2] ?? [0, 0]]
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
}
