import { recordsOf } from '#kernel/csv.ts'
import { fitsLevel } from './area-code.ts'
import { coordinateSystems, pointFault, type CoordinateSystem } from './point.ts'

export const addressFaults = [
  'column_missing',
  'code_does_not_fit',
  'outside_scope',
  'area_unknown',
  'address_missing',
  'too_long',
  'number_malformed',
  'swapped',
  'out_of_range',
  'system_unknown',
  'twice',
] as const
export type AddressFault = (typeof addressFaults)[number]

export interface AddressLine {
  line: number
  /** Of a community or of a grid. */
  code: string
  address: string
  building: string
  lon: number
  lat: number
  system: CoordinateSystem
}

export interface AddressFileFault {
  line: number
  text: string
  fault: AddressFault
}

const columns = {
  code: ['code', '编码', '社区编码', '网格编码'],
  address: ['address', '地址'],
  building: ['building', '楼栋'],
  lon: ['lon', '经度'],
  lat: ['lat', '纬度'],
  system: ['system', '坐标系'],
} as const
type Column = keyof typeof columns
const columnNames = ['code', 'address', 'building', 'lon', 'lat', 'system'] as const

export interface AddressFileSetting {
  districtId: string
  /** Codes of the communities and grids that there are. */
  areas: ReadonlySet<string>
  mayEdit: (code: string) => boolean
  /** Taken where the system is left empty. */
  system: CoordinateSystem
}

/** Addresses of a CSV, and every line that cannot be one. Only `building` may be empty. */
export function addressesOf(
  csv: string,
  setting: AddressFileSetting,
): { addresses: AddressLine[]; faults: AddressFileFault[] } {
  const [head, ...records] = recordsOf(csv.replace(/^\uFEFF/, ''))
  const places = new Map<Column, number>()
  for (const name of columnNames) {
    const names: readonly string[] = columns[name]
    const at = (head?.cells ?? []).findIndex((cell) => names.includes(cell.trim().toLowerCase()))
    if (at >= 0) places.set(name, at)
  }
  const absent = (['code', 'address', 'lon', 'lat'] as const).filter((name) => !places.has(name))
  if (absent.length > 0)
    return {
      addresses: [],
      faults: [{ line: 1, text: absent.join(', '), fault: 'column_missing' }],
    }
  const addresses: AddressLine[] = []
  const faults: AddressFileFault[] = []
  const seen = new Set<string>()
  for (const { line, cells } of records) {
    const cell = (name: Column) => (cells[places.get(name) ?? -1] ?? '').trim()
    const found = lineOf(line, cell, setting)
    const key = typeof found === 'string' ? '' : `${found.address}\u0000${found.building}`
    const fault = typeof found === 'string' ? found : seen.has(key) ? 'twice' : null
    seen.add(key)
    if (fault !== null) faults.push({ line, text: cells.join(', ').slice(0, 120), fault })
    else if (typeof found !== 'string') addresses.push(found)
  }
  return { addresses, faults }
}

function lineOf(
  line: number,
  cell: (name: Column) => string,
  setting: AddressFileSetting,
): AddressLine | AddressFault {
  const [code, address, building] = [cell('code'), cell('address'), cell('building')]
  const fault = codeFault(code, setting) ?? textFault(address, building)
  if (fault !== null) return fault
  const [lon, lat] = [numberOf(cell('lon')), numberOf(cell('lat'))]
  if (lon === null || lat === null) return 'number_malformed'
  const named = cell('system').toUpperCase().replaceAll('-', '')
  const system = named === '' ? setting.system : coordinateSystems.find((one) => one === named)
  if (system === undefined) return 'system_unknown'
  return pointFault({ lon, lat }) ?? { line, code, address, building, lon, lat, system }
}

function codeFault(code: string, setting: AddressFileSetting): AddressFault | null {
  const fits = fitsLevel(code, 'community') || fitsLevel(code, 'grid')
  if (!fits || !/^[0-9]+$/.test(code) || !code.startsWith(setting.districtId))
    return 'code_does_not_fit'
  if (!setting.mayEdit(code)) return 'outside_scope'
  return setting.areas.has(code) ? null : 'area_unknown'
}

function textFault(address: string, building: string): AddressFault | null {
  if (address === '') return 'address_missing'
  return address.length + building.length > 200 || building.length > 120 ? 'too_long' : null
}

const numberOf = (text: string): number | null =>
  /^-?[0-9]+(\.[0-9]+)?$/.test(text) ? Number(text) : null
