/** A position in CGCS2000, taken as WGS-84 (they agree to centimetres). */
export interface Point {
  lon: number
  lat: number
}

export const coordinateSystems = ['WGS84', 'CGCS2000', 'GCJ02', 'BD09'] as const
export type CoordinateSystem = (typeof coordinateSystems)[number]

/** China with its seas, generously: whatever lies outside is a mistake, most often lon and lat swapped. */
const bounds = { west: 73, east: 136, south: 3, north: 54 }

const inside = ({ lon, lat }: Point) =>
  lon >= bounds.west && lon <= bounds.east && lat >= bounds.south && lat <= bounds.north

/** What is wrong with a point, or null. Swapped coordinates are named so that a page can say so. */
export function pointFault(point: Point): 'swapped' | 'out_of_range' | null {
  if (inside(point)) return null
  return inside({ lon: point.lat, lat: point.lon }) ? 'swapped' : 'out_of_range'
}
