import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { AddressView } from '../contract/shapes.ts'
import { readAddress } from './addresses.ts'

export interface DoorplateRow {
  token: string
  addressId: string
  printedAt: string
  revokedAt: string | null
}

const columns = ['token', 'address_id', 'printed_at', 'revoked_at'] as const

const rowOf = (row: {
  token: string
  address_id: string
  printed_at: Date
  revoked_at: Date | null
}): DoorplateRow => ({
  token: row.token,
  addressId: row.address_id,
  printedAt: row.printed_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

export interface DoorplateInput {
  districtId: string
  addressId: string
  now: Date
  /** Given by programs that make the same world again; otherwise 128 random bits. */
  token?: string
}

/** Issues a QR code for an address; its token says nothing about where it hangs. */
export async function issueDoorplate(tx: Tx, input: DoorplateInput): Promise<DoorplateRow> {
  await readAddress(tx, input.districtId, input.addressId)
  const token = input.token ?? randomBytes(16).toString('base64url')
  await tx
    .insertInto('places.doorplate')
    .values({
      district_id: input.districtId,
      token,
      address_id: input.addressId,
      printed_at: input.now,
    })
    .onConflict((c) => c.doNothing())
    .execute()
  return findDoorplate(tx, input.districtId, token)
}

/** From now on the code answers that it is revoked. Revoking twice keeps the first time. */
export async function revokeDoorplate(
  tx: Tx,
  input: { districtId: string; token: string; now: Date },
): Promise<DoorplateRow> {
  await tx
    .updateTable('places.doorplate')
    .set({ revoked_at: input.now })
    .where('district_id', '=', input.districtId)
    .where('token', '=', input.token)
    .where('revoked_at', 'is', null)
    .execute()
  return findDoorplate(tx, input.districtId, input.token)
}

export async function findDoorplate(
  db: Db,
  districtId: string,
  token: string,
): Promise<DoorplateRow> {
  const row = await db
    .selectFrom('places.doorplate')
    .select(columns)
    .where('district_id', '=', districtId)
    .where('token', '=', token)
    .executeTakeFirst()
  if (!row) throw notFound('places.doorplate_not_found')
  return rowOf(row)
}

export async function doorplatesOf(
  db: Db,
  districtId: string,
  addressId: string,
): Promise<DoorplateRow[]> {
  const rows = await db
    .selectFrom('places.doorplate')
    .select(columns)
    .where('district_id', '=', districtId)
    .where('address_id', '=', addressId)
    .orderBy('printed_at', 'desc')
    .execute()
  return rows.map(rowOf)
}

/** Where a code hangs. A revoked one says so and names no place any more. */
export async function readDoorplate(
  db: Db,
  districtId: string,
  token: string,
): Promise<{ revoked: boolean; address: AddressView | null }> {
  const plate = await findDoorplate(db, districtId, token)
  if (plate.revokedAt !== null) return { revoked: true, address: null }
  return { revoked: false, address: await readAddress(db, districtId, plate.addressId) }
}

/** A valid code for each address: those that have one keep it. In the order asked. */
export async function makeDoorplates(
  tx: Tx,
  order: { districtId: string; addressIds: readonly string[]; now: Date },
): Promise<{ made: DoorplateRow[]; all: DoorplateRow[] }> {
  const { districtId, now } = order
  const made: DoorplateRow[] = []
  const all: DoorplateRow[] = []
  for (const addressId of new Set(order.addressIds)) {
    /* oxlint-disable no-await-in-loop -- one transaction, one connection */
    const valid = (await doorplatesOf(tx, districtId, addressId)).find((d) => d.revokedAt === null)
    const plate = valid ?? (await issueDoorplate(tx, { districtId, addressId, now }))
    /* oxlint-enable no-await-in-loop */
    if (!valid) made.push(plate)
    all.push(plate)
  }
  return { made, all }
}

/** The token of a QR code that hangs at an address of a community and holds; null where there is none. */
export async function doorAt(
  db: Db,
  districtId: string,
  at: { communityCode: string; address: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('places.doorplate as d')
    .innerJoin('places.address as a', (j) =>
      j.onRef('a.district_id', '=', 'd.district_id').onRef('a.id', '=', 'd.address_id'),
    )
    .select('d.token')
    .where('d.district_id', '=', districtId)
    .where('d.revoked_at', 'is', null)
    .where('a.active', '=', true)
    .where('a.community_code', '=', at.communityCode)
    .where((eb) => eb.or([eb('a.name', '=', at.address), eb('a.full_text', '=', at.address)]))
    .orderBy('d.printed_at', 'desc')
    .orderBy('d.token')
    .executeTakeFirst()
  return row?.token ?? null
}
