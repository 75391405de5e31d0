import type { z } from 'zod'
import {
  listAreas,
  locate,
  readAddress,
  toStored,
  whereaboutsOf,
  type Whereabouts,
} from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { SubjectPlace } from '../contract/shapes.ts'

export interface Placed extends Whereabouts {
  addressId: string | null
  addressText: string
  lon: number | null
  lat: number | null
}

/** Where a subject is, with its codes: by an address of the register, else by an area, else by a point. */
export async function placed(
  db: Db,
  districtId: string,
  place: z.output<typeof SubjectPlace>,
): Promise<Placed> {
  const point = pointOf(place)
  if (place.addressId !== null)
    return atAddress(db, districtId, { addressId: place.addressId, text: place.text, point })
  return {
    ...(await codesOf(db, districtId, place.areaCode, point)),
    addressId: null,
    addressText: place.text,
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
  }
}

interface Point {
  lon: number
  lat: number
}

const pointOf = ({ lon, lat }: z.output<typeof SubjectPlace>): Point | null =>
  lon === undefined || lat === undefined ? null : toStored({ lon, lat, system: 'CGCS2000' })

async function atAddress(
  db: Db,
  districtId: string,
  { addressId, text, point }: { addressId: string; text: string; point: Point | null },
): Promise<Placed> {
  const address = await readAddress(db, districtId, addressId)
  const { lon, lat } = point ?? address
  const { gridCode } = address.gridCode === null ? await locate(db, districtId, address) : address
  // An outline may put the point into another community than the register says: the register holds.
  const code = gridCode?.startsWith(address.communityCode) ? gridCode : address.communityCode
  return {
    ...whereaboutsOf(code),
    addressId: address.id,
    addressText: text === '' ? address.fullText : text,
    lon,
    lat,
  }
}

async function codesOf(
  db: Db,
  districtId: string,
  areaCode: string | undefined,
  point: Point | null,
): Promise<Whereabouts> {
  if (areaCode !== undefined && areaCode !== districtId) {
    const [area] = await listAreas(db, districtId, { code: areaCode })
    if (!area) throw invalid('subjects.area_unknown')
    return whereaboutsOf(area.code)
  }
  return point ? locate(db, districtId, point) : whereaboutsOf('')
}

/** The closest code of a place; '' where it is not known. */
export const codeOf = (where: Whereabouts): string =>
  where.gridCode || where.communityCode || where.streetCode
