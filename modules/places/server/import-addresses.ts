import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { tokensOf } from '#kernel/text-tokens.ts'
import type { Tx } from '#platform/server/database.ts'
import { addressesOf, type AddressFileFault, type AddressLine } from '../domain/address-file.ts'
import type { CoordinateSystem } from '../domain/point.ts'
import { listAreas } from './areas.ts'
import { readDistrict } from './districts.ts'
import { locateIn, type Locate } from './locate.ts'
import { toStored } from './points.ts'

export interface AddressImport {
  districtId: string
  csv: string
  dryRun: boolean
  mayEdit: (code: string) => boolean
  /** For lines that name none; left out, the district's. */
  system?: CoordinateSystem
}

export interface AddressImportResult {
  rows: number
  added: number
  changed: number
  same: number
  faults: AddressFileFault[]
  faulty: number
}

const BATCH = 1000
const MOST_FAULTS = 200

/**
 * Takes in a CSV of addresses, all or nothing. A line is known again by its address and building, so
 * the same file twice changes nothing, and a corrected one changes what it corrects.
 */
export async function importAddresses(tx: Tx, order: AddressImport): Promise<AddressImportResult> {
  const { districtId } = order
  const { settings } = await readDistrict(tx, districtId)
  const areas = await listAreas(tx, districtId, { activeOnly: true })
  const { addresses, faults } = addressesOf(order.csv, {
    districtId,
    areas: new Set(areas.map((a) => a.code)),
    mayEdit: order.mayEdit,
    system: order.system ?? settings.coordinateSystem,
  })
  const result = { rows: addresses.length + faults.length, added: 0, changed: 0, same: 0 }
  const shown = { faults: faults.slice(0, MOST_FAULTS), faulty: faults.length }
  if (faults.length > 0 && !order.dryRun) return { ...result, ...shown }
  const locate = await locateIn(tx, districtId)
  for (let from = 0; from < addresses.length; from += BATCH) {
    const batch = addresses.slice(from, from + BATCH).map((a) => rowOf(districtId, a, locate))
    // oxlint-disable-next-line no-await-in-loop -- one connection: the batches go one by one
    const { added, changed } = await writeBatch(tx, batch, order.dryRun)
    result.added += added
    result.changed += changed
    result.same += batch.length - added - changed
  }
  return { ...result, ...shown }
}

function rowOf(districtId: string, given: AddressLine, locate: Locate) {
  const point = toStored(given)
  const communityCode = given.code.slice(0, 12)
  const where = locate(point)
  const located = where.communityCode === communityCode ? where.gridCode : ''
  const grid = given.code.length > communityCode.length ? given.code : located
  const fullText = `${given.address}${given.building}`
  return {
    district_id: districtId,
    id: idOf(districtId, given),
    kind: given.building === '' ? 'landmark' : 'building',
    name: given.building === '' ? given.address.slice(0, 120) : given.building,
    full_text: fullText,
    community_code: communityCode,
    grid_code: grid === '' ? null : grid,
    lon: point.lon,
    lat: point.lat,
    tokens: tokensOf(fullText),
  }
}

type Row = ReturnType<typeof rowOf>

/** The same id for the same address, so that a second import meets the rows of the first. */
function idOf(districtId: string, { address, building }: AddressLine): string {
  const name = `${districtId}\u0000${address}\u0000${building}`
  const hex = createHash('sha256').update(name).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}

const content = ['kind', 'name', 'full_text', 'community_code', 'grid_code', 'lon', 'lat'] as const

async function writeBatch(tx: Tx, batch: Row[], dryRun: boolean) {
  const ids = batch.map((row) => row.id)
  const there = await tx
    .selectFrom('places.address')
    .select(['id', ...content])
    .where('district_id', '=', batch[0]?.district_id ?? '')
    .where('id', 'in', ids)
    .execute()
  const known = new Map(there.map((row) => [row.id, row]))
  const differs = (row: Row) => {
    const old = known.get(row.id)
    return old !== undefined && content.some((name) => old[name] !== row[name])
  }
  const fresh = batch.filter((row) => !known.has(row.id))
  const changed = batch.filter(differs)
  if (!dryRun && fresh.length + changed.length > 0)
    await tx
      .insertInto('places.address')
      .values([...fresh, ...changed])
      .onConflict((c) =>
        c.columns(['district_id', 'id']).doUpdateSet((eb) => ({
          kind: eb.ref('excluded.kind'),
          name: eb.ref('excluded.name'),
          full_text: eb.ref('excluded.full_text'),
          community_code: eb.ref('excluded.community_code'),
          grid_code: eb.ref('excluded.grid_code'),
          lon: eb.ref('excluded.lon'),
          lat: eb.ref('excluded.lat'),
          tokens: eb.ref('excluded.tokens'),
          version: sql`places.address.version + 1`,
        })),
      )
      .execute()
  return { added: fresh.length, changed: changed.length }
}
