import { locate, readAddress, readDoorplate, toStored } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'

/** A place as a report gives it: a point with its system, an address of ours, a door plate, or words. */
export interface GivenPlace {
  place: {
    lon: number
    lat: number
    system: 'CGCS2000' | 'WGS84' | 'GCJ02' | 'BD09'
    method: 'gps' | 'map' | 'qr' | 'address' | 'staff'
    accuracy?: number | undefined
  } | null
  address: string
  addressId: string | null
  doorplate?: string | null
}

/**
 * The columns of a case's place. A pinned point stands over the address's own; the district never
 * comes from the point (DECISIONS 8). Without a point the codes stay empty and the district's desk
 * has the case.
 */
export async function placeOf(db: Db, districtId: string, given: GivenPlace) {
  const plate = given.doorplate ? await readDoorplate(db, districtId, given.doorplate) : null
  const known =
    plate?.address ?? (given.addressId ? await readAddress(db, districtId, given.addressId) : null)
  const point = pointOf(given, known)
  const codes = point
    ? await locate(db, districtId, point)
    : { streetCode: '', communityCode: '', gridCode: '' }
  return {
    ...pointColumns(given, known, point),
    place_method: given.place?.method ?? methodOf(plate, known),
    ...addressColumns(given, known),
    street_code: codes.streetCode,
    community_code: codes.communityCode,
    grid_code: codes.gridCode,
  }
}

type Known = Awaited<ReturnType<typeof readAddress>> | null
type Point = { lon: number; lat: number } | null

function pointOf(given: GivenPlace, known: Known): Point {
  if (given.place) return toStored(given.place)
  return known ? { lon: known.lon, lat: known.lat } : null
}

function pointColumns(given: GivenPlace, known: Known, point: Point) {
  return {
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    point_system: given.place?.system ?? (known ? ('CGCS2000' as const) : null),
    point_given: given.place ? { ...given.place } : null,
  }
}

/** How a place that was not pinned was found. */
function methodOf(plate: object | null, known: Known): 'qr' | 'address' | null {
  if (plate) return 'qr'
  return known ? 'address' : null
}

function addressColumns(given: GivenPlace, known: Known) {
  return {
    address: given.address || (known?.fullText ?? ''),
    address_id: known?.id ?? null,
  }
}
