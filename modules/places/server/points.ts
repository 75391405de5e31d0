import gcoord from 'gcoord'
import { invalid } from '#platform/server/problem.ts'
import type { GivenPoint } from '../contract/shapes.ts'
import { pointFault, type Point } from '../domain/point.ts'

/** 400 for a point that cannot be in this country; the details say when lon and lat look swapped. */
export function refuseBadPoint(point: Point): void {
  const fault = pointFault(point)
  if (fault) throw invalid('places.point_out_of_range', { swapped: fault === 'swapped' })
}

// The package is CommonJS and sets module.exports, while its types promise a `default`.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
const { CRSTypes, transform } = gcoord as unknown as typeof gcoord.default

const shifted = { GCJ02: CRSTypes.GCJ02, BD09: CRSTypes.BD09 } as const

/**
 * A point as it is stored (CGCS2000, taken as WGS-84), from the system it was given in. The shifts of
 * GCJ-02 and BD-09 are undone to about a metre.
 */
export function toStored({ lon, lat, system }: GivenPoint): Point {
  refuseBadPoint({ lon, lat })
  if (system === 'WGS84' || system === 'CGCS2000') return { lon, lat }
  const [x, y] = transform<[number, number]>([lon, lat], shifted[system], CRSTypes.WGS84)
  return { lon: x, lat: y }
}

/** The same point in another system, as sheets and files of that system say it. */
export function fromStored({ lon, lat }: Point, system: GivenPoint['system']): Point {
  if (system === 'WGS84' || system === 'CGCS2000') return { lon, lat }
  const [x, y] = transform<[number, number]>([lon, lat], CRSTypes.WGS84, shifted[system])
  return { lon: x, lat: y }
}
