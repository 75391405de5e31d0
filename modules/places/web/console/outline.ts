import type { LonLat } from '#platform/web/Map.tsx'
import type { Boundary } from '../../contract/index.ts'
import { areaOf, outlineFault } from '../../domain/grid-file.ts'

/** The corners of a simple outline without the closing one; null where it has holes or several parts. */
export function ringOf(boundary: Boundary | null): LonLat[] | null {
  if (boundary === null) return []
  const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates
  const [rings] = polygons
  if (polygons.length !== 1 || rings?.length !== 1) return null
  return (rings[0] ?? []).slice(0, -1).map(([lon = 0, lat = 0]) => [lon, lat] as const)
}

export function boundaryOf(ring: readonly LonLat[]): Boundary | null {
  const [first] = ring
  if (!first || ring.length < 3) return null
  const rounded = [...ring, first].map(([lon, lat]) => [
    Math.round(lon * 1e7) / 1e7,
    Math.round(lat * 1e7) / 1e7,
  ])
  return { type: 'Polygon', coordinates: [rounded] }
}

type PastedFault = 'malformed' | 'not_a_polygon' | 'swapped' | 'out_of_range' | 'crosses_itself'

/** An outline out of pasted GeoJSON: a geometry, a feature, or a collection of one. */
export function pastedOutline(text: string): Boundary | PastedFault {
  const read = parsed(text)
  if (read === undefined) return 'malformed'
  const area = areaOf(geometryIn(read))
  if (area === null) return 'not_a_polygon'
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked by areaOf; readonly there
  return outlineFault(area) ?? (area as Boundary)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function geometryIn(value: unknown): { type?: unknown; coordinates?: unknown } | null {
  if (typeof value !== 'object' || value === null) return null
  if ('features' in value && Array.isArray(value.features)) return geometryIn(value.features[0])
  if ('geometry' in value) return geometryIn(value.geometry)
  return value
}
