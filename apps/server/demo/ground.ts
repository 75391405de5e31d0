import type { World } from './worlds.ts'

/** Half the sides of a community, in degrees: about 1.1 by 1 km. */
export const WIDE = 0.006
export const HIGH = 0.0046

/** A place within a community: from -1 (west, south) to 1 (east, north). */
export type Spot2 = readonly [number, number]
type Ring = Spot2[]

interface Drawn {
  roads: { name?: string; main?: boolean; line: Spot2[] }[]
  water: { name: string; ring: Ring }[]
  buildings: { name?: string; ring: Ring }[]
}

/** Where the four named streets of a community run, each with a bend of its own. */
export const streets: readonly (readonly Spot2[])[] = [
  [
    [-2.3, 0.1],
    [-1, 0.06],
    [-0.2, 0.02],
    [0.6, 0.05],
    [1, 0.1],
    [2.3, 0.22],
  ],
  [
    [0.1, -2.3],
    [0.06, -1],
    [0.02, 0],
    [0.05, 0.8],
    [0, 1],
    [-0.12, 2.3],
  ],
  [
    [-2.3, -0.84],
    [-1, -0.9],
    [0.06, -0.86],
    [1, -0.92],
    [2.3, -0.86],
  ],
  [
    [-0.98, 2.3],
    [-0.94, 1],
    [-0.97, 0.06],
    [-0.94, -0.9],
    [-1.02, -2.3],
  ],
]

/** Lanes between the blocks, without names. */
const lanes: readonly (readonly Spot2[])[] = [
  [
    [-0.96, 0.52],
    [0.03, 0.5],
    [1, 0.55],
    [2.2, 0.6],
  ],
  [
    [-0.95, -0.42],
    [0.04, -0.4],
    [1, -0.42],
    [2.2, -0.35],
  ],
  [
    [0.55, 1.1],
    [0.54, 0.05],
    [0.52, -0.9],
    [0.56, -2],
  ],
  [
    [-0.46, 1.6],
    [-0.45, 0.04],
    [-0.47, -0.88],
    [-0.45, -2],
  ],
  [
    [-2.2, 1.02],
    [-0.94, 1],
    [0, 1],
    [1, 1.04],
    [2.2, 1.12],
  ],
  [
    [1, 1.9],
    [1, 0.1],
    [1.02, -0.92],
    [1.08, -2],
  ],
]

/** A lake in the north-east and a stream that leaves it along the south-east. */
const lake: Ring = [
  [0.66, 0.72],
  [0.78, 0.64],
  [0.92, 0.68],
  [1.2, 0.62],
  [1.5, 0.74],
  [1.62, 0.98],
  [1.5, 1.3],
  [1.24, 1.42],
  [1, 1.3],
  [0.84, 1.16],
  [0.7, 1.02],
  [0.62, 0.86],
  [0.66, 0.72],
]
const stream: Ring = [
  [1.52, 0.78],
  [1.62, 0.4],
  [1.56, -0.1],
  [1.7, -0.7],
  [1.66, -1.5],
  [1.8, -2.3],
  [1.88, -2.3],
  [1.74, -1.5],
  [1.78, -0.7],
  [1.64, -0.1],
  [1.7, 0.4],
  [1.6, 0.8],
  [1.52, 0.78],
]

const waterNames: Record<string, readonly [string, string]> = {
  '420704': ['澜湖', '澜湖港'],
  '421202': ['银桂塘', '淦河'],
  '420902': ['幸福塘', '槐荫河'],
}

/** Where the estates of a community stand, and their houses around that: three rows at most. */
export const estateSpots: readonly Spot2[] = [
  [-0.71, 0.28],
  [0.28, 0.28],
  [0.28, -0.2],
]

export function buildingSpot(estate: number, building: number): Spot2 {
  const [x, y] = estateSpots[estate] ?? [0, 0]
  return [x - 0.17 + (building % 4) * 0.11, y - 0.1 + Math.floor(building / 4) * 0.13]
}

function slab([x, y]: Spot2, half: Spot2): Ring {
  const [w, h] = half
  return [
    [x - w, y - h],
    [x + w, y - h],
    [x + w, y + h],
    [x - w, y + h],
    [x - w, y - h],
  ]
}

/** Houses that stand along the lanes, so that the map shows a town and not only what has a name. */
function fillers(free: (spot: Spot2) => boolean): Ring[] {
  const rings: Ring[] = []
  for (let column = 0; column < 22; column++)
    for (let row = 0; row < 20; row++) {
      const wobble = ((column * 7 + row * 13) % 5) / 100
      const spot: Spot2 = [-1.9 + column * 0.165 + wobble, -1.9 + row * 0.19 - wobble]
      if ((column * 5 + row * 3) % 7 === 0 || !free(spot)) continue
      const long = (column + row) % 3 === 0
      rings.push(slab(spot, long ? [0.055, 0.03] : [0.035, 0.045]))
    }
  return rings
}

const near = (a: Spot2, b: Spot2, reach: Spot2) =>
  Math.abs(a[0] - b[0]) < reach[0] && Math.abs(a[1] - b[1]) < reach[1]

function awayFrom(lines: readonly (readonly Spot2[])[], spot: Spot2): boolean {
  return lines.every((line) =>
    line.every((a, i) => {
      const b = line[i + 1]
      if (!b) return true
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
      const t = ((spot[0] - a[0]) * dx + (spot[1] - a[1]) * dy) / (dx * dx + dy * dy)
      const along = Math.max(0, Math.min(1, t))
      return Math.hypot(spot[0] - a[0] - along * dx, spot[1] - a[1] - along * dy) > 0.085
    }),
  )
}

/** Schematic streets, water and houses of a community: for orientation, surveyed by nobody. */
export function groundOf(world: World): Drawn {
  const named = world.estates.flatMap((estate, e) =>
    estate.buildings.map((name, b) => ({ name, at: buildingSpot(e, b) })),
  )
  const [lakeName = '', streamName = ''] = waterNames[world.districtId] ?? []
  const lines = [...streets, ...lanes, lake, stream]
  const free = (spot: Spot2) =>
    named.every(({ at }) => !near(spot, at, [0.11, 0.1])) &&
    !near(spot, [1.12, 1.02], [0.5, 0.42]) &&
    awayFrom(lines, spot)
  return {
    roads: [
      ...streets.map((line, i) => ({ name: world.roads[i] ?? '', main: i < 2, line: [...line] })),
      ...lanes.map((line) => ({ line: [...line] })),
    ],
    water: [
      { name: lakeName, ring: lake },
      { name: streamName, ring: stream },
    ],
    buildings: [
      ...named.map(({ name, at }) => ({ name, ring: slab(at, [0.042, 0.034]) })),
      ...fillers(free).map((ring) => ({ ring })),
    ],
  }
}

/** The same as GeoJSON, where the community lies. */
export function layersOf(world: World) {
  const put = ([x, y]: Spot2) => [world.lon + x * WIDE, world.lat + y * HIGH]
  const { roads, water, buildings } = groundOf(world)
  const polygon = ({ name, ring }: { name?: string; ring: Ring }) => ({
    properties: { name },
    geometry: { type: 'Polygon', coordinates: [ring.map(put)] },
  })
  return {
    roads: roads.map(({ name, main, line }) => ({
      properties: { name, kind: main === true ? 'major_road' : 'minor_road' },
      geometry: { type: 'LineString', coordinates: line.map(put) },
    })),
    water: water.map(polygon),
    buildings: buildings.map(polygon),
  }
}
