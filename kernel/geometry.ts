/**
 * Plane geometry on longitude and latitude in degrees, good for areas of a city: shapes across the
 * 180th meridian or around a pole are not understood. Positions are [longitude, latitude].
 */
export type Position = readonly number[]
type Ring = readonly Position[]
export type Polygon = { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
export type MultiPolygon = {
  readonly type: 'MultiPolygon'
  readonly coordinates: readonly (readonly Ring[])[]
}
/** GeoJSON (RFC 7946): the first ring of a polygon is its outside, the others are holes. */
export type Area = Polygon | MultiPolygon
export type Box = {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Mean radius of the earth in metres (IUGG). */
const EARTH_RADIUS = 6_371_008.8

function polygonsOf(area: Area): readonly (readonly Ring[])[] {
  return area.type === 'Polygon' ? [area.coordinates] : area.coordinates
}

const lonOf = (position: Position | undefined): number => position?.[0] ?? Number.NaN
const latOf = (position: Position | undefined): number => position?.[1] ?? Number.NaN

/** Whether the edge from a to b crosses the ray that leaves a point to the east. */
function crosses(
  a: Position | undefined,
  b: Position | undefined,
  lon: number,
  lat: number,
): boolean {
  if (latOf(a) > lat === latOf(b) > lat) return false
  // Always from south to north, so that an edge gives neighbours on both sides the same answer.
  const [low, high] = latOf(a) < latOf(b) ? [a, b] : [b, a]
  const slope = (lonOf(high) - lonOf(low)) / (latOf(high) - latOf(low))
  return lon < lonOf(low) + (lat - latOf(low)) * slope
}

/**
 * Whether a point lies in an area. A point on an edge belongs to exactly one of the two areas that
 * share the edge (the one to its east, or north when it is level), so that areas without gaps and
 * overlaps give each point one home; on the outermost edge it may belong to none.
 */
export function pointInPolygon(lon: number, lat: number, area: Area): boolean {
  return polygonsOf(area).some((rings) => {
    let inside = false
    for (const ring of rings)
      for (let index = 0, previous = ring.length - 1; index < ring.length; previous = index++)
        if (crosses(ring[previous], ring[index], lon, lat)) inside = !inside
    return inside
  })
}

/** The smallest box around an area; null for one without positions. */
export function bbox(area: Area): Box | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const rings of polygonsOf(area))
    for (const position of rings.flat()) {
      west = Math.min(west, lonOf(position))
      east = Math.max(east, lonOf(position))
      south = Math.min(south, latOf(position))
      north = Math.max(north, latOf(position))
    }
  return west <= east && south <= north ? { west, south, east, north } : null
}

/** Metres between two points over a sphere, within 0.6 % of the ellipsoid. */
export function haversineMetres(a: Position, b: Position): number {
  const radians = Math.PI / 180
  const dLat = (latOf(b) - latOf(a)) * radians
  const dLon = (lonOf(b) - lonOf(a)) * radians
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(latOf(a) * radians) * Math.cos(latOf(b) * radians) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** Twice the signed area of a ring and its moments, about an origin near by (for exactness). */
function moments(ring: Ring, lon: number, lat: number): [number, number, number] {
  let [doubled, x, y] = [0, 0, 0]
  for (const [index, a] of ring.entries()) {
    const b = ring[(index + 1) % ring.length]
    const [ax, ay, bx, by] = [lonOf(a) - lon, latOf(a) - lat, lonOf(b) - lon, latOf(b) - lat]
    const cross = ax * by - bx * ay
    doubled += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return [doubled, x, y]
}

/**
 * The centre of gravity, holes left out, whichever way the rings turn. It may lie outside a bent
 * area. An area without extent gives the middle of its box; one without positions null.
 */
export function centroid(area: Area): [number, number] | null {
  const box = bbox(area)
  if (!box) return null
  const middle: [number, number] = [(box.west + box.east) / 2, (box.south + box.north) / 2]
  let [sum, x, y] = [0, 0, 0]
  for (const rings of polygonsOf(area))
    for (const [index, ring] of rings.entries()) {
      const [doubled, mx, my] = moments(ring, ...middle)
      const sign = (index === 0 ? 1 : -1) * Math.sign(doubled)
      sum += sign * doubled
      x += sign * mx
      y += sign * my
    }
  return sum > 0 ? [middle[0] + x / (3 * sum), middle[1] + y / (3 * sum)] : middle
}

export type PointIndex<Key> = {
  /** Keys of all areas that hold the point, in the order given. */
  find(lon: number, lat: number): Key[]
  /** How many areas `find` looks at closely for this point. */
  candidatesAt(lon: number, lat: number): number
}

type Entry<Key> = { key: Key; area: Area; box: Box }

/** Finer grids find no faster and take longer to make. */
const MOST_COLUMNS = 256

/**
 * Finds the areas that hold a point among thousands. The box around all is cut into about four
 * buckets per area, and each bucket knows whose boxes touch it; so what is looked at closely are the
 * neighbours. Areas without positions are never found.
 */
export function createPointIndex<Key>(
  shapes: readonly { readonly key: Key; readonly geometry: Area }[],
): PointIndex<Key> {
  const entries: Entry<Key>[] = []
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { key, geometry } of shapes) {
    const box = bbox(geometry)
    if (!box) continue
    entries.push({ key, area: geometry, box })
    west = Math.min(west, box.west)
    south = Math.min(south, box.south)
    east = Math.max(east, box.east)
    north = Math.max(north, box.north)
  }
  const columns = Math.max(1, Math.min(MOST_COLUMNS, Math.ceil(2 * Math.sqrt(entries.length))))
  const cell = (at: number, from: number, to: number): number =>
    to > from ? Math.min(columns - 1, Math.floor(((at - from) / (to - from)) * columns)) : 0
  const buckets: Entry<Key>[][] = Array.from({ length: columns * columns }, () => [])
  for (const entry of entries)
    for (
      let row = cell(entry.box.south, south, north);
      row <= cell(entry.box.north, south, north);
      row++
    )
      for (
        let column = cell(entry.box.west, west, east);
        column <= cell(entry.box.east, west, east);
        column++
      )
        buckets[row * columns + column]?.push(entry)

  const near = (lon: number, lat: number): Entry<Key>[] => {
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return []
    const bucket = buckets[cell(lat, south, north) * columns + cell(lon, west, east)] ?? []
    return bucket.filter(
      ({ box }) => lon >= box.west && lon <= box.east && lat >= box.south && lat <= box.north,
    )
  }
  return {
    find: (lon, lat) =>
      near(lon, lat).flatMap(({ key, area }) => (pointInPolygon(lon, lat, area) ? [key] : [])),
    candidatesAt: (lon, lat) => near(lon, lat).length,
  }
}
