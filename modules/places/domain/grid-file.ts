import type { Area } from '#kernel/geometry.ts'
import { fitsLevel, parentOf } from './area-code.ts'
import type { LooseFeature } from './base-map.ts'
import { crossesItself } from './outlines.ts'
import { pointFault } from './point.ts'

/** What can be wrong with one grid of a file; pages say each in a sentence. */
export const gridFaults = [
  'code_missing',
  'code_does_not_fit',
  'name_missing',
  'outside_scope',
  'community_unknown',
  'not_a_polygon',
  'swapped',
  'out_of_range',
  'crosses_itself',
  'twice',
] as const
export type GridFault = (typeof gridFaults)[number]

export interface GridOfFile {
  feature: number
  code: string
  name: string
  boundary: Area
}

export interface GridFileFault {
  feature: number
  code: string
  name: string
  fault: GridFault
}

export interface GridFileSetting {
  districtId: string
  /** Codes of the communities that grids may lie in. */
  communities: ReadonlySet<string>
  mayEdit: (code: string) => boolean
}

const text = (properties: Record<string, unknown>, names: readonly string[]): string => {
  for (const name of names) {
    const value = properties[name]
    if (typeof value === 'string' || typeof value === 'number') return String(value).trim()
  }
  return ''
}

/** Grids of a GeoJSON file, and every feature that cannot be one, by its number from 1. */
export function gridsOf(
  features: readonly LooseFeature[],
  setting: GridFileSetting,
): { grids: GridOfFile[]; faults: GridFileFault[] } {
  const grids: GridOfFile[] = []
  const faults: GridFileFault[] = []
  const seen = new Set<string>()
  for (const [index, { properties, geometry }] of features.entries()) {
    const code = text(properties ?? {}, ['code', '编码', '网格编码', 'gridCode'])
    const name = text(properties ?? {}, ['name', '名称', '网格名称', 'gridName'])
    const boundary = areaOf(geometry)
    const fault = faultOf({ code, name, boundary }, setting) ?? (seen.has(code) ? 'twice' : null)
    seen.add(code)
    if (fault !== null || boundary === null)
      faults.push({ feature: index + 1, code, name, fault: fault ?? 'not_a_polygon' })
    else grids.push({ feature: index + 1, code, name: name.slice(0, 60), boundary })
  }
  return { grids, faults }
}

function faultOf(
  grid: { code: string; name: string; boundary: Area | null },
  { districtId, communities, mayEdit }: GridFileSetting,
): GridFault | null {
  const { code, name, boundary } = grid
  if (code === '') return 'code_missing'
  if (!/^[0-9]+$/.test(code) || !fitsLevel(code, 'grid') || !code.startsWith(districtId))
    return 'code_does_not_fit'
  if (name === '') return 'name_missing'
  if (!mayEdit(code)) return 'outside_scope'
  if (!communities.has(parentOf(code) ?? '')) return 'community_unknown'
  if (boundary === null) return 'not_a_polygon'
  return outlineFault(boundary)
}

/** What is wrong with an outline, or null. */
export function outlineFault(boundary: Area): 'swapped' | 'out_of_range' | 'crosses_itself' | null {
  const rings = boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat()
  for (const [lon, lat] of rings.flat()) {
    const fault = pointFault({ lon: lon ?? NaN, lat: lat ?? NaN })
    if (fault) return fault
  }
  return crossesItself(boundary) ? 'crosses_itself' : null
}

/** A polygon as GeoJSON has it, every ring closed and of four corners at least; else null. */
export function areaOf(geometry: LooseFeature['geometry']): Area | null {
  const { type, coordinates } = geometry ?? {}
  if (type === 'Polygon' && isPolygon(coordinates)) return { type, coordinates }
  if (type === 'MultiPolygon' && Array.isArray(coordinates) && coordinates.length > 0)
    return coordinates.every(isPolygon) ? { type, coordinates } : null
  return null
}

type Rings = number[][][]

const isPolygon = (value: unknown): value is Rings =>
  Array.isArray(value) && value.length > 0 && value.every(isRing)

const isRing = (value: unknown): value is number[][] =>
  Array.isArray(value) &&
  value.length >= 4 &&
  value.length <= 20_000 &&
  value.every((p) => Array.isArray(p) && Number.isFinite(p[0]) && Number.isFinite(p[1])) &&
  String(value[0]) === String(value.at(-1))
