/** The layers that may lie under the outlines, from the ground up. */
export const baseKinds = ['water', 'buildings', 'roads'] as const
export type BaseKind = (typeof baseKinds)[number]

/** GeoJSON as anybody writes it: nothing is taken for granted. */
export interface LooseFeature {
  geometry?: { type?: unknown; coordinates?: unknown } | null | undefined
  properties?: Record<string, unknown> | null | undefined
}

export interface BaseFeature {
  type: 'Feature'
  properties: { name?: string; main?: true }
  geometry: { type: string; coordinates: unknown }
}

type Line = [number, number][]

/** What a phone can still fetch and draw; more is a task for a tile service. */
export const MOST_FEATURES = 40_000
export const MOST_BYTES = 4_000_000

/** About half a metre for roads and water, less for buildings, whose corners are what one sees. */
const tolerance: Record<BaseKind, number> = { roads: 5e-6, water: 5e-6, buildings: 2e-6 }
/** Six decimals of a degree are a tenth of a metre. */
const rounded = (value: number) => Math.round(value * 1e6) / 1e6

const fitting: Record<BaseKind, readonly string[]> = {
  roads: ['LineString', 'MultiLineString'],
  water: ['Polygon', 'MultiPolygon', 'LineString', 'MultiLineString'],
  buildings: ['Polygon', 'MultiPolygon'],
}

const mainRoads = /^(highway|major_road|motorway|trunk|primary|secondary)/

/**
 * What a map draws of a layer: shapes that fit its kind, with their names, simplified and rounded.
 * `leftOut` counts what does not fit, such as points in a layer of roads.
 */
export function baseLayerOf(
  kind: BaseKind,
  features: readonly LooseFeature[],
): { features: BaseFeature[]; leftOut: number } {
  const kept = features.flatMap((feature): BaseFeature[] => {
    const { type, coordinates } = feature.geometry ?? {}
    if (typeof type !== 'string' || !fitting[kind].includes(type)) return []
    const simple = simplified(coordinates, {
      tolerance: tolerance[kind],
      least: type.endsWith('Polygon') ? 4 : 2,
    })
    if (simple === null) return []
    const { name, kind: sort, highway } = feature.properties ?? {}
    const main = [sort, highway].some((s) => typeof s === 'string' && mainRoads.test(s))
    return [
      {
        type: 'Feature',
        properties: {
          ...(typeof name === 'string' && name !== '' ? { name: name.slice(0, 60) } : {}),
          ...(kind === 'roads' && main ? { main: true as const } : {}),
        },
        geometry: { type, coordinates: simple },
      },
    ]
  })
  return { features: kept, leftOut: features.length - kept.length }
}

interface How {
  tolerance: number
  least: number
}

function simplified(coordinates: unknown, how: How): unknown {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return null
  const list = coordinates as unknown[]
  if (isPosition(list[0])) {
    if (!list.every(isPosition)) return null
    const line = thin(list, how.tolerance).map(([lon, lat]) => [rounded(lon), rounded(lat)])
    return line.length < how.least ? null : line
  }
  const parts = list.map((part) => simplified(part, how)).filter((part) => part !== null)
  return parts.length > 0 ? parts : null
}

const isPosition = (value: unknown): value is [number, number] =>
  Array.isArray(value) &&
  Number.isFinite(value[0]) &&
  Number.isFinite(value[1]) &&
  Math.abs(value[0] as number) <= 180 && // oxlint-disable-line typescript/no-unsafe-type-assertion -- finite, hence a number
  Math.abs(value[1] as number) <= 90 // oxlint-disable-line typescript/no-unsafe-type-assertion -- finite, hence a number

/**
 * Ramer, Douglas and Peucker, without recursion: drops corners nearer than the tolerance to the line
 * without them. A ring begins and ends alike, so its first cut is at the corner farthest from there.
 */
export function thin(line: Line, within: number): Line {
  if (line.length <= 2) return line
  const keep = new Uint8Array(line.length)
  keep[0] = 1
  keep[line.length - 1] = 1
  const open: [number, number][] = [[0, line.length - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    let [farthest, most] = [-1, within]
    for (let i = from + 1; i < to; i++) {
      const away = distance(line[i]!, line[from]!, line[to]!)
      if (away > most) [farthest, most] = [i, away]
    }
    if (farthest < 0) continue
    keep[farthest] = 1
    open.push([from, farthest], [farthest, to])
  }
  return line.filter((_, i) => keep[i] === 1)
}

/** In degrees, from a point to a stretch of line. */
function distance(p: readonly number[], a: readonly number[], b: readonly number[]): number {
  const [px, py, ax, ay] = [p[0]!, p[1]!, a[0]!, a[1]!]
  const [dx, dy] = [b[0]! - ax, b[1]! - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((px - ax) * dx + (py - ay) * dy) / length
  const t = Math.max(0, Math.min(1, along))
  return Math.hypot(px - ax - t * dx, py - ay - t * dy)
}
