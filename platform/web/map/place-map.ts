/** Longitude, latitude; WGS 84. */
export type LonLat = readonly [number, number]

/** GeoJSON, as far as a map of places reads it; `properties.name` is written beside the shape. */
export interface Shapes {
  type: 'FeatureCollection'
  features: readonly Shape[]
}

export interface Shape {
  type: 'Feature'
  properties: Record<string, unknown> | null
  geometry: { type: string; coordinates: unknown }
}

export interface MapPoint {
  id: string
  at: LonLat
  label: string
  /** Time, as everywhere: each tone has a form of its own as well. */
  tone?: MapTone
}

export type MapTone = 'jade' | 'amber' | 'cinnabar' | 'slate'
export const mapTones: readonly MapTone[] = ['jade', 'amber', 'cinnabar', 'slate']

export interface RingEdit {
  /** Without the closing corner. */
  ring: readonly LonLat[]
  onChange: (ring: LonLat[]) => void
  /** While true, a press on the map adds a corner at the end. */
  drawing: boolean
  /** What a corner is called: the first is 1. */
  nameOf: (corner: number) => string
  nameBetween: (corner: number) => string
}

export interface PlaceMapProps {
  /** What this map shows, for those who cannot see it. */
  label: string
  center: LonLat
  zoom?: number
  outlines?: Shapes
  roads?: Shapes
  buildings?: Shapes
  water?: Shapes
  /** Surfaces that want attention, such as where two outlines overlap. */
  marks?: Shapes
  points?: readonly MapPoint[]
  selected?: string | null
  onSelect?: (id: string) => void
  /** A pin stands in the middle while the map moves under it. */
  onPick?: (at: LonLat) => void
  /** What the pin is for; by default where the problem is. */
  pickNote?: string
  /** Goes to the person at once rather than on request. */
  locateAtOnce?: boolean
  /**
   * Whether the map opens on all it has to show rather than on `center`: its points, or its outlines
   * where it has none. By default it does unless a place is picked or there is just one point.
   */
  fit?: boolean
  /** A ring of corners that can be moved, added and taken away. */
  edit?: RingEdit
  /** A raster tile address with {z}, {x} and {y}; none is asked for otherwise. */
  tiles?: string
  attribution?: string
  /** Shows the plain drawing even where the moving map would run. */
  plain?: boolean
  className?: string
}

const form = {
  jade: 'M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z',
  amber: 'M8 1.5l7 12.5H1z',
  cinnabar: 'M8 .8L15.2 8 8 15.2.8 8z',
  slate: 'M2.5 2.5h11v11h-11z',
} satisfies Record<MapTone, string>

/** Disc, triangle, diamond, square: as paths in a box of 16. */
export const formOf = (tone: MapTone): string => form[tone]

/** Every position in a shape, however deep. */
export function positionsOf(coordinates: unknown): LonLat[] {
  if (!Array.isArray(coordinates)) return []
  const [lon, lat] = coordinates as unknown[]
  if (typeof lon === 'number' && typeof lat === 'number') return [[lon, lat]]
  return coordinates.flatMap((inner) => positionsOf(inner))
}

export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

/** What a map opens on, or null where its centre is given. */
export function boundsOf(props: PlaceMapProps): Bounds | null {
  const points = props.points ?? []
  const fit = props.fit ?? (props.onPick === undefined && points.length !== 1)
  if (!fit) return null
  const all = [...points.map((p) => p.at), ...(props.edit?.ring ?? [])]
  if (all.length === 0)
    for (const shape of props.outlines?.features ?? [])
      all.push(...positionsOf(shape.geometry.coordinates))
  return boxOf(all)
}

export function boxOf(positions: readonly LonLat[]): Bounds | null {
  if (positions.length === 0) return null
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return { west, south, east, north }
}

/** The lines or rings of a shape. */
export function linesOf(shape: Shape): LonLat[][] {
  const { type, coordinates } = shape.geometry
  const list = Array.isArray(coordinates) ? (coordinates as unknown[]) : []
  if (type === 'LineString') return [positionsOf(list)]
  if (type === 'Polygon' || type === 'MultiLineString') return list.map(positionsOf)
  if (type === 'MultiPolygon')
    return list.flatMap((polygon) => (Array.isArray(polygon) ? polygon.map(positionsOf) : []))
  return []
}
