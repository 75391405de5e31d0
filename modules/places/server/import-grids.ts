import type { Tx } from '#platform/server/database.ts'
import type { Boundary } from '../contract/shapes.ts'
import type { LooseFeature } from '../domain/base-map.ts'
import { gridsOf, type GridFileFault } from '../domain/grid-file.ts'
import { listAreas, saveArea } from './areas.ts'

export interface GridImport {
  districtId: string
  features: readonly LooseFeature[]
  schematic: boolean
  dryRun: boolean
  mayEdit: (code: string) => boolean
}

export interface GridImportResult {
  added: number
  changed: number
  same: number
  faults: GridFileFault[]
}

/** Takes in grids, all of them or none where one has a fault; a dry run only counts. */
export async function importGrids(tx: Tx, order: GridImport): Promise<GridImportResult> {
  const { districtId, schematic } = order
  const areas = await listAreas(tx, districtId)
  const { grids, faults } = gridsOf(order.features, {
    districtId,
    communities: new Set(
      areas.filter((a) => a.level === 'community' && a.active).map((a) => a.code),
    ),
    mayEdit: order.mayEdit,
  })
  const known = new Map(areas.map((a) => [a.code, a]))
  const result = { added: 0, changed: 0, same: 0, faults }
  const writes = !order.dryRun && faults.length === 0
  for (const { code, name, boundary } of grids) {
    const old = known.get(code)
    const same =
      old?.name === name &&
      old.active &&
      old.schematic === schematic &&
      JSON.stringify(old.boundary) === JSON.stringify(boundary)
    if (same) result.same++
    else if (old) result.changed++
    else result.added++
    if (writes && !same)
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await saveArea(tx, {
        districtId,
        code,
        level: 'grid',
        name,
        boundary: boundary as Boundary, // oxlint-disable-line typescript/no-unsafe-type-assertion -- checked by gridsOf; readonly there
        schematic,
      })
  }
  return result
}
