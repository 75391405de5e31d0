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
  const point = given.place
    ? toStored(given.place)
    : known
      ? { lon: known.lon, lat: known.lat }
      : null
  const codes = point
    ? await locate(db, districtId, point)
    : { streetCode: '', communityCode: '', gridCode: '' }
  return {
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    point_system: given.place?.system ?? (known ? ('CGCS2000' as const) : null),
    point_given: given.place ? { ...given.place } : null,
    place_method:
      given.place?.method ?? (plate ? ('qr' as const) : known ? ('address' as const) : null),
    address: given.address || (known?.fullText ?? ''),
    address_id: known?.id ?? null,
    street_code: codes.streetCode,
    community_code: codes.communityCode,
    grid_code: codes.gridCode,
  }
}
