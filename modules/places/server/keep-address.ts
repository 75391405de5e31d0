import type { z } from 'zod'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import type { Saved } from '#platform/server/versioned-row.ts'
import type { saveAddress as contract } from '../contract/edit-addresses.ts'
import type { AddressView } from '../contract/shapes.ts'
import { readAddress, saveAddress } from './addresses.ts'
import { locate } from './locate.ts'
import { toStored } from './points.ts'
import { recordChange } from './revisions.ts'
import { keepInScope } from './route-parts.ts'

/**
 * Adds or changes an address, where it was and where it will be inside what the caller keeps; what
 * changes is written down with both.
 */
export async function keepAddress(
  tx: Tx,
  caller: Caller,
  { point, ...body }: z.output<typeof contract.body>,
  now: Date,
): Promise<{ address: AddressView; outcome: Saved['outcome'] }> {
  const { districtId } = caller
  const stored = toStored(point)
  const where = await locate(tx, districtId, stored)
  keepInScope(caller, body.communityCode ?? where.communityCode)
  const before = await knownAddress(tx, districtId, body.id)
  if (before) keepInScope(caller, before.communityCode)
  const { outcome } = await saveAddress(tx, { ...body, ...stored, districtId })
  const address = await readAddress(tx, districtId, body.id)
  const change = { kind: 'address' as const, id: body.id, now, before, after: address }
  if (outcome !== 'same') await recordChange(tx, caller, { act: 'places.address_saved', ...change })
  return { address, outcome }
}

async function knownAddress(db: Db, districtId: string, id: string) {
  return readAddress(db, districtId, id).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return undefined
    throw error
  })
}
