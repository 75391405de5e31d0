import type { z } from 'zod'
import type { Db } from '#platform/server/database.ts'
import type { readDistrict } from '../contract/public-places.ts'
import type { AreaView } from '../contract/shapes.ts'
import { listAreas } from './areas.ts'

type Areas = z.input<typeof readDistrict.reply>['areas']

/** Communities and grids that are in use, as shapes. */
export async function outlinesOf(db: Db, districtId: string): Promise<Areas> {
  const areas = await listAreas(db, districtId, { activeOnly: true })
  const features = areas
    .filter((a) => a.level === 'community' || a.level === 'grid')
    .flatMap((a) => featureOf(a))
  return { type: 'FeatureCollection', features }
}

function featureOf(area: AreaView): Areas['features'] {
  const { code, level, name, schematic, boundary, lon, lat } = area
  const properties = { code, level, name, schematic }
  if (boundary) return [{ type: 'Feature' as const, geometry: boundary, properties }]
  if (lon === null || lat === null) return []
  const geometry = { type: 'Point' as const, coordinates: [lon, lat] }
  return [{ type: 'Feature' as const, geometry, properties }]
}
